import { patience } from '../../nodes/Nebrija/pace/patience';
import type { Mount } from '../engine/mount';
import type { Scene } from '../engine/scene';
import type { Fault, SimulatorSettings } from '../simulator';

const original = structuredClone(patience);

/** Short waits for the tests of a file; what counts in minutes stays as long as it is. */
export function useShortWaits(): void {
	beforeEach(() => {
		const waits = { notSent: [5], lookUps: [0, 20], firstSlowDown: 10, mostSlowDown: 50 };
		Object.assign(patience, structuredClone(original), waits);
	});
	afterEach(() => Object.assign(patience, structuredClone(original)));
}

export const people = (...phones: string[]) => phones.map((phone) => ({ phone }));

/** The platform takes the launch, and nobody hears of it. */
export const accepted: Fault = { kind: 'reset', accept: true };

/** The platform never sees the launch, and nobody hears of that. */
export const swallowed: Fault = { kind: 'reset', accept: false };

export const refused: Fault = { kind: 'status', status: 422 };

/** What has a simulator: a scene, or another account. */
type Simulated = Pick<Scene, 'simulator'>;

/** Lets launches meet a fault, those to one number or all. */
export function launchMeets(
	{ simulator }: Simulated,
	fault: Fault,
	number?: string,
	times = 1,
): void {
	simulator.faults.add({ match: { method: 'POST', number }, times, fault });
}

/** The list of calls cannot be read from now on. */
export function hideList(scene: Scene): void {
	scene.simulator.faults.add({
		match: { method: 'GET', path: '/calls' },
		times: Infinity,
		fault: { kind: 'status', status: 500 },
	});
}

/** Runs what ends with an unknown outcome, since the list cannot be read; then it can be read again. */
export async function runBlindly(scene: Scene, mount: Mount): Promise<void> {
	hideList(scene);
	expect((await mount.run()).error?.message).toMatch(/may have been placed/);
	scene.simulator.faults.clear();
}

/** From now on the API is otherwise, also for calls that were placed already. */
export function otherwise(scene: Scene, options: SimulatorSettings): void {
	Object.assign(scene.simulator.options, options);
}
