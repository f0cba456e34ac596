import type { INodeParameters } from 'n8n-workflow';

import { patience } from '../../nodes/Nebrija/pace/patience';
import { assistantId, launching, numberOf, useScene } from '../engine/scene';
import type { Mount } from '../engine/mount';
import { personalities, specialNumbers } from '../simulator';
import type { SimulatorSettings } from '../simulator';

const scene = useScene();
const original = structuredClone(patience);
beforeEach(() => {
	Object.assign(patience, { notSent: [5], lookUps: [0, 20], firstSlowDown: 10, absence: 0 });
});
afterEach(() => Object.assign(patience, structuredClone(original)));

const lost = { match: { method: 'POST' }, fault: { kind: 'reset', accept: true } as const };
const noList = {
	match: { method: 'GET', path: '/calls' },
	times: Infinity,
	fault: { kind: 'status', status: 500 } as const,
};
const people = (...numbers: string[]) => numbers.map((phone) => ({ phone }));
const rings = (number = numberOf(0)) => scene.simulator.rings(number);

/** A launch whose answer is lost while the list cannot be read; then the list can be read again. */
async function loseAnswer(mount: Mount): Promise<void> {
	const { faults } = scene.simulator;
	faults.add(lost);
	faults.add(noList);
	expect((await mount.run()).error?.message).toMatch(/may have been placed/);
	faults.clear();
}

/** Puts a different world around the calls that were placed already. */
const otherwise = (options: SimulatorSettings) => Object.assign(scene.simulator.options, options);

const busy = Object.keys(specialNumbers)[1];

/** Every way in which the API may be otherwise, as far as it concerns calls. */
const worlds = personalities
	.filter(({ belief = '' }) => !/deliver|sign/.test(belief))
	.map(({ name, standsFor, options }) => [name, standsFor, options as SimulatorSettings] as const);

describe('A retry after a lost answer rings no second time', () => {
	it.each(worlds)('%s: %s', async (_, __, options) => {
		for (const phone of [numberOf(0), busy]) {
			scene.refusalsExpected = true;
			otherwise({ ringMs: 0, ...options });
			scene.simulator.seedCalls(3, { minutesAgo: 200 });
			const mount = scene.mount({ items: people(phone), parameters: launching() });
			await loseAnswer(mount);
			const { success, error } = await mount.retry();
			expect(rings(phone)).toBe(1);
			const [{ id }] = scene.simulator.calls.slice(-1);
			if (success.length > 0) expect(String(success[0].json.id ?? success[0].json.callId)).toBe(id);
			else expect(error?.message).toMatch(/may have been placed|could not be read/);
		}
	});

	it('with another assistant, chosen meanwhile', async () => {
		const items = people(numberOf(0));
		const mount = scene.mount({ items, parameters: launching() });
		await loseAnswer(mount);
		const other = { __rl: true, mode: 'id', value: scene.simulator.seed.assistants[1].id };
		const changed = scene.mount({ items, parameters: launching({ assistantId: other }) });
		const { success } = await changed.retry(mount.execution);
		expect(success[0].json).toMatchObject({ id: scene.simulator.calls[0].id, assistantId });
		expect(rings()).toBe(1);
	});

	it('when the list is empty, although calls were placed', async () => {
		const mount = scene.mount({
			items: people(numberOf(0), numberOf(1)),
			parameters: launching() as INodeParameters,
		});
		scene.simulator.faults.add({ ...lost, match: { method: 'POST', number: numberOf(1) } });
		scene.simulator.faults.add(noList);
		await mount.run();
		scene.simulator.faults.clear();
		otherwise({ listShows: 'nothing' });
		expect((await mount.retry()).error?.message).toMatch(/may have been placed/);
		expect(rings(numberOf(1))).toBe(1);
	});
});

describe('Skip If Called Within rings nobody who was called', () => {
	const options = { skipIfCalledWithin: 60 };
	// Nobody can tell an empty list from a hidden one before the first call.
	const withList = worlds.filter(([name]) => name !== 'list-always-empty');

	it.each(withList)('%s: %s', async (_, __, world) => {
		scene.refusalsExpected = true;
		otherwise(world);
		for (const phone of [numberOf(0), busy]) {
			const [earlier] = scene.simulator.seedCalls(1, {
				number: phone,
				minutesAgo: 20,
				assistantId,
			});
			const items = people(phone);
			const { success, error } = await scene.run({ items, parameters: launching({ options }) });
			expect(rings(phone)).toBe(0);
			const shown = success[0]?.json;
			if (shown)
				expect([String(shown.id ?? shown.callId), shown.skipped]).toEqual([earlier.id, true]);
			else expect(error?.message).toMatch(/was not called$|could not be read/);
		}
	});

	it.each([50, 64, 99, 128, 256])('when the list is cut at %i calls', async (limitCap) => {
		otherwise({ limitCap });
		scene.simulator.seedCalls(1, { number: numberOf(0), minutesAgo: 320, assistantId });
		scene.simulator.seedCalls(300, { minutesAgo: 1 });
		const parameters = launching({ options: { skipIfCalledWithin: 400 } });
		const { error } = await scene.run({ items: people(numberOf(0)), parameters });
		expect(error?.message).toMatch(/does not reach back far enough/);
		expect(rings()).toBe(0);
	});

	it.each([49, 60, 130])('and calls others in an account with %i calls in all', async (count) => {
		scene.simulator.seedCalls(count, { minutesAgo: 1 });
		const parameters = launching({ options: { skipIfCalledWithin: 4_000 } });
		await scene.run({ items: people(numberOf(0)), parameters });
		expect(rings()).toBe(1);
	});
});
