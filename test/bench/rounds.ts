import { say } from '../e2e/progress';
import { contestants, type Contestant } from './contestants';
import type { Launchers } from './launchers';
import { measureRun, type Conditions, type Run } from './measureRun';

/** How much is measured. */
export interface Size {
	rounds: number;
	/** Rounds of what takes minutes. */
	longRounds: number;
	/** Items of a run. */
	items: number;
	/** Items of a large run. */
	manyItems: number;
	/** No round begins after this time. */
	deadline: number;
}

export type Runs = Record<Contestant, Run[]>;

/** Runs every contestant once a round under the same conditions, each round beginning with another one. */
export async function runRounds(
	launchers: Launchers,
	title: string,
	{ rounds, deadline }: Pick<Size, 'rounds' | 'deadline'>,
	conditions: Conditions & { count: number; retryOnFail?: boolean },
): Promise<Runs> {
	const { retryOnFail = false, ...run } = conditions;
	const runs = Object.fromEntries(contestants.map((name) => [name, [] as Run[]])) as Runs;
	for (let round = 0; round < rounds; round++) {
		if (round > 0 && Date.now() > deadline) break;
		for (let turn = 0; turn < contestants.length; turn++) {
			const contestant = contestants[(round + turn) % contestants.length];
			const launch = await launchers.of(contestant, retryOnFail);
			const measured = await measureRun(launch, { ...run, port: launchers.stage.simulatorPort });
			runs[contestant].push(measured);
			say(`${title}, round ${round + 1}, ${contestant}: ${(measured.ms / 1000).toFixed(2)} s`);
		}
	}
	return runs;
}

/**
 * Launches a few calls with everybody, so that no first run pays for what is loaded only once. Rejects if
 * one of them cannot launch: it would seem fast.
 */
export async function warmUp(launchers: Launchers): Promise<void> {
	const once = { rounds: 1, deadline: Infinity };
	const runs = await runRounds(launchers, 'Warming up', once, { count: 200 });
	for (const contestant of contestants) {
		const [{ silent, lost }] = runs[contestant];
		if (silent + lost > 0) throw new Error(`${contestant}: ${silent} silent, ${lost} lost.`);
	}
}
