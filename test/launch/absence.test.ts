import type { INodeParameters } from 'n8n-workflow';

import { patience } from '../../nodes/Nebrija/pace/patience';
import { moveClock, useClock } from '../engine/clock';
import { launching, numberOf, useScene } from '../engine/scene';
import { cacheAgeMs } from '../simulator/world';
import { startSimulator } from '../simulator';
import type { Simulator, SimulatorSettings } from '../simulator';
import { accepted, hideList, launchMeets, otherwise, people } from './lostAnswers';
import { runBlindly, swallowed, useShortWaits } from './lostAnswers';

const scene = useScene();
useShortWaits();
useClock();

const phone = numberOf(0);
const later = 150_000;
const launches = () => scene.simulator.requestsTo('POST', '/calls');
const mountFor = (phones: string[], more?: INodeParameters) =>
	scene.mount({ items: people(...phones), parameters: launching(more) });
const unanswered: SimulatorSettings = { destiny: 'noAnswer', startTime: 'onlyIfAnswered' };

describe('A lost answer, and a retry two minutes later: the phone does not ring again', () => {
	it.each<[string, SimulatorSettings]>([
		['nobody answered, so the call has an end and no start', unanswered],
		['the start is 3 s before the launch', { timesSkewMs: -3_000 }],
		['the start is 5 s before the launch', { timesSkewMs: -5_000 }],
		['the number begins with 00', { numbers: 'zeroZero' }],
		['the number is national', { numbers: 'national' }],
		['the number is masked', { numbers: 'masked' }],
		['the number is masked by dashes', { numbers: 'dashed' }],
		['the number is a hash', { numbers: 'hashed' }],
		['the number is an address', { numbers: 'sip' }],
		['times are in UTC, with a space and no word of it', { timeFormat: 'withSpace' }],
		['the number is null', { numbers: 'null' }],
		['the number stands under another key', { numbers: 'destination' }],
		['the customer is not shown', { numbers: 'absent' }],
		[
			'the oldest stand first, and it has not begun',
			{ listOrder: 'oldestFirst', startTime: 'whenAnswered', ringMs: 600_000 },
		],
		['a cache answers', { cachedList: 'oldDateAndAge' }],
		['a cache answers and shows no age', { cachedList: 'oldDateOnly' }],
		['a cache answers and shows no date', { cachedList: 'ageOnly' }],
		['it shows only once it has ended', { listed: 'whenEnded', talkMs: 600_000 }],
	])('although %s', async (_, world) => {
		scene.refusalsExpected = true;
		scene.simulator.seedCalls(3, { minutesAgo: 200 });
		otherwise(scene, { ringMs: 0, ...world });
		const mount = mountFor([phone]);
		launchMeets(scene, accepted);
		await runBlindly(scene, mount);
		moveClock(later);
		expect(later).toBeLessThan(cacheAgeMs);
		const { success, error } = await mount.retry();
		expect(scene.simulator.rings(phone)).toBe(1);
		const [{ id }] = scene.simulator.calls;
		if (error) expect(error.message).toMatch(/may have been placed/);
		else expect(success[0].json.id).toBe(id);
	});

	const assistants = () => scene.simulator.seed.assistants.map(({ id }) => id);

	it('although another assistant has been chosen meanwhile', async () => {
		const by = (value: string) => ({ assistantId: { __rl: true, mode: 'id', value } });
		const [first, second] = assistants();
		const mount = mountFor([phone], by(first));
		launchMeets(scene, accepted);
		await runBlindly(scene, mount);
		moveClock(later);
		const { success } = await mountFor([phone], by(second)).retry(mount.execution);
		expect(success[0].json).toMatchObject({ id: scene.simulator.calls[0].id, assistantId: first });
		expect(scene.simulator.rings(phone)).toBe(1);
	});

	it('although the assistant comes from an expression that rotates', async () => {
		const value = `={{ ${JSON.stringify(assistants())}[Number($execution.id) % 2] }}`;
		const mount = mountFor([phone], { assistantId: { __rl: true, mode: 'id', value } });
		launchMeets(scene, accepted);
		await runBlindly(scene, mount);
		moveClock(later);
		const { success } = await mount.retry();
		expect(success[0].json.id).toBe(scene.simulator.calls[0].id);
		expect(scene.simulator.rings(phone)).toBe(1);
	});

	it('although the machine of the first execution was 4 s ahead', async () => {
		const mount = mountFor([phone]);
		launchMeets(scene, accepted);
		moveClock(4_000);
		await scene.simulator.clock.advance(-4_000);
		await runBlindly(scene, mount);
		moveClock(later - 4_000);
		await scene.simulator.clock.advance(4_000);
		await mount.retry();
		expect(scene.simulator.rings(phone)).toBe(1);
	});

	it('although a call stands in the list only after ten minutes, where older ones are seen under way', async () => {
		otherwise(scene, { listingDelayMs: 600_000, talkMs: 3_600_000 });
		scene.simulator.seedCalls(1, { minutesAgo: 15 });
		const mount = mountFor([phone]);
		launchMeets(scene, accepted);
		await runBlindly(scene, mount);
		moveClock(later);
		expect((await mount.retry()).error?.message).toMatch(/may have been placed/);
		expect(scene.simulator.rings(phone)).toBe(1);
	});

	/** Somebody whom another process has called is under way, and this one has seen that in a list. */
	async function seeSomebody(): Promise<void> {
		const credential = scene.credentialElsewhere;
		await scene.run({ items: people(numberOf(5)), parameters: launching(), credential });
		await scene.run({ items: [{}], parameters: { operation: 'getAll', limit: 500 } });
	}

	it.each<[string, SimulatorSettings]>([
		['calls are shown late that once were shown at once', { listingDelayMs: 600_000 }],
		['the times of the list are five minutes behind', { timesSkewMs: -300_000 }],
	])('although %s, as those show that were placed with it', async (_, world) => {
		otherwise(scene, { talkMs: 3_600_000 });
		await seeSomebody();
		otherwise(scene, world);
		const mount = mountFor([phone, numberOf(1)]);
		launchMeets(scene, accepted, phone);
		await runBlindly(scene, mount);
		moveClock(later);
		expect((await mount.retry()).error?.message).toMatch(/may have been placed/);
		expect(scene.simulator.rings(phone)).toBe(1);
	});

	it('although calls under way stand last, in a list that may be cut before them', async () => {
		otherwise(scene, { talkMs: 3_600_000, listOrder: 'lastEndedFirst' });
		scene.simulator.seedCalls(150, { minutesAgo: 200 });
		await seeSomebody();
		const mount = mountFor([phone]);
		launchMeets(scene, accepted);
		await runBlindly(scene, mount);
		moveClock(later);
		const { success } = await mount.retry();
		expect(scene.simulator.rings(phone)).toBe(1);
		expect(success[0].json.id).toBe(scene.simulator.calls[1].id);
	});

	/** Another account, whose answer to the first launch is lost, and whose list cannot be read at once. */
	function losesAnswer(other: Simulator): void {
		launchMeets({ simulator: other }, accepted, numberOf(1));
		const fault = { kind: 'status', status: 503 } as const;
		other.faults.add({ match: { method: 'GET' }, times: 2, fault });
	}

	it('although the first item has the token of another account, whose list is asked as well', async () => {
		const other = await startSimulator({ talkMs: 3_600_000 });
		try {
			other.seedCalls(1, { minutesAgo: 0 });
			other.seedCalls(1, { minutesAgo: 200 });
			const ofItem = [{ baseUrl: other.url, apiToken: other.token }, {}];
			const mount = scene.mount({
				items: people(numberOf(1), phone),
				parameters: launching(),
				credential: { ...scene.credential, ofItem },
			});
			launchMeets(scene, accepted, phone);
			losesAnswer(other);
			await runBlindly(scene, mount);
			moveClock(later);
			const { success } = await mount.retry();
			expect(success[1].json.id).toBe(scene.simulator.calls[0].id);
			expect([other.rings(numberOf(1)), scene.simulator.rings(phone)]).toEqual([1, 1]);
		} finally {
			await other.close();
		}
	});

	it('although it is the only one in the middle with the token of its account', async () => {
		const other = await startSimulator({ talkMs: 3_600_000 });
		try {
			other.seedCalls(1, { minutesAgo: 0 });
			other.seedCalls(1, { minutesAgo: 200 });
			const elsewhere = { baseUrl: other.url, apiToken: other.token };
			const mount = scene.mount({
				items: people(numberOf(1), numberOf(2), phone, numberOf(3)),
				parameters: launching(),
				credential: { ...scene.credential, ofItem: [elsewhere, elsewhere, {}, elsewhere] },
			});
			launchMeets(scene, accepted, phone);
			losesAnswer(other);
			await runBlindly(scene, mount);
			moveClock(later);
			await mount.retry();
			expect(scene.simulator.rings(phone)).toBe(1);
		} finally {
			await other.close();
		}
	});

	it('although the list is empty, when the account is known to have called', async () => {
		const mount = mountFor([phone, numberOf(1)]);
		launchMeets(scene, accepted, phone);
		await runBlindly(scene, mount);
		otherwise(scene, { listShows: 'nothing' });
		moveClock(later);
		expect((await mount.retry()).error?.message).toMatch(/may have been placed/);
		expect(scene.simulator.rings(phone)).toBe(1);
	});

	it('although hours have passed and the list is still empty, as where a token may not list calls', async () => {
		otherwise(scene, { listShows: 'nothing' });
		const mount = mountFor([phone]);
		launchMeets(scene, accepted);
		await runBlindly(scene, mount);
		moveClock(3 * 3_600_000);
		expect((await mount.retry()).error?.message).toMatch(/may have been placed/);
		expect(scene.simulator.rings(phone)).toBe(1);
	});
});

describe('A lost answer', () => {
	it('is found on the first page, although a longer list fails', async () => {
		const last = numberOf(104);
		const phones = Array.from({ length: 105 }, (_, item) => numberOf(item));
		scene.simulator.faults.add({
			match: { method: 'GET', path: '/calls', nth: 2 },
			times: Infinity,
			fault: { kind: 'status', status: 500 },
		});
		launchMeets(scene, accepted, last);
		const { success, error } = await mountFor(phones).run();
		expect(error).toBeUndefined();
		const call = scene.simulator.calls.find(({ number }) => number === last);
		expect(success[104].json.id).toBe(call?.id);
	});

	it('names what it could be, although the list cannot be read any more', async () => {
		scene.refusalsExpected = true;
		otherwise(scene, { numbers: 'masked' });
		scene.simulator.faults.add({
			match: { method: 'GET', path: '/calls', nth: 2 },
			times: Infinity,
			fault: { kind: 'status', status: 500 },
		});
		launchMeets(scene, accepted);
		const { error } = await mountFor([phone]).run();
		const [{ id }] = scene.simulator.calls;
		expect(error?.context?.details).toMatchObject({ possibleCalls: [id] });
	});

	it('of two items to one number becomes two calls, also where the list calls the id callId', async () => {
		scene.refusalsExpected = true;
		otherwise(scene, { callIdIn: ['list'] });
		launchMeets(scene, accepted, phone, 2);
		const { success } = await mountFor([phone, phone]).run();
		const ids = success.map(({ json }) => json.callId);
		expect(ids.sort()).toEqual(scene.simulator.calls.map(({ id }) => id).sort());
	});

	it('never becomes a call of before the launch, where the API sends no date', async () => {
		otherwise(scene, { dateHeader: 'absent' });
		scene.simulator.seedCalls(1, { number: phone, minutesAgo: 50 / 60 });
		launchMeets(scene, swallowed);
		const { success, error } = await mountFor([phone]).run();
		expect(success).toEqual([]);
		expect(error?.message).toMatch(/may have been placed/);
	});

	it.each([true, false])(
		'in the second round of a loop never becomes the call of the first (accepted: %s)',
		async (accept) => {
			const { faults } = scene.simulator;
			faults.add({ match: { method: 'POST', nth: 2 }, fault: { kind: 'reset', accept } });
			const parameters = launching();
			const { success, error } = await scene.run({ items: people(phone), parameters, rounds: 2 });
			const ids = success.map(({ json }) => json.id);
			expect(ids).toEqual(scene.simulator.calls.map(({ id }) => id));
			if (!accept) expect(error?.message).toMatch(/may have been placed/);
		},
	);

	it.each([408, 409, 499])('with status %i is not sent again by Retry On Fail', async (status) => {
		hideList(scene);
		launchMeets(scene, { kind: 'status', status, accept: true });
		const settings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
		await scene.run({ items: people(phone), parameters: launching(), settings });
		expect(launches()).toHaveLength(1);
	});

	it('is looked for only after the time for which the API asks', async () => {
		Object.assign(patience, { lookUps: [0], mostSlowDown: 2_000 });
		otherwise(scene, { listingDelayMs: 600 });
		const headers = { 'retry-after': '1' };
		launchMeets(scene, { kind: 'status', status: 503, accept: true, headers });
		const { success } = await mountFor([phone]).run();
		expect(success[0].json.id).toBe(scene.simulator.calls[0].id);
	});

	it('is none where the credential let nothing be sent', async () => {
		const { token: apiToken } = scene.simulator;
		const credential = { apiToken, baseUrl: 'http://nebrija.invalid/v1' };
		const wrong = scene.mount({ items: people(phone), parameters: launching(), credential });
		expect((await wrong.run()).error?.message).toMatch(/unencrypted/);
		expect((await mountFor([phone]).retry(wrong.execution)).success).toHaveLength(1);
		expect(scene.simulator.rings(phone)).toBe(1);
	});
});
