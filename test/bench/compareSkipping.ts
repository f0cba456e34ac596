import { say } from '../e2e/progress';
import { openBenchStage, type BenchStage } from './benchStage';
import { nodeOf } from './contestants';
import { spread, table, worst } from './figures';
import { launcherOf } from './launchers';
import { measureRun, type Run } from './measureRun';
import { takePauses } from './pauses';
import type { Size } from './rounds';

const without = 'without the option';
const skipping = 'Skip If Called Within';

/** Every run calls people of its own, in an account of its own: this node remembers the calls of one, and misses them. */
let called = 0;

type Measured = Run & { pause: number };

/** Does it cost time, or hold n8n up, to ask a long list of calls whom it shows? */
export async function compareSkipping({ manyItems: listed, ...size }: Size): Promise<string> {
	const count = listed / 2;
	const found: Record<string, Measured[]> = { [without]: [], [skipping]: [] };
	const stage = await openBenchStage({ loaded: 'pausesOnSignal' });
	try {
		const turns = [without, skipping];
		// The first large run of an n8n is faster than all that follow, whichever it is.
		for (const name of turns) await measure(stage, name, { count, listed });
		for (let round = 0; round < size.longRounds; round++) {
			if (round > 0 && Date.now() > size.deadline) break;
			for (const name of round % 2 ? [...turns].reverse() : turns) {
				const run = await measure(stage, name, { count, listed });
				found[name].push(run);
				say(`${name}: ${(run.ms / 1000).toFixed(2)} s, longest pause ${run.pause} ms`);
			}
		}
	} finally {
		await stage.close();
	}
	const rows = Object.entries(found).map(([name, runs]) => [
		name,
		spread(runs.map(({ ms }) => ms / 1000)),
		spread(runs.map(({ ms }, round) => ms / found[without][round].ms)),
		spread(
			runs.map(({ pause }) => pause),
			0,
		),
		worst(runs.map(({ silent }) => silent)),
		worst(runs.map(({ double }) => double)),
		worst(runs.map(({ lost }) => lost)),
	]);
	return table(
		`${count} launches, ${listed} calls in the list, rounds: ${found[without].length}`,
		[
			'',
			'execution, s',
			'÷ without',
			'longest pause while calling, ms',
			'silent',
			'double',
			'lost',
		],
		rows,
	);
}

/** A run with the longest pause between its first request and its last answer: before, n8n reads its items. */
async function measure(
	stage: BenchStage,
	name: string,
	conditions: { count: number; listed: number },
): Promise<Measured> {
	const [skip, port, token] = [called, stage.simulatorPort, `bench-token-${called}`];
	called += conditions.count;
	const { client, apiUrl: baseUrl, credentials } = stage;
	const nebrijaApi = await client.createCredential(token, 'nebrijaApi', {
		apiToken: token,
		baseUrl,
	});
	const { parameters, ...node } = nodeOf('this node', baseUrl);
	const options = name === skipping ? { skipIfCalledWithin: conditions.listed } : {};
	const launch = await launcherOf(
		{ ...stage, credentials: { ...credentials, nebrijaApi } },
		token,
		{ ...node, parameters: { ...parameters, options } },
	);
	await takePauses(stage);
	const run = await measureRun(launch, { ...conditions, skip, port, token });
	const pauses = await takePauses(stage);
	const { firstAt, lastAt } = run;
	const own = pauses.filter(({ endedAt }) => endedAt > firstAt && endedAt <= lastAt);
	return { ...run, pause: Math.max(0, ...own.map(({ ms }) => ms)) };
}
