import { patience } from '../../nodes/Nebrija/pace/patience';
import { launching, numberOf, useScene } from '../engine/scene';

const scene = useScene();
const original = structuredClone(patience);
beforeEach(() => Object.assign(patience, { notSent: [5], lookUps: [0, 50] }));
afterEach(() => Object.assign(patience, structuredClone(original)));

const people = (...numbers: number[]) => numbers.map((number) => ({ phone: numberOf(number) }));
const [sales, support] = [0, 1].map((n) => () => scene.simulator.seed.assistants[n].id);
const called = (...numbers: number[]) => numbers.map((n) => scene.simulator.rings(numberOf(n)));
const listFails = () =>
	scene.simulator.faults.add({
		match: { method: 'GET', path: '/calls' },
		times: Infinity,
		fault: { kind: 'status', status: 500 },
	});

describe('Call Each Number Once', () => {
	const parameters = launching({ options: { callEachNumberOnce: true } });

	it('gives later items with the same number the call of the first', async () => {
		const { success } = await scene.run({ items: people(1, 2, 1, 1), parameters });
		const ids = success.map(({ json }) => json.id);
		expect(ids).toEqual([ids[0], ids[1], ids[0], ids[0]]);
		expect(success.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2, 3].map((item) => ({ item })),
		);
		expect(called(1, 2)).toEqual([1, 1]);
	});

	it('is off by default: two rows are two calls', async () => {
		await scene.run({ items: people(1, 1), parameters: launching() });
		expect(called(1)).toEqual([2]);
	});

	it('lets the next item call when the first was refused', async () => {
		scene.simulator.faults.add({
			match: { method: 'POST' },
			fault: { kind: 'status', status: 422 },
		});
		const settings = { onError: 'continueRegularOutput' } as const;
		const { success } = await scene.run({ items: people(1, 1), parameters, settings });
		expect(success[0].json.error).toBeTruthy();
		expect(success[1].json.id).toBe(scene.simulator.calls[0].id);
		expect(called(1)).toEqual([1]);
	});

	it('calls no duplicate when the outcome of the first is unknown', async () => {
		scene.simulator.faults.add({ match: { method: 'POST' }, fault: { kind: 'reset' } });
		const settings = { onError: 'continueRegularOutput' } as const;
		const { success } = await scene.run({ items: people(1, 1), parameters, settings });
		expect(success[1].json.error).toMatch(
			/Another call of this execution to this number got no clear answer/,
		);
		expect(called(1)).toEqual([0]);
	});

	it('holds across Retry On Fail, also when the second item was the one that called', async () => {
		scene.simulator.faults.add({
			match: { method: 'POST' },
			fault: { kind: 'status', status: 422 },
		});
		const settings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
		const { success } = await scene.run({ items: people(1, 1), parameters, settings });
		expect(success.map(({ json }) => json.id)).toEqual(Array(2).fill(scene.simulator.calls[0].id));
		expect(called(1)).toEqual([1]);
	});
});

describe('Skip If Called Within', () => {
	const within = (minutes: number, more = {}) =>
		launching({ options: { skipIfCalledWithin: minutes }, ...more });

	it('rings once when two executions begin at the same moment, before the list shows anything', async () => {
		scene.simulator.options.listingDelayMs = 60_000;
		const runs = [0, 1].map(() => scene.run({ items: people(1, 2, 3), parameters: within(60) }));
		const [first, second] = await Promise.all(runs);
		const ids = first.success.map(({ json }) => json.id);
		expect(second.success.map(({ json }) => json.id)).toEqual(ids);
		expect(second.success.map(({ json }) => json.skipped)).toEqual([true, true, true]);
		expect(called(1, 2, 3)).toEqual([1, 1, 1]);
	});

	it('calls nobody whom another execution may have called a moment ago', async () => {
		const fault = { kind: 'reset', accept: true } as const;
		scene.simulator.options.listingDelayMs = 60_000;
		scene.simulator.faults.add({ match: { method: 'POST' }, fault });
		const runs = [0, 1].map(() => scene.run({ items: people(1), parameters: within(60) }));
		const [first, second] = await Promise.all(runs);
		expect(first.error?.message).toMatch(/may have been placed/);
		expect(second.error?.message).toMatch(
			/A call of another execution to this number got no clear answer/,
		);
		expect(called(1)).toEqual([1]);
	});

	it('goes on with the next execution when the first was refused', async () => {
		const fault = { kind: 'status', status: 422 } as const;
		scene.simulator.faults.add({ match: { method: 'POST' }, fault });
		const runs = [0, 1].map(() => scene.run({ items: people(1), parameters: within(60) }));
		const [first, second] = await Promise.all(runs);
		expect(first.error).toBeDefined();
		expect(second.success[0].json.id).toBe(scene.simulator.calls[0].id);
		expect(called(1)).toEqual([1]);
	});

	it('outputs the recent call of another workflow instead of a new one', async () => {
		const [recent] = scene.simulator.seedCalls(1, { number: numberOf(1), minutesAgo: 20 });
		const { success } = await scene.run({ items: people(1, 2), parameters: within(60) });
		expect(success[0].json).toMatchObject({ id: recent.id, skipped: true });
		expect(success[1].json).not.toHaveProperty('skipped');
		expect(called(1, 2)).toEqual([0, 1]);
	});

	it('calls when the last call is older than the window', async () => {
		scene.simulator.seedCalls(1, { number: numberOf(1), minutesAgo: 90 });
		await scene.run({ items: people(1), parameters: within(60) });
		expect(called(1)).toEqual([1]);
	});

	it('calls when it was another assistant', async () => {
		scene.simulator.seedCalls(1, { number: numberOf(1), assistantId: support() });
		await scene.run({
			items: people(1),
			parameters: within(60, { assistantId: { __rl: true, mode: 'id', value: sales() } }),
		});
		expect(called(1)).toEqual([1]);
	});

	it('counts calls of any assistant when Nebrija AI is to choose', async () => {
		scene.simulator.seedCalls(1, { number: numberOf(1), assistantId: support() });
		const parameters = within(60, { callWith: 'none' });
		const { success } = await scene.run({ items: people(1), parameters });
		expect(success[0].json.skipped).toBe(true);
		expect(called(1)).toEqual([0]);
	});

	it('says so with Simplify, too', async () => {
		scene.simulator.seedCalls(1, { number: numberOf(1) });
		const options = { skipIfCalledWithin: 60, simplify: true };
		const { success } = await scene.run({ items: people(1), parameters: launching({ options }) });
		expect(success[0].json).toMatchObject({ customerNumber: numberOf(1), skipped: true });
	});

	it('counts what this run itself has launched', async () => {
		const { success } = await scene.run({ items: people(1, 1), parameters: within(60) });
		expect(success[1].json).toMatchObject({ id: success[0].json.id, skipped: true });
		expect(called(1)).toEqual([1]);
	});

	it('reads the list once for the whole run', async () => {
		await scene.run({ items: people(1, 2, 3, 4, 5), parameters: within(60) });
		expect(scene.simulator.requestsTo('GET', '/calls')).toHaveLength(1);
	});

	it('reads on until the list reaches back far enough', async () => {
		scene.simulator.seedCalls(1, { number: numberOf(1), minutesAgo: 300 });
		scene.simulator.seedCalls(250, { minutesAgo: 1 });
		const { success } = await scene.run({ items: people(1), parameters: within(400) });
		expect(success[0].json.skipped).toBe(true);
	});

	it('calls nobody when the list cannot be read', async () => {
		listFails();
		const settings = { onError: 'continueRegularOutput' } as const;
		const { success } = await scene.run({ items: people(1, 2), parameters: within(60), settings });
		for (const { json } of success) expect(json.error).toMatch(/could not be read.*not called/);
		expect(scene.simulator.calls).toEqual([]);
	});

	it('calls nobody when the list may have been cut short of the window', async () => {
		const body = Array(100).fill({
			id: 'x',
			customer: { number: numberOf(9) },
			startTime: new Date().toISOString(),
		});
		scene.simulator.faults.add({
			match: { method: 'GET', path: '/calls' },
			times: Infinity,
			fault: { kind: 'status', status: 200, body },
		});
		const { error } = await scene.run({ items: people(1), parameters: within(60) });
		expect(error?.message).toMatch(/does not reach back far enough/);
		expect(scene.simulator.calls).toEqual([]);
	});

	it('does not call a call skipped that Retry On Fail finds in the ledger', async () => {
		scene.simulator.faults.add({
			match: { method: 'POST', number: numberOf(2) },
			fault: { kind: 'status', status: 422 },
		});
		const settings = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
		const { success } = await scene.run({ items: people(1, 2), parameters: within(60), settings });
		expect(success.map(({ json }) => json.skipped)).toEqual([undefined, undefined]);
		expect(called(1, 2)).toEqual([1, 1]);
	});
});
