import type { Simulator } from '../simulator';
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
		const copied = groupsOfTen(WAITING);
		const busy = groupsOfTen(RUNNING - WAITING);
		const added = groupsOfTen(WAITING);
		let campaign: Campaign;

		beforeAll(() => {
			const { simulator } = stage();
			simulator.options.latencyMs = 0;
		});

		test('not guaranteed: what waited then is run a second time, and phones ring twice', async () => {
			const { redis, simulator, workers } = stage();
			await redis.stop();
			await redis.start();
			campaign = await Campaign.publish(stage(), 'redis-copy');
			await Promise.all(workers.map(async (worker) => await worker.terminate()));
			await campaign.start(...copied);
			await redis.snapshot();
			const endCopied = holdLastAnswers(simulator, copied);
			const endBusy = holdLastAnswers(simulator, busy);
			await Promise.all(workers.map(async (worker) => await worker.start()));
			await untilCalled(simulator, copied.flat(), copied.flat().length);
			await campaign.start(...busy);
			await untilCalled(simulator, busy.flat(), busy.flat().length);
			await campaign.start(...added);
			await redis.crash();
			await redis.start();
			endBusy();

			// Only an execution that runs again before it has ended rings twice: n8n keeps what an ended one remembers.
			const answered = copied.flatMap((people) => people.slice(0, -1));
			const rangTwice = () => ringsOf(simulator, answered).every((rings) => rings === 2);
			await until(async () => rangTwice() || undefined);
			endCopied();
			expect(ringsOf(simulator, busy.flat())).toEqual(each(busy.flat(), 1));
			expect(ringsOf(simulator, added.flat())).toEqual(each(added.flat(), 0));
		});

		test('what was added since waits for ever; a restart of n8n marks it as crashed', async () => {
			const { main } = stage();
			const waiting = await until(async () => {
				const all = await campaign.executions();
				if (all.some(({ status }) => status === 'running')) return undefined;
				return all.filter(({ status }) => status === 'new');
			});
			expect(waiting).toHaveLength(added.length);
			await main.kill();
			await main.start();
			const crashed = (await campaign.ended(RUNNING + added.length)).filter(isCrashed);
			expect(crashed.map(({ id }) => id)).toEqual(waiting.map(({ id }) => id));
		});

		test('Retry of those calls whoever was not called, and gives every item its call', async () => {
			const crashed = (await campaign.executions()).filter(isCrashed);
			const retried = await Promise.all(
				crashed.map(async (failure) => await campaign.retry(failure)),
			);
			const outputs = retried.map((execution) => failureOf(execution) ?? callsIn(execution).length);
			expect(outputs).toEqual(crashed.map(() => 10));
			expect(ringsOf(stage().simulator, added.flat())).toEqual(each(added.flat(), 1));
		});
	});
}

/** Lets the last phone of each group ring, but answers only when the returned function is called: until then n8n is busy with it. */
function holdLastAnswers({ faults }: Simulator, groups: Person[][]): () => void {
	let release = () => {};
	const released = new Promise<void>((resolve) => (release = resolve));
	for (const people of groups) {
		const match = { method: 'POST', path: '/calls', number: people[people.length - 1].number };
		faults.add({ match, fault: { kind: 'delay', ms: 0, until: released, accept: true } });
	}
	return release;
}
