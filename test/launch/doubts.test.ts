import { assistantId, launching, useScene } from '../engine/scene';
import { moveClock, useClock } from '../engine/clock';
import { personalities, specialNumbers } from '../simulator';
import { accepted, launchMeets, otherwise, people, runBlindly, useShortWaits } from './lostAnswers';

const scene = useScene();
useShortWaits();
useClock();

/** The safety matrix calls people who answer; a call that nobody took may look otherwise in the list. */
const [busy] = Object.entries(specialNumbers).find(([, destiny]) => destiny === 'busy')!;

/** Every way in which the API may be otherwise, as far as it concerns calls. */
const worlds = personalities.filter(({ belief = '' }) => !/^(delivery|webhook)/.test(belief));

const idOf = ({ id, callId }: { id?: unknown; callId?: unknown }) => String(id ?? callId);

describe('A phone that was busy does not ring again', () => {
	it.each(worlds)('after a lost answer and a retry: $name: $standsFor', async ({ options }) => {
		scene.refusalsExpected = true;
		otherwise(scene, { ringMs: 0, ...options });
		scene.simulator.seedCalls(3, { minutesAgo: 200 });
		const mount = scene.mount({ items: people(busy), parameters: launching() });
		launchMeets(scene, accepted);
		await runBlindly(scene, mount);
		moveClock(150_000);
		const { success, error } = await mount.retry();
		expect(scene.simulator.rings(busy)).toBe(1);
		if (error) expect(error.message).toMatch(/may have been placed|could not be read/);
		else expect(idOf(success[0].json)).toBe(scene.simulator.calls[0].id);
	});

	// Nobody can tell an empty list from a hidden one before the first call.
	const withList = worlds.filter(({ name }) => name !== 'list-always-empty');

	it.each(withList)('with Skip If Called Within: $name: $standsFor', async ({ options: world }) => {
		scene.refusalsExpected = true;
		otherwise(scene, world);
		const [{ id }] = scene.simulator.seedCalls(1, { number: busy, minutesAgo: 20, assistantId });
		const parameters = launching({ options: { skipIfCalledWithin: 60 } });
		const { success, error } = await scene.run({ items: people(busy), parameters });
		expect(scene.simulator.rings(busy)).toBe(0);
		if (error) expect(error.message).toMatch(/was not called$|could not be read/);
		else expect([idOf(success[0].json), success[0].json.skipped]).toEqual([id, true]);
	});
});
