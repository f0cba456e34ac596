import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Entry } from '../../nodes/Nebrija/memory/ledger';
import { patience } from '../../nodes/Nebrija/pace/patience';
import { freePort } from '../e2e/ports';
import { runWithoutMemory } from '../engine/mount';
import type { Mounted, Result } from '../engine/mount';
import { customers, launching, numberOf, useScene } from '../engine/scene';
import { startSimulator } from '../simulator';
import type { Fault } from '../simulator';

const scene = useScene();
const original = structuredClone(patience);

beforeEach(() => {
	Object.assign(patience, { notSent: [5], lookUps: [0, 50, 100], firstSlowDown: 20, absence: 0 });
});
afterEach(() => Object.assign(patience, structuredClone(original)));

const retryOnFail = { retryOnFail: true, maxTries: 5, waitBetweenTries: 1 };
const credential = () => scene.credential;
const launches = () => scene.simulator.requestsTo('POST', '/calls');
const rings = (count: number) =>
	Array.from({ length: count }, (_, item) => scene.simulator.rings(numberOf(item)));
const once = (count: number) => Array(count).fill(1);
const pause = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));
const breaks = (item: number, fault: Fault, times = Infinity) =>
	scene.simulator.faults.add({ match: { method: 'POST', number: numberOf(item) }, times, fault });

describe('Preflight', () => {
	const items = customers(20);
	for (const bad of [3, 7, 8]) items[bad] = { phone: bad === 7 ? '' : '12', row: bad };

	it('dials nobody when one row is bad, and names the bad rows', async () => {
		const { error } = await scene.run({ items, parameters: launching() });
		expect(error?.message).toBe('Nobody was called, because 3 of 20 items cannot be');
		expect(error?.description).toMatch(
			/^Items 3, 8: The phone number has no country code\. .* Item 7: The phone number is empty\./,
		);
		expect(scene.simulator.requests).toEqual([]);
	});

	it('names the first bad rows of each reason and counts the rest', async () => {
		const bad = Array.from({ length: 25 }, (_, n) => ({ phone: n === 7 ? '' : `x${n}` }));
		const { error } = await scene.run({ items: bad, parameters: launching() });
		expect(error?.message).toMatch(/25 of 25/);
		expect(error?.description).toMatch(/^Items 0, 1, 2, 3, 4 and 19 more: The phone number/);
		expect(error?.description).toMatch(/Item 7: The phone number is empty\./);
	});

	it('dials nobody when an expression of one row throws, which n8n itself notices late', async () => {
		const parameters = launching({ assistantId: '={{ $json.row === 5 ? $json.a.b.c() : "x" }}' });
		const { error } = await scene.run({ items: customers(9), parameters });
		expect(error).toBeDefined();
		await pause(100);
		expect(scene.simulator.requests).toEqual([]);
	});

	it('holds also when Request Options > Batching lets the rows start one by one', async () => {
		const requestOptions = { batching: { batch: { batchSize: 1, batchInterval: 5 } } };
		const { error } = await scene.run({ items, parameters: launching({ requestOptions }) });
		expect(error?.message).toMatch(/Nobody was called/);
		expect(scene.simulator.requests).toEqual([]);
	});

	it('calls the good rows when the node continues', async () => {
		const settings = { onError: 'continueErrorOutput' } as const;
		const { success, errors } = await scene.run({ items, parameters: launching(), settings });
		expect([success.length, errors.map(({ json }) => json.row)]).toEqual([17, [3, 7, 8]]);
	});

	it('knows that Execute Once means one item', async () => {
		const settings = { executeOnce: true } as Mounted['settings'];
		const { success } = await scene.run({ items: customers(3), parameters: launching(), settings });
		expect([success.length, launches().length]).toEqual([1, 1]);
	});
});

describe('Ledger', () => {
	it('calls nobody a second time under Retry On Fail, and gives out every call', async () => {
		breaks(4, { kind: 'status', status: 422 }, 2);
		const { success } = await scene.run({
			items: customers(20),
			parameters: launching(),
			settings: retryOnFail,
		});
		expect(rings(20)).toEqual(once(20));
		expect(new Set(success.map(({ json }) => json.id)).size).toBe(20);
		expect(launches()).toHaveLength(22);
	});

	it('recognises an item although a variable changes with every try', async () => {
		breaks(1, { kind: 'status', status: 422 }, 1);
		const variable = [{ name: 'now', value: '={{ Math.random() }}' }];
		await scene.run({
			items: customers(3),
			parameters: launching({ variables: { variable } }),
			settings: retryOnFail,
		});
		expect(rings(3)).toEqual(once(3));
	});

	it('survives "Retry execution", after which only the open item is called', async () => {
		breaks(1, { kind: 'status', status: 422 }, 1);
		const mount = scene.mount({ items: customers(3), parameters: launching() });
		expect((await mount.run()).error).toBeDefined();
		expect(rings(3)).toEqual([1, 0, 1]);
		const { success } = await mount.retry();
		expect(success.map(({ json }) => json.customer)).toEqual(
			[0, 1, 2].map((item) => ({ number: numberOf(item) })),
		);
		expect(rings(3)).toEqual(once(3));
	});

	it('gives out what it knows of a call that cannot be read again', async () => {
		breaks(1, { kind: 'status', status: 422 }, 1);
		const fault: Fault = { kind: 'status', status: 500 };
		const match = { method: 'GET', path: '/calls/:id' };
		scene.simulator.faults.add({ match, times: Infinity, fault });
		const mount = scene.mount({ items: customers(2), parameters: launching() });
		await mount.run();
		const { success } = await mount.retry();
		expect(success[0].json).toMatchObject({
			id: scene.simulator.calls[0].id,
			customer: { number: numberOf(0) },
		});
	});

	it('rings once when Retry is pressed twice on the same execution', async () => {
		breaks(1, { kind: 'status', status: 422 }, 1);
		const mount = scene.mount({ items: customers(3), parameters: launching() });
		await mount.run();
		const { execution } = mount;
		const [first, second] = [await mount.retry(mount.execution), await mount.retry(execution)];
		expect(rings(3)).toEqual([1, 1, 1]);
		const ids = ({ success }: Result) => success.map(({ json }) => json.id);
		expect(ids(second)).toEqual(ids(first));
	});

	it('rings once when Retry is pressed twice at the same moment', async () => {
		breaks(1, { kind: 'status', status: 422 }, 1);
		const mount = scene.mount({ items: customers(3), parameters: launching() });
		await mount.run();
		const [first, second] = [mount.execution, mount.execution].map((data) => mount.retry(data));
		const ids = ({ success }: Result) => success.map(({ json }) => json.id);
		expect(ids(await first)).toEqual(ids(await second));
		expect(rings(3)).toEqual([1, 1, 1]);
	});

	it('calls nobody it has not called before while a retry cannot see the list', async () => {
		breaks(1, { kind: 'status', status: 422 }, 1);
		const fault: Fault = { kind: 'status', status: 500 };
		scene.simulator.faults.add({ match: { method: 'GET' }, times: Infinity, fault });
		const mount = scene.mount({ items: customers(3), parameters: launching() });
		await mount.run();
		expect((await mount.retry()).error?.message).toMatch(/list of calls could not be read/);
		expect(rings(3)).toEqual([1, 0, 1]);
		scene.simulator.faults.clear();
		expect((await mount.retry()).success).toHaveLength(3);
		expect(rings(3)).toEqual([1, 1, 1]);
	});

	it('names the calls of the other items when the node stops', async () => {
		breaks(1, { kind: 'status', status: 422 });
		const { error } = await scene.run({ items: customers(3), parameters: launching() });
		const [first, last] = scene.simulator.calls.map(({ id }) => id);
		expect((error?.context?.details as IDataObject).placedCalls).toEqual({ 0: first, 2: last });
		expect(error?.description).toContain(`2 in all: ${numberOf(0)} (item 0)`);
	});

	it('calls again in the next round of a loop', async () => {
		const { success } = await scene.run({
			items: customers(2),
			parameters: launching(),
			rounds: 2,
		});
		expect(success).toHaveLength(4);
		expect(rings(2)).toEqual([2, 2]);
	});

	it('stays small: ids and fingerprints', async () => {
		scene.simulator.options.talkMs = 0;
		const { data } = await scene.run({ items: customers(50), parameters: launching(), rounds: 3 });
		const stored = JSON.stringify(data.executionData?.contextData);
		expect(stored).not.toContain(numberOf(0));
		expect(stored.length / 150).toBeLessThan(200);
	});
});

describe('An unclear outcome', () => {
	const fails: Fault = { kind: 'status', status: 500 };

	it('is not sent again by the same execution, however often it tries', async () => {
		breaks(1, fails, 1);
		const { error } = await scene.run({
			items: customers(3),
			parameters: launching(),
			settings: retryOnFail,
		});
		expect(error?.message).toMatch(/may have been placed.*do not call this number again/);
		expect(rings(3)).toEqual([1, 0, 1]);
		expect(launches()).toHaveLength(3);
	});

	it('is sent again by a new execution, once the list proves that there is no call', async () => {
		breaks(1, fails, 1);
		const mount = scene.mount({ items: customers(3), parameters: launching() });
		await mount.run();
		const { success } = await mount.retry();
		expect(success).toHaveLength(3);
		expect(rings(3)).toEqual(once(3));
	});

	it.each([
		['two minutes have not passed', () => Object.assign(patience, { absence: 120_000 })],
		[
			'the list cannot be read',
			() => scene.simulator.faults.add({ match: { method: 'GET' }, times: Infinity, fault: fails }),
		],
		[
			'the list may have been cut',
			() =>
				scene.simulator.faults.add({
					match: { method: 'GET', path: '/calls' },
					times: Infinity,
					fault: { kind: 'status', status: 200, body: Array(100).fill({ id: 'x' }) },
				}),
		],
	])('is not sent again by a new execution while %s', async (_, arrange) => {
		breaks(1, fails, 1);
		arrange();
		const mount = scene.mount({ items: customers(3), parameters: launching() });
		await mount.run();
		expect((await mount.retry()).error?.message).toMatch(/may have been placed/);
		expect(rings(3)).toEqual([1, 0, 1]);
	});

	it('never takes the call of another item with the same number for its own', async () => {
		const items = [{ phone: numberOf(0) }, { phone: numberOf(0) }];
		scene.simulator.faults.add({ match: { method: 'POST', nth: 2 }, fault: fails });
		const settings = { onError: 'continueRegularOutput' } as const;
		const { success } = await scene.run({ items, parameters: launching(), settings });
		expect(success[0].json.id).toBe(scene.simulator.calls[0].id);
		expect(success[1].json.error).toMatch(/may have been placed/);
	});

	it('is found when the start time of a call comes only with its answer', async () => {
		scene.simulator.options.startTime = 'whenAnswered';
		scene.simulator.seedCalls(1);
		breaks(0, { kind: 'reset', accept: true });
		const { success } = await scene.run({ items: customers(1), parameters: launching() });
		expect(success[0].json.id).toBe(scene.simulator.calls[0].id);
	});

	it('of hundreds of launches costs few look-ups, because they share them', async () => {
		scene.simulator.faults.add({
			match: { method: 'POST' },
			times: Infinity,
			fault: { kind: 'status', status: 502, accept: true },
		});
		const items = customers(300);
		const { success } = await scene.run({ items, parameters: launching() });
		expect(new Set(success.map(({ json }) => json.id)).size).toBe(300);
		expect(scene.simulator.requestsTo('GET', '/calls').length).toBeLessThan(60);
	}, 120_000);
});

describe('Requests', () => {
	it('with a wrong token are sent once for each item, not twice', async () => {
		const wrong = { ...credential(), apiToken: 'wrong' };
		const { error } = await scene.run({
			items: customers(4),
			parameters: launching(),
			credential: wrong,
		});
		expect(error?.message).toMatch(/did not accept the API token/);
		expect(launches()).toHaveLength(4);
	});

	it('never run more at once than Max Concurrent', async () => {
		scene.simulator.options.latencyMs = 20;
		const parameters = launching({ options: { maxConcurrent: 3 } });
		await scene.run({ items: customers(15), parameters });
		expect(scene.simulator.mostAtOnce('POST', '/calls')).toBe(3);
	});

	it('never run more than 50 at once where Max Concurrent is not set', async () => {
		scene.simulator.options.latencyMs = 300;
		await scene.run({ items: customers(120), parameters: launching() });
		expect(scene.simulator.mostAtOnce('POST', '/calls')).toBe(50);
	});

	it('start evenly with Calls per Minute', async () => {
		const parameters = launching({ options: { callsPerMinute: 600 } });
		const mount = scene.mount({ items: customers(4), parameters });
		await mount.run();
		const [memory] = Object.values(mount.execution.executionData!.contextData);
		// When they left: a starved machine may be late to hear of the first.
		const times = (memory.launches as unknown as Entry[]).map(({ at }) => at);
		expect(times).toHaveLength(4);
		expect(times[3] - times[0]).toBeGreaterThanOrEqual(240);
	});

	const retryAfters = ['none', 'seconds', 'date'] as const;
	let limited: Promise<Record<string, { success: unknown[]; rings: number[] }>> | undefined;

	async function throughLimit(retryAfter: (typeof retryAfters)[number]) {
		const rateLimit = { perSecond: 40, burst: 10, retryAfter };
		const simulator = await startSimulator({ rateLimit });
		const { token: apiToken, url: baseUrl } = simulator;
		const credential = { apiToken, baseUrl };
		const what = { items: customers(40), parameters: launching(), credential };
		const { success } = await scene.run(what).finally(async () => await simulator.close());
		const { refusals, violations } = simulator;
		expect([refusals, violations]).toEqual([[], []]);
		return [retryAfter, { success, rings: Object.values(simulator.ringsByNumber()) }] as const;
	}

	it.each(retryAfters)(
		'all go through a rate limit with Retry-After: %s',
		async (retryAfter) => {
			limited ??= Promise.all(retryAfters.map(throughLimit)).then(Object.fromEntries);
			const { success, rings: rung } = (await limited!)[retryAfter];
			expect(success).toHaveLength(40);
			expect(rung).toEqual(once(40));
		},
		60_000,
	);

	it('of the item that was refused waits as long as the 429 asked', async () => {
		breaks(1, { kind: 'status', status: 429, headers: { 'retry-after': '1' } }, 1);
		await scene.run({ items: customers(3), parameters: launching() });
		const [first, second] = launches()
			.filter(({ body }) => JSON.stringify(body).includes(numberOf(1)))
			.map(({ at }) => at);
		expect(second - first).toBeGreaterThanOrEqual(990);
		expect(rings(3)).toEqual(once(3));
	});

	it('that cannot reach the API are tried a few times, and go through once they can', async () => {
		Object.assign(patience, { notSent: Array(1_000).fill(20) });
		const port = await freePort();
		const baseUrl = `http://127.0.0.1:${port}/api/v1`;
		const running = scene.run({
			items: customers(3),
			parameters: launching(),
			credential: { ...credential(), baseUrl },
		});
		await pause(100);
		const later = await startSimulator({ port, validate: false });
		const { success } = await running;
		const rung = later.ringsByNumber();
		await later.close();
		expect(success).toHaveLength(3);
		expect(rung).toEqual(Object.fromEntries([0, 1, 2].map((item) => [numberOf(item), 1])));
	});

	it('stop at once when the execution is cancelled', async () => {
		const parameters = launching({ options: { callsPerMinute: 2 } });
		let cancelledAt = 0;
		const mount = scene.mount({
			items: customers(5),
			parameters,
			onStart: async (cancel) => {
				while (launches().length === 0) await pause(10);
				cancelledAt = Date.now();
				cancel();
			},
		});
		await mount.run().catch(() => undefined);
		expect(Date.now() - cancelledAt).toBeLessThan(15_000);
		await scene.run({ items: [{ phone: numberOf(5) }], parameters: launching() });
		expect(launches()).toHaveLength(2);
		expect(rings(6)).toEqual([1, 0, 0, 0, 0, 1]);
	});

	it.each([
		['callsPerMinute', -1],
		['maxConcurrent', 0],
		['skipIfCalledWithin', '={{ "an hour" }}'],
	])('are not sent while %s is %j', async (name, value) => {
		const parameters = launching({ options: { [name]: value } as INodeParameters });
		const { error } = await scene.run({ items: customers(2), parameters });
		expect(error?.message).toMatch(/is not a number from/);
		expect(scene.simulator.requests).toEqual([]);
	});
});

describe('Without a memory of the execution', () => {
	it('launches once', async () => {
		const output = await runWithoutMemory({
			items: customers(3),
			parameters: launching(),
			credential: credential(),
		});
		expect(output).toHaveLength(3);
		expect(rings(3)).toEqual(once(3));
	});

	it('does not repeat an unclear launch', async () => {
		breaks(0, { kind: 'reset', accept: false }, 1);
		const running = runWithoutMemory({
			items: customers(1),
			parameters: launching(),
			credential: credential(),
		});
		await expect(running).rejects.toThrow(/may have been placed/);
		expect(launches()).toHaveLength(1);
	});
});
