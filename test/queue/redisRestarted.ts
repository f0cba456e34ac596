import { until } from '../e2e/n8nClient';
import { Campaign, callsIn } from './campaign';
import { each, groupsOfTen, ringsOf, untilCalled, type Person } from './people';
import { JOBS_AT_ONCE, type QueueStage } from './queueStage';

const RUNNING = 2 * JOBS_AT_ONCE;
const WAITING = 4;

/** What becomes of executions that run or wait in the queue when Redis ends and comes back. */
export function redisRestarted(stage: () => QueueStage): void {
	const ringsIn = (groups: Person[][]) =>
		groups.map((people) => Math.max(...ringsOf(stage().simulator, people)));

	/** The executions that have begun on any worker, once for each time. */
	const started = () => stage().workers.flatMap((worker) => worker.startedExecutions());

	async function untilStarted(count: number): Promise<void> {
		await until(async () => started().length >= count || undefined);
	}

	beforeAll(() => {
		stage().simulator.options.latencyMs = 1000;
	});

	afterAll(() => {
		stage().simulator.options.latencyMs = 0;
	});

	const restarts = {
		'is restarted': { appendOnly: false, end: async () => await stage().redis.stop() },
		'crashes, with appendonly yes': {
			appendOnly: true,
			end: async () => await stage().redis.crash(),
		},
	};

	test.each(Object.entries(restarts))(
		'%s: every phone rings once, and every item has its call',
		async (_, { appendOnly, end }) => {
			const { redis, simulator } = stage();
			await redis.stop();
			await redis.start({ appendOnly });
			const campaign = await Campaign.publish(stage(), `redis-${appendOnly}`, { maxConcurrent: 2 });
			const groups = groupsOfTen(RUNNING + WAITING);
			await campaign.start(...groups);
			await untilCalled(simulator, groups.flat(), RUNNING);
			await end();
			await redis.start({ appendOnly });

			const executions = await campaign.ended(groups.length);
			const calls = await Promise.all(executions.map(async (e) => await campaign.callsOf(e)));
			expect(calls.map(({ length }) => length)).toEqual(groups.map(() => 10));
			expect(ringsOf(simulator, groups.flat())).toEqual(each(groups.flat(), 1));
		},
	);

	describe('crashes and comes back with an old copy of its data, as it is set by default', () => {
		const running = groupsOfTen(RUNNING);
		const copied = groupsOfTen(WAITING);
		const added = groupsOfTen(RUNNING);
		let campaign: Campaign;

		test('not guaranteed: what waited then is run a second time, and phones ring twice', async () => {
			const { redis, simulator } = stage();
			await redis.stop();
			await redis.start();
			campaign = await Campaign.publish(stage(), 'redis-copy', { maxConcurrent: 2 });
			const before = started().length;
			await campaign.start(...running);
			await untilStarted(before + RUNNING);
			await campaign.start(...copied);
			await redis.snapshot();
			await campaign.start(...added);
			await untilStarted(before + RUNNING + WAITING);
			for (const people of copied) await untilCalled(simulator, people, 2);
			await redis.crash();
			await redis.start();
			await untilStarted(before + 2 * RUNNING + WAITING);

			await until(async () => ringsIn(copied).every((rings) => rings === 2) || undefined);
			expect(ringsIn(running)).toEqual(running.map(() => 1));
			expect(Math.max(...ringsIn(added))).toBe(1);
		});

		test('what was added since waits for ever; a restart of n8n marks it as crashed', async () => {
			const { main } = stage();
			await main.kill();
			await main.start();
			const executions = await campaign.ended(running.length + copied.length + added.length);
			const states = new Set(executions.map(({ status }) => status));
			expect(states).toEqual(new Set(['success', 'crashed']));
		});

		test('Retry of those calls whoever was not called, and gives every item its call', async () => {
			const crashed = (await campaign.executions()).filter(({ status }) => status === 'crashed');
			const retried = await Promise.all(crashed.map(async (e) => await campaign.retry(e)));
			expect(retried.map((execution) => callsIn(execution).length)).toEqual(crashed.map(() => 10));
			expect(ringsOf(stage().simulator, added.flat())).toEqual(each(added.flat(), 1));
		});
	});
}
