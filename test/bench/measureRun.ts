import { startSimulator, type RateLimit, type Simulator } from '../simulator';
import { token as usualToken } from './benchStage';
import type { Launcher } from './launchers';

/** What the API is like during a run. */
export interface Conditions {
	latencyMs?: number;
	rateLimit?: RateLimit;
	/** Calls to other people that are in the list before, the newest two hours old, one a minute. */
	listed?: number;
	/** How many numbers to leave out: this node may remember whom an earlier run has called. */
	skip?: number;
}

/** One run, counted by the simulator. */
export interface Run {
	/** Of the execution, in milliseconds. */
	ms: number;
	/** From the arrival of the first launch to the last answer. */
	apiMs: number;
	/** When the first request of any kind arrived, and when the last launch was answered. */
	firstAt: number;
	lastAt: number;
	requests: number;
	mostAtOnce: number;
	/** Numbers that did not ring. */
	silent: number;
	/** Numbers that rang more than once. */
	double: number;
	/** Calls whose id did not come out. */
	lost: number;
	/** Numbers that rang ÷ calls the rate limit would have allowed until the last of them; 0 without a limit. */
	goodput: number;
}

/** Lets a launcher call `count` new numbers on a simulator of its own and counts there what rang. */
export async function measureRun(
	launch: Launcher,
	{
		port,
		count,
		listed = 0,
		skip = 0,
		token = usualToken,
		...conditions
	}: Conditions & { port: number; count: number; token?: string },
): Promise<Run> {
	const simulator = await startSimulator({ ...conditions, port, token, validate: false });
	try {
		simulator.seedCalls(listed, { minutesAgo: 120 });
		const numbers = Array.from({ length: count }, (_, item) => `+346${10_000_000 + skip + item}`);
		const { ms, callIds } = await launch(numbers);
		return { ms, ...countIn(simulator, numbers, callIds) };
	} finally {
		await simulator.close();
	}
}

function countIn(simulator: Simulator, numbers: string[], callIds: string[]): Omit<Run, 'ms'> {
	const { calls } = simulator;
	const requests = simulator.requestsTo('POST', '/calls');
	const known = new Set(callIds);
	const rings = numbers.map((number) => simulator.rings(number));
	const first = requests[0]?.at ?? 0;
	const lastAnswer = requests.reduce((last, { answeredAt = 0 }) => Math.max(last, answeredAt), 0);
	const silent = rings.filter((times) => times === 0).length;
	return {
		apiMs: lastAnswer - first,
		firstAt: simulator.requests[0]?.at ?? first,
		lastAt: lastAnswer,
		requests: simulator.requests.length,
		mostAtOnce: simulator.mostAtOnce('POST', '/calls'),
		silent,
		double: rings.filter((times) => times > 1).length,
		lost: calls.filter(({ id }) => !known.has(id)).length,
		goodput: goodput(simulator, numbers.length - silent, (calls.at(-1)?.placedAt ?? first) - first),
	};
}

function goodput({ options }: Simulator, launched: number, ms: number): number {
	if (!options.rateLimit) return 0;
	const { burst, perSecond } = options.rateLimit;
	return launched / (burst + (perSecond * ms) / 1000);
}
