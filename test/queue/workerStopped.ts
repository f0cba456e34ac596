import { Campaign } from './campaign';
import { each, ringsOf, tenPeople, untilCalled } from './people';
import type { QueueStage } from './queueStage';

const AT_ONCE = 2;

/** What becomes of an execution whose worker is asked to end, as an update does, while it launches calls. */
export function workerStopped(stage: () => QueueStage): void {
	afterAll(() => {
		stage().simulator.options.latencyMs = 0;
	});

	test('it launches all of them first: each phone rings once, each item has its call', async () => {
		const { simulator, workers } = stage();
		simulator.options.latencyMs = 1000;
		const people = tenPeople();
		const campaign = await Campaign.publish(stage(), 'stopped', { maxConcurrent: AT_ONCE });
		await campaign.start(people);
		await untilCalled(simulator, people, AT_ONCE);
		const [{ id }] = await campaign.executions();
		const stopped = workers.find((worker) => worker.startedExecutions().includes(id));
		await stopped?.terminate();

		expect(ringsOf(simulator, people)).toEqual(each(people, 1));
		const [execution] = await campaign.ended(1);
		expect(execution.status).toBe('success');
		expect(await campaign.callsOf(execution)).toHaveLength(10);
		await stopped?.start();
	});
}
