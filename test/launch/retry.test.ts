import { patience } from '../../nodes/Nebrija/pace/patience';
import type { Mount, Result } from '../engine/mount';
import { customers, launching, numberOf, useScene } from '../engine/scene';
import type { Fault } from '../simulator';

const scene = useScene();
const original = structuredClone(patience);
beforeEach(() => {
	Object.assign(patience, { notSent: [5], lookUps: [0, 20], firstSlowDown: 10, absence: 0 });
});
afterEach(() => Object.assign(patience, structuredClone(original)));

const rings = (count: number) =>
	Array.from({ length: count }, (_, item) => scene.simulator.rings(numberOf(item)));
const ids = ({ success }: Result) => success.map(({ json }) => json.id);
const refuses = (item: number, times = 1) =>
	scene.simulator.faults.add({
		match: { method: 'POST', number: numberOf(item) },
		times,
		fault: { kind: 'status', status: 422 },
	});
const loses = (fault: Partial<Fault> = {}, number = numberOf(0)) =>
	scene.simulator.faults.add({
		match: { method: 'POST', number },
		fault: { kind: 'reset', accept: true, ...fault } as Fault,
	});
const hideList = () =>
	scene.simulator.faults.add({
		match: { method: 'GET', path: '/calls' },
		times: Infinity,
		fault: { kind: 'status', status: 500 },
	});

/** What n8n keeps of an execution that was killed: its items, and nothing of its memory. */
function withoutMemory(mount: Mount) {
	const data = mount.execution;
	data.executionData!.contextData = {};
	return data;
}

/** From here on, nothing of this process remembers what was launched before, as in another one. */
const inAnotherProcess = () => Object.assign(patience, { remembered: 0 });

describe('Two retries of one execution ring once', () => {
	it.each([
		['one after the other', false],
		['at the same moment', true],
	])('%s, when the first placed what was never placed and the list lags', async (_, together) => {
		scene.simulator.seedCalls(1, { minutesAgo: 60 });
		loses({ accept: false } as never);
		const mount = scene.mount({ items: customers(2), parameters: launching() });
		expect((await mount.run()).error).toBeDefined();
		expect(rings(2)).toEqual([0, 1]);
		const { execution } = mount;
		scene.simulator.options.listingDelayMs = 60_000;
		const first = mount.retry(mount.execution);
		if (!together) await first;
		const [one, other] = await Promise.all([first, mount.retry(execution)]);
		expect(rings(2)).toEqual([1, 1]);
		expect(ids(other)).toEqual(ids(one));
	});

	it('when the answer of the first is lost and the list lags', async () => {
		refuses(0);
		const mount = scene.mount({ items: customers(2), parameters: launching() });
		await mount.run();
		const { execution } = mount;
		patience.absence = 120_000;
		scene.simulator.options.listingDelayMs = 60_000;
		loses();
		expect((await mount.retry(mount.execution)).error?.message).toMatch(/may have been placed/);
		expect((await mount.retry(execution)).error?.message).toMatch(/got no clear answer/);
		expect(rings(2)).toEqual([1, 1]);
	});

	it('in every round of a loop, also those that had not begun', async () => {
		scene.simulator.options.talkMs = 0;
		refuses(1);
		const items = customers(2);
		const mount = scene.mount({ items, parameters: launching(), rounds: 1 });
		await mount.run();
		const { execution } = mount;
		const first = await mount.retry(mount.execution);
		const second = await mount.retry(execution);
		expect(rings(2)).toEqual([1, 1]);
		expect(ids(second)).toEqual(ids(first));
	});

	it('and marks what another one has placed', async () => {
		refuses(1);
		const mount = scene.mount({ items: customers(2), parameters: launching() });
		await mount.run();
		const { execution } = mount;
		await mount.retry(mount.execution);
		const { success } = await mount.retry(execution);
		expect(success.map(({ json }) => json.skipped)).toEqual([undefined, true]);
	});
});

describe('A retry of an execution that n8n kept no memory of', () => {
	it('calls only whom the list shows as not called within a day', async () => {
		refuses(2);
		const mount = scene.mount({ items: customers(3), parameters: launching() });
		await mount.run();
		expect(rings(3)).toEqual([1, 1, 0]);
		inAnotherProcess();
		const { success } = await mount.retry(withoutMemory(mount));
		expect(rings(3)).toEqual([1, 1, 1]);
		expect(success.map(({ json }) => json.skipped)).toEqual([true, true, undefined]);
	});

	it('calls nobody while the list cannot be read', async () => {
		refuses(2);
		const mount = scene.mount({ items: customers(3), parameters: launching() });
		await mount.run();
		inAnotherProcess();
		hideList();
		expect((await mount.retry(withoutMemory(mount))).error?.message).toMatch(/could not be read/);
		expect(rings(3)).toEqual([1, 1, 0]);
	});

	it('gives two rows of one number a call each', async () => {
		const items = [{ phone: numberOf(0) }, { phone: numberOf(0) }, { phone: numberOf(1) }];
		refuses(1);
		const mount = scene.mount({ items, parameters: launching() });
		await mount.run();
		inAnotherProcess();
		const { success } = await mount.retry(withoutMemory(mount));
		expect(new Set(success.slice(0, 2).map(({ json }) => json.id)).size).toBe(2);
		expect(rings(2)).toEqual([2, 1]);
	});
});

describe('An answer that is lost', () => {
	it('is waited for as long as the API asks before anybody looks', async () => {
		Object.assign(patience, { lookUps: [0] });
		scene.simulator.options.listingDelayMs = 600;
		loses({ kind: 'status', status: 503, headers: { 'retry-after': '1' } } as never);
		const { success } = await scene.run({ items: customers(1), parameters: launching() });
		expect(success[0].json.id).toBe(scene.simulator.calls[0].id);
	});

	it('is none where the credential let nothing be sent', async () => {
		patience.absence = 120_000;
		const credential = { apiToken: scene.simulator.token, baseUrl: 'http://nebrija.invalid/v1' };
		const what = { items: customers(1), parameters: launching() };
		const wrong = scene.mount({ ...what, credential });
		expect((await wrong.run()).error?.message).toMatch(/unencrypted/);
		const { success } = await scene.mount(what).retry(wrong.execution);
		expect(success).toHaveLength(1);
		expect(rings(1)).toEqual([1]);
	});

	it('in the second round of a loop is not taken for the call of the first', async () => {
		scene.simulator.faults.add({
			match: { method: 'POST', nth: 2 },
			fault: { kind: 'reset', accept: true },
		});
		const { success } = await scene.run({
			items: customers(1),
			parameters: launching(),
			rounds: 2,
		});
		expect(new Set(ids({ success } as Result)).size).toBe(2);
		expect(rings(1)).toEqual([2]);
	});

	it('is found on the first page, although a longer list fails', async () => {
		scene.simulator.seedCalls(130, { minutesAgo: 1 });
		scene.simulator.faults.add({
			match: { method: 'GET', path: '/calls', nth: 2 },
			times: Infinity,
			fault: { kind: 'status', status: 500 },
		});
		loses();
		const { success } = await scene.run({ items: customers(1), parameters: launching() });
		expect(success[0].json.id).toBe(scene.simulator.calls[0].id);
	});

	it('of two rows with one number gives each its own call, also where ids are called callId', async () => {
		scene.simulator.options.callIdIn = ['list', 'launch', 'single'];
		scene.refusalsExpected = true;
		scene.simulator.faults.add({
			match: { method: 'POST' },
			times: 2,
			fault: { kind: 'reset', accept: true },
		});
		const items = [{ phone: numberOf(0) }, { phone: numberOf(0) }];
		const { success } = await scene.run({ items, parameters: launching() });
		expect(new Set(success.map(({ json }) => json.callId)).size).toBe(2);
	});
});

describe('The memory of the process', () => {
	it('keeps a placed call, although another workflow is refused for the same person', async () => {
		scene.simulator.options.listingDelayMs = 60_000;
		const skipping = launching({ options: { skipIfCalledWithin: 60 } });
		await scene.run({ items: customers(1), parameters: skipping });
		refuses(0);
		expect((await scene.run({ items: customers(1), parameters: launching() })).error).toBeDefined();
		const { success } = await scene.run({ items: customers(1), parameters: skipping });
		expect(success[0].json.skipped).toBe(true);
		expect(rings(1)).toEqual([1]);
	});

	it('counts no launch that is older than the window', async () => {
		const options = { skipIfCalledWithin: 0.002 };
		const run = async () =>
			await scene.run({ items: customers(1), parameters: launching({ options }) });
		await run();
		// The API dates its answers in whole seconds.
		await new Promise((resolve) => setTimeout(resolve, 1_500));
		await run();
		expect(rings(1)).toEqual([2]);
	});

	it('asks again before a phone rings that had to wait for its place', async () => {
		patience.hearsay = 50;
		const options = { callsPerMinute: 120, skipIfCalledWithin: 60 };
		const running = scene.run({ items: customers(3), parameters: launching({ options }) });
		await new Promise((resolve) => setTimeout(resolve, 300));
		inAnotherProcess();
		scene.simulator.seedCalls(1, {
			number: numberOf(2),
			minutesAgo: 0,
			assistantId: (launching().assistantId as { value: string }).value,
		});
		const { success } = await running;
		expect(success[2].json.skipped).toBe(true);
		expect(rings(3)).toEqual([1, 1, 0]);
	});
});

describe('An item', () => {
	it('with a field named toolCallId is no tool call', async () => {
		const items = [{ phone: numberOf(0), toolCallId: 'x' }, { phone: numberOf(1) }];
		const { success } = await scene.run({ items, parameters: launching() });
		expect(success).toHaveLength(2);
		expect(rings(2)).toEqual([1, 1]);
	});
});
