import { until, type Execution, type ExecutionState } from '../e2e/n8nClient';
import { Campaign, callsIn } from './campaign';
import { each, groupsOfTen, ringsOf, tenPeople, untilCalled, type Person } from './people';
import { JOBS_AT_ONCE, type QueueStage } from './queueStage';

const RUNNING = 2 * JOBS_AT_ONCE;
const WAITING = 4;

const isCrashed = ({ status }: ExecutionState) => status === 'crashed';

const failureOf = ({ data }: Execution) => data.resultData.error?.message;

/** What becomes of executions that run or wait in the queue when Redis ends and comes back. */
export function redisRestarted(stage: () => QueueStage): void {
	/** How often the phone rang in each group that rang most often. */
	const mostRings = (groups: Person[][]) =>
		groups.map((people) => Math.max(...ringsOf(stage().simulator, people)));

	/** The executions that have begun on any worker, once for each time. */
	const started = () => stage().workers.flatMap((worker) => worker.startedExecutions());

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

	test('is away for longer than n8n waits: n8n ends, and no phone rings twice', async () => {
		const { redis, simulator, main, workers } = stage();
		const people = tenPeople();
		const campaign = await Campaign.publish(stage(), 'redis-away', { maxConcurrent: 2 });
		await campaign.start(people);
		await untilCalled(simulator, people, 2);
		await redis.stop();
		await Promise.all([main, ...workers].map(async (n8n) => await n8n.ended()));
		const rang = ringsOf(simulator, people);
		expect(Math.max(...rang)).toBe(1);
		await redis.start();
		for (const n8n of [main, ...workers]) await n8n.start();

		await campaign.ended(1);
		expect(ringsOf(simulator, people)).toEqual(rang);
		const careful = await Campaign.publish(stage(), 'redis-back', { skipIfCalledWithin: 60 });
		expect(await careful.callAll(people)).toHaveLength(10);
		expect(ringsOf(simulator, people)).toEqual(each(people, 1));
	}, 180_000);

	describe('crashes and comes back with an old copy of its data, as it is set by default', () => {
		const before = groupsOfTen(RUNNING);
		const copied = groupsOfTen(WAITING);
		const added = groupsOfTen(2 * RUNNING);
		let quick: Campaign;

		beforeAll(() => {
			// An account that is older than the day back to which Retry asks the list of calls.
			stage().simulator.seedCalls(10, { minutesAgo: 25 * 60 });
		});

		test('not guaranteed: what waited then is run a second time, and phones ring twice', async () => {
			const { redis, simulator } = stage();
			await redis.stop();
			await redis.start();
			quick = await Campaign.publish(stage(), 'quick');
			const slow = await Campaign.publish(stage(), 'slow', { maxConcurrent: 1 });
			const count = started().length + RUNNING;
			// Answers that take so long keep the workers busy until the copy has been made.
			simulator.options.latencyMs = 20_000;
			await quick.start(...before);
			await until(async () => started().length >= count || undefined);
			await slow.start(...copied);
			await redis.snapshot();
			expect(started()).toHaveLength(count);
			simulator.options.latencyMs = 1000;
			await quick.start(...added);
			for (const people of copied) await untilCalled(simulator, people, 1);
			await redis.crash();
			await redis.start();

			const rangTwice = async () => mostRings(copied).every((rings) => rings === 2) || undefined;
			// Only an execution that runs again before it has ended rings twice: n8n keeps what an ended one remembers.
			await until(rangTwice, 120_000);
			expect(mostRings(before)).toEqual(before.map(() => 1));
			await slow.ended(copied.length);
		});

		test('what was added since waits for ever; a restart of n8n marks it as crashed', async () => {
			const { main } = stage();
			const waiting = await until(async () => {
				const all = await quick.executions();
				if (all.some(({ status }) => status === 'running')) return undefined;
				return all.filter(({ status }) => status === 'new');
			});
			expect(waiting.length).toBeGreaterThan(0);
			await main.kill();
			await main.start();
			const crashed = (await quick.ended(before.length + added.length)).filter(isCrashed);
			expect(crashed.map(({ id }) => id)).toEqual(waiting.map(({ id }) => id));
		});

		test('Retry of those calls whoever was not called, and gives every item its call', async () => {
			const crashed = (await quick.executions()).filter(isCrashed);
			const retried = await Promise.all(crashed.map(async (failure) => await quick.retry(failure)));
			const outputs = retried.map((execution) => failureOf(execution) ?? callsIn(execution).length);
			expect(outputs).toEqual(crashed.map(() => 10));
			expect(ringsOf(stage().simulator, added.flat())).toEqual(each(added.flat(), 1));
		});
	});
}
