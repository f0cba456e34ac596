import {
	assistants,
	abTests,
	type Simulator,
	type SimulatorSettings,
	specialNumbers,
	startSimulator,
} from '../simulator';
import type { Timing } from './line';

const minute = 60_000;
const day = 24 * 60 * minute;

/** The simulator with a past that holds every kind of call, and its clock, on which waiting costs no time. */
export async function startPractice(settings: SimulatorSettings = {}): Promise<{
	simulator: Simulator;
	timing: Timing;
}> {
	const timings = { ringMs: 2_000, talkMs: 6_000, delivery: { retryDelayMs: 1 } };
	const delivery = { ...timings.delivery, ...settings.delivery };
	const simulator = await startSimulator({ ...timings, ...settings, delivery });
	rememberCalls(simulator);
	const { clock } = simulator;
	const pause = async (ms: number) => await clock.advance(ms);
	return { simulator, timing: { now: () => clock.now(), pause } };
}

function rememberCalls(simulator: Simulator): void {
	const { options } = simulator;
	const { ringMs, talkMs } = options;
	const [one, other] = assistants.map(({ id }) => ({ assistantId: id }));
	simulator.seedCalls(54, { ...one, minutesAgo: 20 });
	simulator.seedCalls(50, { ...other, minutesAgo: 20.5 });
	for (const [nth, number] of Object.keys(specialNumbers).entries()) {
		simulator.seedCalls(1, { ...one, number, minutesAgo: 12 + nth });
	}
	simulator.seedCalls(1, { testId: abTests[0].id, minutesAgo: 9 });
	options.talkMs = 30 * minute;
	simulator.seedCalls(1, { ...one, minutesAgo: 60.2 });
	options.talkMs = day;
	simulator.seedCalls(1, { ...one, minutesAgo: 3 });
	options.ringMs = day;
	simulator.seedCalls(1, { ...other, minutesAgo: 1 });
	Object.assign(options, { ringMs, talkMs });
}
