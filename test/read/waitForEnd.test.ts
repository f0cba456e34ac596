import { patience } from '../../nodes/Nebrija/pace/patience';
import { customers, launching, numberOf, useScene } from '../engine/scene';

const scene = useScene();
const original = structuredClone(patience);
beforeEach(() => Object.assign(patience, { firstPoll: 20, mostPoll: 60 }));
afterEach(() => Object.assign(patience, structuredClone(original)));

const pause = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));
const reads = () => scene.simulator.requestsTo('GET', '/calls/:id');
const callLasts = (ms: number) =>
	Object.assign(scene.simulator.options, { ringMs: ms / 2, talkMs: ms / 2 });
const waiting = (more = {}) => ({ options: { waitForEnd: true, ...more } });

describe('Wait for End', () => {
	it('of a launch gives the ended call, paired, and calls once', async () => {
		callLasts(300);
		const { success } = await scene.run({ items: customers(3), parameters: launching(waiting()) });
		expect(success.map(({ json, pairedItem }) => [json.status, pairedItem])).toEqual(
			[0, 1, 2].map((item) => ['ended', { item }]),
		);
		expect(success[0].json.transcript).toEqual(expect.any(String));
		expect(scene.simulator.ringsByNumber()).toEqual(
			Object.fromEntries([0, 1, 2].map((item) => [numberOf(item), 1])),
		);
	});

	it('asks less and less often', async () => {
		callLasts(700);
		await scene.run({ items: customers(1), parameters: launching(waiting()) });
		expect(reads().length).toBeLessThan(25);
	});

	it('never judges by the answer of the launch, whose example has an end time', async () => {
		callLasts(200);
		scene.simulator.faults.add({
			match: { method: 'POST' },
			fault: { kind: 'merge', fields: { endTime: '2024-06-10T09:15:00Z', status: 'ended' } },
		});
		await scene.run({ items: customers(1), parameters: launching(waiting()) });
		expect(reads().length).toBeGreaterThan(1);
	});

	it('takes no other call for the one that was asked for', async () => {
		callLasts(200);
		scene.simulator.faults.add({
			match: { method: 'GET', path: '/calls/:id' },
			times: 2,
			fault: { kind: 'merge', fields: { id: 'another', status: 'ended' } },
		});
		const { success } = await scene.run({ items: customers(1), parameters: launching(waiting()) });
		expect(success[0].json.id).toBe(scene.simulator.calls[0].id);
	});

	it('still says that a call was skipped', async () => {
		callLasts(200);
		scene.simulator.seedCalls(1, { number: numberOf(0) });
		const parameters = launching(waiting({ skipIfCalledWithin: 60 }));
		const { success } = await scene.run({ items: customers(1), parameters });
		expect(success[0].json).toMatchObject({ status: 'ended', skipped: true });
	});

	it('survives reads that fail', async () => {
		callLasts(200);
		scene.simulator.faults.add({
			match: { method: 'GET' },
			times: 3,
			fault: { kind: 'status', status: 500 },
		});
		const { success } = await scene.run({ items: customers(1), parameters: launching(waiting()) });
		expect(success[0].json.status).toBe('ended');
	});

	it('gives the last known call when the time is over, never an error that loses the id', async () => {
		callLasts(600_000);
		const parameters = launching(waiting({ maxWait: 0.005 }));
		const { success, error } = await scene.run({ items: customers(1), parameters });
		expect(error).toBeUndefined();
		expect(success[0].json).toMatchObject({ id: scene.simulator.calls[0].id });
		expect(success[0].json.status).not.toBe('ended');
	});

	it('does not dial again when Retry On Fail comes while waiting', async () => {
		callLasts(200);
		scene.simulator.faults.add({
			match: { method: 'POST', number: numberOf(1) },
			fault: { kind: 'status', status: 422 },
		});
		const { success } = await scene.run({
			items: customers(2),
			parameters: launching(waiting()),
			settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
		});
		expect(success.map(({ json }) => json.status)).toEqual(['ended', 'ended']);
		expect(Object.values(scene.simulator.ringsByNumber())).toEqual([1, 1]);
	});

	it('ends at once when the execution is cancelled', async () => {
		callLasts(600_000);
		Object.assign(patience, { firstPoll: 60_000, mostPoll: 60_000 });
		let cancelledAt = 0;
		const mount = scene.mount({
			items: customers(2),
			parameters: launching(waiting()),
			onStart: async (cancel) => {
				while (scene.simulator.calls.length < 2) await pause(10);
				await pause(100);
				cancelledAt = Date.now();
				cancel();
			},
		});
		await mount.run().catch(() => undefined);
		expect(Date.now() - cancelledAt).toBeLessThan(15_000);
	});

	it('of Get reads until the call has ended', async () => {
		callLasts(400);
		const { success } = await scene.run({ items: customers(1), parameters: launching() });
		const callId = { __rl: true, mode: 'id', value: success[0].json.id };
		const got = await scene.run({
			parameters: { operation: 'get', callId, ...waiting() } as never,
		});
		expect(got.success[0].json).toMatchObject({ id: success[0].json.id, status: 'ended' });
	});

	it.each([0, -5, '={{ "soon" }}'])(
		'refuses to wait %j minutes before anybody is called',
		async (maxWait) => {
			const parameters = launching(waiting({ maxWait }));
			const { error } = await scene.run({ items: customers(1), parameters });
			expect(error?.message).toMatch(/'Max Wait \(Minutes\)' is not a number above 0/);
			expect(scene.simulator.requests).toEqual([]);
		},
	);

	it('of 100 calls at once costs few reads and little processor time', async () => {
		callLasts(1500);
		Object.assign(patience, { firstPoll: 500, mostPoll: 1500 });
		const items = customers(100);
		const before = process.cpuUsage();
		const { success } = await scene.run({ items, parameters: launching(waiting()) });
		const { user, system } = process.cpuUsage(before);
		expect(success.every(({ json }) => json.status === 'ended')).toBe(true);
		expect(reads().length / 100).toBeLessThan(5);
		process.stdout.write(
			`100 calls waited for: ${reads().length} reads, ${Math.round((user + system) / 1000)} ms of processor time, launches and simulator included\n`,
		);
	});
});
