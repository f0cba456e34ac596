import type { IRunExecutionData } from 'n8n-workflow';

import { patience } from '../../nodes/Nebrija/pace/patience';
import { moveClock, useClock } from '../engine/clock';
import { launching, numberOf, useScene } from '../engine/scene';
import type { Mount, Mounted, Result } from '../engine/mount';
import type { SimulatorSettings } from '../simulator';
import { accepted, hideList, launchMeets, otherwise, people, refused } from './lostAnswers';
import { runBlindly, swallowed, useShortWaits } from './lostAnswers';

const scene = useScene();
useShortWaits();
useClock();

const later = 150_000;
const phones = [0, 1, 2, 3].map(numberOf);
const rings = () => phones.map((phone) => scene.simulator.rings(phone));
const idsOf = ({ success }: Result) => success.map(({ json }) => json.id);
const mount = (more: Partial<Mounted> = {}) =>
	scene.mount({ items: people(...phones.slice(0, 2)), parameters: launching(), ...more });
/** An execution that failed, since its second call was refused. */
async function failByRefusal(more: Partial<Mounted> = {}): Promise<Mount> {
	const failed = mount(more);
	launchMeets(scene, refused, phones[1]);
	await failed.run();
	return failed;
}
const inAnotherProcess = () => ({ credential: scene.credentialElsewhere });

describe('Retry pressed twice', () => {
	beforeEach(() => otherwise(scene, { ringMs: 0, talkMs: 600_000 }));

	/** A failed execution whose second item is of unknown outcome and was not placed; every list is late from now on. */
	async function failWithout(): Promise<() => Promise<Result>> {
		const failed = mount();
		launchMeets(scene, swallowed, phones[1]);
		await runBlindly(scene, failed);
		moveClock(later);
		otherwise(scene, { listingDelayMs: 60_000 });
		const { execution } = failed;
		return async () => await mount().retry(structuredClone(execution));
	}

	it('one after the other on an item of unknown outcome rings once', async () => {
		const retry = await failWithout();
		const [first, second] = [await retry(), await retry()];
		expect(rings()).toEqual([1, 1, 0, 0]);
		expect(idsOf(second)).toEqual(idsOf(first));
	});

	it('at the same moment on an item of unknown outcome rings once', async () => {
		const retry = await failWithout();
		const [first, second] = await Promise.all([retry(), retry()]);
		expect(rings()).toEqual([1, 1, 0, 0]);
		expect(idsOf(second)).toEqual(idsOf(first));
	});

	it('on an item that was refused rings once, when the answer of the first retry is lost', async () => {
		const failed = await failByRefusal();
		launchMeets(scene, accepted, phones[1]);
		otherwise(scene, { listingDelayMs: 60_000 });
		const { execution } = failed;
		for (const data of [execution, structuredClone(execution)]) {
			expect((await mount().retry(data)).error?.message).toMatch(/may have been placed/);
		}
		expect(rings()).toEqual([1, 1, 0, 0]);
	});

	it('in another process rings once, where the times of the list are 5 s behind', async () => {
		otherwise(scene, { timesSkewMs: -5_000 });
		const { execution } = await failByRefusal();
		const first = await mount().retry(structuredClone(execution));
		const second = await mount(inAnotherProcess()).retry(execution);
		expect(rings()).toEqual([1, 1, 0, 0]);
		expect(idsOf(second)).toEqual(idsOf(first));
		expect(second.success.map(({ json }) => json.skipped)).toEqual([undefined, true]);
	});

	it('thrice, at last in another process, rings once, where the times of the list are 5 s behind', async () => {
		otherwise(scene, { timesSkewMs: -5_000 });
		const { execution } = await failByRefusal();
		await mount().retry(structuredClone(execution));
		for (let times = 0; times < 2; times++) {
			await mount(inAnotherProcess()).retry(structuredClone(execution));
		}
		expect(rings()).toEqual([1, 1, 0, 0]);
	});

	it.each(['this process', 'another process'])(
		'in a loop whose second round failed rings nobody twice, in %s',
		async (where) => {
			const customerNumber = `={{ ${JSON.stringify(phones)}[$runIndex] }}`;
			const loop = { items: [{}], parameters: launching({ customerNumber }), rounds: 4 };
			const failed = mount(loop);
			launchMeets(scene, refused, phones[1]);
			expect((await failed.run()).error).toBeDefined();
			const { execution } = failed;
			const elsewhere = where === 'this process' ? {} : inAnotherProcess();
			const first = await mount(loop).retry(structuredClone(execution));
			const second = await mount({ ...loop, ...elsewhere }).retry(execution);
			expect(rings()).toEqual([1, 1, 1, 1]);
			expect(idsOf(second)).toEqual(idsOf(first));
		},
	);
});

describe('A retry', () => {
	it('needs the list back to the last launch of the failed execution, not to its first', async () => {
		const failed = await failByRefusal({
			parameters: launching({ options: { maxConcurrent: 1, callsPerMinute: 120 } }),
			onStart: async () => {
				while (scene.simulator.calls.length < 1) await new Promise((go) => setTimeout(go, 5));
				moveClock(180 * 60_000);
			},
		});
		moveClock(later);
		otherwise(scene, { limitCap: 100 });
		scene.simulator.seedCalls(150, { minutesAgo: 1 });
		expect((await failed.retry()).error).toBeUndefined();
		expect(rings()).toEqual([1, 1, 0, 0]);
	});

	it('of a batch that left exactly 100 calls says how to prove that these are all', async () => {
		const hundredAndOne = Array.from({ length: 101 }, (_, item) => numberOf(item));
		const failed = await failByRefusal({ items: people(...hundredAndOne) });
		const { error } = await failed.retry();
		expect(error?.message).toMatch(/ends after 100 calls/);
		expect(error?.description).toMatch(/call a phone of your own/);
		await scene.run({ items: people(numberOf(999)), parameters: launching() });
		expect((await failed.retry()).success).toHaveLength(101);
		expect(rings()).toEqual([1, 1, 1, 1]);
	});

	it('gives out what another workflow has called since, and says so', async () => {
		const failed = await failByRefusal();
		moveClock(60 * 60_000);
		const [other] = scene.simulator.seedCalls(1, { number: phones[1], minutesAgo: 10 });
		const { success } = await failed.retry();
		expect(success[0].json).not.toHaveProperty('skipped');
		expect(success[1].json).toMatchObject({ id: other.id, skipped: true });
		expect(rings()).toEqual([1, 0, 0, 0]);
	});
});

describe('A retry of an execution that left no memory, because n8n was killed', () => {
	/** What n8n restores of such an execution: that the node began, and nothing of what it did. */
	async function kill(more: Partial<Mounted> = {}): Promise<IRunExecutionData> {
		const { execution } = await failByRefusal(more);
		execution.executionData!.contextData = {};
		return execution;
	}
	const retryElsewhere = async (data: IRunExecutionData) =>
		await mount(inAnotherProcess()).retry(data);

	it('rings nobody again, and calls who was not called', async () => {
		const execution = await kill();
		const { success } = await retryElsewhere(execution);
		expect(rings()).toEqual([1, 1, 0, 0]);
		const [first, second] = scene.simulator.calls.map(({ id }) => id);
		expect(success.map(({ json }) => [json.id, json.skipped])).toEqual([
			[first, true],
			[second, undefined],
		]);
	});

	const others = `={{ ${JSON.stringify(phones.slice(2))}[$itemIndex] }}`;
	/** Another node, which the execution had not reached, and which calls others. */
	const callingOthers = { parameters: launching({ customerNumber: others }) };

	it('rings once when it is pressed twice, also in a node that the execution had not reached', async () => {
		const execution = await kill();
		otherwise(scene, { listingDelayMs: 60_000 });
		const retry = async () => await mount(callingOthers).retry(structuredClone(execution));
		const [first, second] = [await retry(), await retry()];
		expect(rings()).toEqual([1, 0, 1, 1]);
		expect(idsOf(second)).toEqual(idsOf(first));
	});

	it('knows no more when it is retried itself, whomever it has called', async () => {
		const execution = await kill();
		moveClock(3_600_000);
		Object.assign(patience, { absence: 100 });
		const retry = mount({ ...inAnotherProcess(), ...callingOthers, execution: 'first retry' });
		launchMeets(scene, refused, phones[3]);
		await retry.retry(execution);
		await retryElsewhere(structuredClone(retry.execution));
		expect(rings()).toEqual([1, 1, 1, 0]);
	});

	it('waits until the list would show whom the killed execution called a moment before', async () => {
		otherwise(scene, { listingDelayMs: 1_000 });
		scene.simulator.seedCalls(1, { minutesAgo: 25 * 60 });
		const execution = await kill();
		Object.assign(patience, { absence: 1_500 });
		const { success } = await retryElsewhere(execution);
		expect(rings()).toEqual([1, 1, 0, 0]);
		expect(success.map(({ json }) => json.skipped)).toEqual([true, undefined]);
	});

	it.each([
		['another assistant', 1],
		['the same assistant', 0],
	])('has a second node call whom its first has just called, with %s', async (_, nth) => {
		const execution = await kill();
		const { id } = scene.simulator.seed.assistants[nth];
		const assistantId = { __rl: true, mode: 'id', value: id };
		const retry = async (more: Partial<Mounted>) =>
			await mount({ ...inAnotherProcess(), execution: 'retry', ...more }).retry(
				structuredClone(execution),
			);
		await retry({ nodeId: 'first' });
		moveClock(45_000);
		const { error } = await retry({ nodeId: 'second', parameters: launching({ assistantId }) });
		expect(error).toBeUndefined();
		expect(rings()).toEqual([2, 2, 0, 0]);
	});

	it('has a second node call whom its first has just taken up, hours after that call', async () => {
		const execution = await kill();
		moveClock(3 * 3_600_000);
		Object.assign(patience, { absence: 100 });
		const assistant = { __rl: true, mode: 'id', value: scene.simulator.seed.assistants[1].id };
		const retry = async (more: Partial<Mounted>) =>
			await mount({ ...inAnotherProcess(), execution: 'hours after', ...more }).retry(
				structuredClone(execution),
			);
		await retry({ nodeId: 'first' });
		const parameters = launching({ assistantId: assistant });
		expect((await retry({ nodeId: 'second', parameters })).error).toBeUndefined();
		expect(rings()).toEqual([2, 2, 0, 0]);
	});

	it('takes up a call that cannot be read as one of its own time, so that the list is still believed', async () => {
		otherwise(scene, { talkMs: 3_600_000 });
		const execution = await kill();
		moveClock(10 * 60_000);
		Object.assign(patience, { absence: 100 });
		scene.simulator.faults.add({
			match: { method: 'GET', path: '/calls/:id' },
			times: Infinity,
			fault: { kind: 'status', status: 500 },
		});
		expect((await mount().retry(execution)).success[0].json.skipped).toBe(true);
		moveClock(later);
		const parameters = launching({ options: { skipIfCalledWithin: 60 } });
		const { error } = await mount({ items: people(phones[2]), parameters }).run();
		expect(error).toBeUndefined();
		expect(rings()).toEqual([1, 1, 1, 0]);
	});

	it('gives two rows of one number a call each', async () => {
		const items = people(phones[0], phones[0], phones[1]);
		const execution = await kill({ items });
		const { success } = await mount({ ...inAnotherProcess(), items }).retry(execution);
		expect(new Set(success.map(({ json }) => json.id)).size).toBe(3);
		expect(rings()).toEqual([2, 1, 0, 0]);
	});

	const worlds: Array<[string, SimulatorSettings]> = [
		['that have begun', {}],
		['that have not begun yet', { startTime: 'whenAnswered', ringMs: 600_000 }],
	];

	it.each(worlds)('rings nobody again when it is pressed again: calls %s', async (_, world) => {
		otherwise(scene, world);
		Object.assign(patience, { absence: 100 });
		const execution = await kill();
		for (let times = 0; times < 3; times++) await retryElsewhere(structuredClone(execution));
		expect(rings()).toEqual([1, 1, 0, 0]);
	});

	it.each(worlds)('takes up calls %s, for Skip If Called Within as well', async (_, world) => {
		otherwise(scene, world);
		Object.assign(patience, { absence: 100 });
		await retryElsewhere(await kill());
		const parameters = launching({ options: { skipIfCalledWithin: 60 } });
		const items = people(phones[0]);
		const { success } = await mount({ ...inAnotherProcess(), items, parameters }).run();
		expect(success[0].json).toMatchObject({ id: scene.simulator.calls[0].id, skipped: true });
		expect(rings()).toEqual([1, 1, 0, 0]);
	});

	it('calls nobody while the list cannot be read', async () => {
		const execution = await kill();
		hideList(scene);
		const { error } = await retryElsewhere(execution);
		expect(error?.message).toMatch(/could not be read/);
		expect(rings()).toEqual([1, 0, 0, 0]);
	});

	it('calls nobody while the list does not reach a day back', async () => {
		const execution = await kill();
		scene.simulator.seedCalls(150, { minutesAgo: 1 });
		otherwise(scene, { limitCap: 100 });
		const { error } = await retryElsewhere(execution);
		expect(error?.message).toMatch(/does not reach back far enough/);
		expect(rings()).toEqual([1, 0, 0, 0]);
	});

	it('calls nobody where the list is empty', async () => {
		const execution = await kill();
		otherwise(scene, { listShows: 'nothing' });
		const { error } = await retryElsewhere(execution);
		expect(error?.message).toMatch(/list of calls is empty/);
		expect(rings()).toEqual([1, 0, 0, 0]);
	});
});
