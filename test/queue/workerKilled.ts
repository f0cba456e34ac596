import { Campaign, callsIn } from './campaign';
import { each, ringsOf, tenPeople, untilCalled } from './people';
import type { QueueStage } from './queueStage';

const AT_ONCE = 3;

/** Three have an answer, three ring and the answer is on its way, four are not called yet. */
const RANG = [1, 1, 1, 1, 1, 1, 0, 0, 0, 0];

/** What becomes of an execution whose worker is killed while it launches calls. */
export function workerKilled(stage: () => QueueStage): void {
	const people = tenPeople();
	const rings = () => ringsOf(stage().simulator, people);
	let campaign: Campaign;
	let survivor: QueueStage['main'];

	test('nobody runs the execution again: it ends as failed, and no phone rings because of it', async () => {
		const { simulator, workers } = stage();
		campaign = await Campaign.publish(stage(), 'killed', { maxConcurrent: AT_ONCE });
		for (const { number } of people.slice(AT_ONCE)) {
			const match = { method: 'POST', path: '/calls', number };
			simulator.faults.add({ match, fault: { kind: 'delay', ms: 600_000, accept: true } });
		}
		await campaign.start(people);
		await untilCalled(simulator, people, 2 * AT_ONCE);
		const [{ id }] = await campaign.executions();
		const killed = workers.find((worker) => worker.startedExecutions().includes(id));
		survivor = workers.find((worker) => worker !== killed) ?? workers[0];
		await killed?.kill();
		simulator.faults.clear();

		const [{ status }] = await campaign.ended(1);
		expect(status).toBe('error');
		expect(rings()).toEqual(RANG);
		expect(survivor.startedExecutions()).not.toContain(id);
		await killed?.start();
	});

	test('n8n has nothing left to retry: Retry calls nobody and fails again', async () => {
		const [killed] = await campaign.executions();
		const retried = await campaign.retry(killed);
		expect(retried.status).toBe('error');
		expect(callsIn(retried)).toEqual([]);
		expect(rings()).toEqual(RANG);
	});

	test('the same people once more with Skip If Called Within: each phone has rung once, each item has its call', async () => {
		const { simulator } = stage();
		const careful = await Campaign.publish(stage(), 'careful', { skipIfCalledWithin: 60 });
		const calls = await careful.callAll(people);
		expect(rings()).toEqual(each(people, 1));
		expect(calls.map(({ skipped }) => (skipped ? 1 : 0))).toEqual(RANG);
		const placed = new Map(simulator.calls.map(({ number, id }) => [number, id]));
		expect(calls.map(({ id }) => id)).toEqual(people.map(({ number }) => placed.get(number)));
	});

	test('not guaranteed: once more without that option, and every phone rings again', async () => {
		await campaign.start(people);
		await campaign.ended(3);
		expect(rings()).toEqual(each(people, 2));
	});
}
