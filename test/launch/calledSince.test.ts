import type { INodeParameters } from 'n8n-workflow';

import { moveClock, useClock } from '../engine/clock';
import { assistantId, launching, numberOf, useScene } from '../engine/scene';
import type { Mounted } from '../engine/mount';
import { startSimulator } from '../simulator';
import type { SimulatorSettings } from '../simulator';
import { accepted, launchMeets, otherwise, people, refused } from './lostAnswers';
import { runBlindly, useShortWaits } from './lostAnswers';

const scene = useScene();
useShortWaits();
useClock();

const phone = numberOf(0);
const within = (minutes: number, more: INodeParameters = {}) =>
	launching({ ...more, options: { skipIfCalledWithin: minutes, ...(more.options as object) } });
const skipping = (minutes = 10, more: Partial<Mounted> = {}) =>
	scene.run({ items: people(phone), parameters: within(minutes), ...more });
const called = (minutesAgo: number, number = phone) =>
	scene.simulator.seedCalls(1, { number, minutesAgo, assistantId })[0];
const others = (count: number, minutesAgo: number) =>
	scene.simulator.seedCalls(count, { minutesAgo, assistantId });
const byId = (value: string) => ({ assistantId: { __rl: true, mode: 'id', value } });
const pause = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

describe('Skip If Called Within rings nobody who was called five minutes ago', () => {
	it.each<[string, SimulatorSettings]>([
		['nobody answered', { destiny: 'noAnswer', startTime: 'onlyIfAnswered' }],
		['the number is null', { numbers: 'null' }],
		['the customer is not shown', { numbers: 'absent' }],
		['the number stands under another key', { numbers: 'destination' }],
		['the customer is a text', { numbers: 'plainCustomer' }],
		['the number is national', { numbers: 'national' }],
		['the number begins with 00', { numbers: 'zeroZero' }],
		['the number is masked', { numbers: 'masked' }],
		['the number is masked by dashes', { numbers: 'dashed' }],
		['the number is a hash', { numbers: 'hashed' }],
		['the number is an address', { numbers: 'sip' }],
		['times are in UTC, with a space and no word of it', { timeFormat: 'withSpace' }],
		['times are in UTC and do not say so', { timeFormat: 'withoutZ' }],
		['the assistant is written in upper case', { assistantIds: 'upperCase' }],
	])('although %s', async (_, world) => {
		scene.refusalsExpected = true;
		otherwise(scene, world);
		const { id } = called(5);
		const { success, error } = await skipping();
		expect(scene.simulator.rings(phone)).toBe(0);
		if (error) expect(error.message).toMatch(/list of calls does not tell/);
		else expect(success[0].json).toMatchObject({ id, skipped: true });
	});

	it('although the id of the assistant was typed in upper case', async () => {
		const { id } = called(5);
		const parameters = within(10, byId(assistantId.toUpperCase()));
		const { success } = await skipping(10, { parameters });
		expect(success[0].json).toMatchObject({ id, skipped: true });
	});

	it.each<[string, object]>([
		['an error comes with status 200', { success: false, data: [] }],
		['an error comes beside a list', { calls: [], errors: [{ message: 'timeout' }] }],
		['a list of another kind stands first', { data: [], calls: 'the list' }],
		['the list goes on', { data: [], hasMore: true }],
		['the list is a part of a longer one', { data: [], total: 300 }],
	])('although %s', async (_, body) => {
		scene.refusalsExpected = true;
		const { id } = called(5);
		const calls = [{ id, customer: { number: phone }, startTime: new Date().toISOString() }];
		const text = JSON.stringify(body).replace('"the list"', JSON.stringify(calls));
		scene.simulator.faults.add({
			match: { method: 'GET', path: '/calls' },
			times: Infinity,
			fault: { kind: 'status', status: 200, body: text },
		});
		await skipping();
		expect(scene.simulator.rings(phone)).toBe(0);
	});

	it('although the list is sorted by the last change, with an old call on top', async () => {
		otherwise(scene, { talkMs: 299 * 60_000 });
		called(300, numberOf(9));
		otherwise(scene, { talkMs: 0, listOrder: 'lastUpdatedFirst' });
		const { id } = called(110);
		others(120, 1);
		const { success } = await skipping(115);
		expect(success[0].json).toMatchObject({ id, skipped: true });
	});

	it('although the list is sorted by the end, and the call is still under way', async () => {
		otherwise(scene, { listOrder: 'lastEndedFirst' });
		others(150, 90);
		otherwise(scene, { talkMs: 50 * 60_000 });
		const { id } = called(10);
		const { success } = await skipping(60);
		expect(success[0].json).toMatchObject({ id, skipped: true });
		expect(scene.simulator.requestsTo('GET', '/calls')).toHaveLength(2);
	});

	it.each([60, 64, 75, 99, 100, 120, 128, 256])(
		'although the list ends after %i calls',
		async (limitCap) => {
			otherwise(scene, { limitCap });
			called(320);
			others(300, 1);
			const { error } = await skipping(400);
			expect(error?.message).toMatch(/does not reach back far enough/);
			expect(scene.simulator.rings(phone)).toBe(0);
		},
	);
});

describe('Skip If Called Within, after a launch of unknown outcome', () => {
	it('calls nobody on the strength of an empty list, however late', async () => {
		otherwise(scene, { listShows: 'nothing' });
		launchMeets(scene, accepted);
		await runBlindly(scene, scene.mount({ items: people(phone), parameters: launching() }));
		moveClock(3 * 3_600_000);
		expect((await skipping(400)).error?.message).toMatch(/list of calls is empty/);
		expect(scene.simulator.rings(phone)).toBe(1);
	});
});

describe('Skip If Called Within locks nobody out', () => {
	it.each([48, 61, 101, 130, 260])('of an account with %i calls', async (count) => {
		others(count, 1);
		await skipping(4_000);
		expect(scene.simulator.rings(phone)).toBe(1);
	});

	it.each([50, 60, 100])(
		'of one that has come to exactly %i calls while this process looked on',
		async (count) => {
			others(count - 2, 10);
			await skipping(4_000, { items: people(numberOf(7)) });
			await scene.run({ items: people(numberOf(8)), parameters: launching() });
			await skipping(4_000);
			expect(scene.simulator.rings(phone)).toBe(1);
		},
	);

	it('but whom a cut list leaves out of an account that this process has seen empty', async () => {
		await skipping(400, { items: people(numberOf(7)) });
		otherwise(scene, { limitCap: 100 });
		called(320);
		others(300, 1);
		expect((await skipping(400)).error?.message).toMatch(/does not reach back far enough/);
		expect(scene.simulator.rings(phone)).toBe(0);
	});

	it('but whom a cut list leaves out, although the credential led to a longer one before', async () => {
		const other = await startSimulator();
		try {
			other.seedCalls(300, { minutesAgo: 1 });
			const credential = { ...scene.credential, baseUrl: other.url, apiToken: other.token };
			const parameters = { operation: 'getAll', limit: 500 };
			await scene.run({ items: [{}], parameters, credential });
			otherwise(scene, { limitCap: 100 });
			called(320);
			others(300, 1);
			expect((await skipping(400)).error?.message).toMatch(/does not reach back far enough/);
			expect(scene.simulator.rings(phone)).toBe(0);
		} finally {
			await other.close();
		}
	});

	it('but whom the list of one assistant leaves out, which was all there was of that', async () => {
		called(320);
		others(300, 1);
		otherwise(scene, { limitCap: 100, agentIdFilter: 'findsNothing' });
		const filters = { assistantId: { __rl: true, mode: 'id', value: assistantId } };
		await scene.run({ items: [{}], parameters: { operation: 'getAll', limit: 500, filters } });
		expect((await skipping(400)).error?.message).toMatch(/does not reach back far enough/);
		expect(scene.simulator.rings(phone)).toBe(0);
	});

	it('where the API limits how often the list is read', async () => {
		const rateLimit = { perSecond: 10, burst: 1, retryAfter: 'none', appliesTo: 'all' } as const;
		otherwise(scene, { rateLimit });
		const phones = [0, 1, 2].map(numberOf);
		const runs = phones.map(async (own) => await skipping(10, { items: people(own) }));
		for (const { error } of await Promise.all(runs)) expect(error).toBeUndefined();
		expect(phones.map((own) => scene.simulator.rings(own))).toEqual([1, 1, 1]);
	});

	it('where the API refuses a list of more than 50 calls', async () => {
		otherwise(scene, { limitCap: 'refusedAbove50' });
		others(70, 1);
		await skipping(30);
		expect(scene.simulator.rings(phone)).toBe(1);
	});

	it('where the API refuses a list of more than 500 calls, within a time that a shorter one reaches back', async () => {
		otherwise(scene, { limitCap: 'refusedAbove500' });
		others(600, 1);
		await skipping(300);
		expect(scene.simulator.rings(phone)).toBe(1);
	});

	it('one after the other, where the oldest calls are listed first', async () => {
		otherwise(scene, { listOrder: 'oldestFirst' });
		others(47, 1);
		for (const own of [1, 2, 3, 4].map(numberOf)) {
			await skipping(10, { items: people(own) });
			expect(scene.simulator.rings(own)).toBe(1);
		}
	});

	it.each([50, 100])(
		'of one with exactly %i calls, within a time they reach back',
		async (count) => {
			others(count, 1);
			await skipping(30);
			expect(scene.simulator.rings(phone)).toBe(1);
		},
	);

	it.each([50, 100])(
		'of one with exactly %i calls: one call more proves that these were all',
		async (count) => {
			others(count, 1);
			const { error } = await skipping(4_000);
			expect(error?.message).toContain(`ends after ${count} calls`);
			expect(error?.description).toMatch(/call a phone of your own/);
			await scene.run({ items: people(numberOf(9)), parameters: launching() });
			await skipping(4_000);
			expect(scene.simulator.rings(phone)).toBe(1);
		},
	);
});

describe('Skip If Called Within, after this process has placed a call', () => {
	it('calls the next person, although the list names another id than the answer to the launch', async () => {
		const fields = { id: 'launch-1' };
		launchMeets(scene, { kind: 'merge', fields });
		await scene.run({ items: people(numberOf(9)), parameters: within(60) });
		moveClock(150_000);
		await skipping();
		expect(scene.simulator.rings(phone)).toBe(1);
	});

	it('calls nobody while the list is empty', async () => {
		await scene.run({ items: people(numberOf(9)), parameters: within(60) });
		otherwise(scene, { listShows: 'nothing' });
		expect((await skipping()).error?.message).toMatch(/list of calls is empty/);
		expect(scene.simulator.rings(phone)).toBe(0);
	});

	it('calls nobody while the list does not show that call, although it showed others as young', async () => {
		otherwise(scene, { talkMs: 3_600_000 });
		for (const n of [9, 8]) await scene.run({ items: people(numberOf(n)), parameters: within(60) });
		otherwise(scene, { listingDelayMs: 600_000 });
		await scene.run({ items: people(numberOf(7)), parameters: within(60) });
		moveClock(150_000);
		const { error } = await skipping();
		expect(error?.message).toContain(`does not show the call ${scene.simulator.calls[2].id}`);
		expect(scene.simulator.rings(phone)).toBe(0);
		moveClock(600_000);
		await skipping();
		expect(scene.simulator.rings(phone)).toBe(1);
	});

	it('calls on where the list shows calls only once they have ended', async () => {
		otherwise(scene, { listed: 'whenEnded', talkMs: 600_000 });
		others(3, 20);
		await scene.run({ items: people(numberOf(9)), parameters: within(60) });
		moveClock(150_000);
		await skipping();
		expect(scene.simulator.rings(phone)).toBe(1);
	});

	it('calls on for two accounts at once, where the token comes from the item', async () => {
		otherwise(scene, { talkMs: 3_600_000 });
		const other = await startSimulator({ talkMs: 3_600_000 });
		try {
			const ofItem = [{ baseUrl: other.url, apiToken: other.token }, {}];
			const credential = { ...scene.credential, ofItem };
			const call = async (...numbers: number[]) =>
				await skipping(10, { items: people(...numbers.map(numberOf)), credential });
			await call(9, 8);
			await call(7, 6);
			moveClock(150_000);
			expect((await call(5, 4)).error).toBeUndefined();
			expect([other.rings(numberOf(5)), scene.simulator.rings(numberOf(4))]).toEqual([1, 1]);
		} finally {
			await other.close();
		}
	});

	it('calls in another account, when the credential is given the token of that', async () => {
		await scene.run({ items: people(numberOf(9)), parameters: within(60) });
		moveClock(150_000);
		const { apiToken, ...credential } = scene.credential;
		otherwise(scene, { listShows: 'nothing' });
		await skipping(10, {
			credential: { ...credential, apiToken: `${apiToken}:of another account` },
		});
		expect(scene.simulator.rings(phone)).toBe(1);
	});
});

describe('Skip If Called Within is asked again', () => {
	it('before a phone rings that has waited for its place', async () => {
		const items = people(numberOf(1), numberOf(2), phone);
		const parameters = within(60, { options: { callsPerMinute: 300 } });
		const onStart = async () => {
			while (scene.simulator.calls.length < 1) await pause(5);
			moveClock(45_000);
			called(0.1);
		};
		const { success } = await scene.run({ items, parameters, onStart });
		expect(success[2].json.skipped).toBe(true);
		expect(scene.simulator.rings(phone)).toBe(0);
	});
});

describe('Executions of one process', () => {
	it('remember a placed call, although a later launch to its number was refused', async () => {
		otherwise(scene, { listingDelayMs: 60_000 });
		await skipping();
		launchMeets(scene, refused);
		await scene.run({ items: people(phone), parameters: launching() });
		const { success } = await skipping();
		expect(success[0].json).toMatchObject({ id: scene.simulator.calls[0].id, skipped: true });
		expect(scene.simulator.rings(phone)).toBe(1);
	});

	it('know of each other, although each has a credential of its own for the same account', async () => {
		otherwise(scene, { listingDelayMs: 60_000 });
		const runs = ['one', 'other'].map(async (id) => {
			const credential = { ...scene.credential, id };
			return await skipping(10, { credential, workflow: id });
		});
		const [one, other] = await Promise.all(runs);
		expect(other.success[0].json.id).toBe(one.success[0].json.id);
		expect(scene.simulator.rings(phone)).toBe(1);
	});

	it('count no launch that is older than the time', async () => {
		otherwise(scene, { talkMs: 0 });
		await skipping(10);
		moveClock(11 * 60_000);
		await skipping(10);
		expect(scene.simulator.rings(phone)).toBe(2);
	});

	it('wait for a call of unknown outcome to end, where the list shows ended calls only', async () => {
		scene.simulator.seedCalls(1, { minutesAgo: 200 });
		otherwise(scene, { listed: 'whenEnded', ringMs: 0, talkMs: 10 * 60_000 });
		launchMeets(scene, accepted);
		expect((await skipping()).error?.message).toMatch(/may have been placed/);
		moveClock(3 * 60_000);
		const { error } = await skipping();
		expect(error?.message).toMatch(/may not show every call yet/);
		expect(error?.description).toMatch(/From \d{4}-.*\(UTC\) on/);
		moveClock(8 * 60_000);
		const { success } = await skipping(15);
		expect(success[0].json).toMatchObject({ id: scene.simulator.calls[0].id, skipped: true });
		expect(scene.simulator.rings(phone)).toBe(1);
	});

	it('do not wait for the queue of another workflow to reach the same person', async () => {
		const items = people(numberOf(1), phone);
		const slow = within(60, { options: { callsPerMinute: 20 } });
		const queued = scene.run({ items, parameters: slow, workflow: 'slow' });
		while (scene.simulator.calls.length < 1) await pause(5);
		const startedAt = performance.now();
		const { success } = await skipping(60);
		expect(performance.now() - startedAt).toBeLessThan(1_500);
		const [, second] = (await queued).success;
		expect(second.json).toMatchObject({ id: success[0].json.id, skipped: true });
		expect(scene.simulator.rings(phone)).toBe(1);
	});
});

describe('Call Each Number Once', () => {
	it('holds over all rounds of a loop', async () => {
		const parameters = launching({ options: { callEachNumberOnce: true } });
		const items = people(phone, numberOf(1));
		const { success } = await scene.run({ items, parameters, rounds: 3 });
		expect(new Set(success.map(({ json }) => json.id)).size).toBe(2);
		expect([phone, numberOf(1)].map((number) => scene.simulator.rings(number))).toEqual([1, 1]);
	});
});
