import { Campaign, type LaunchedCall } from './campaign';
import { each, groupsOfTen, ringsOf } from './people';
import type { QueueStage } from './queueStage';

const WORKFLOWS = 2;
const EXECUTIONS = 100;
const AT_ONCE = 20;

/** What holds while nothing breaks. */
export function calm(stage: () => QueueStage): void {
	test('200 executions of 10 calls: every phone rings once, and every item has its call', async () => {
		const { simulator, workers } = stage();
		const groups = groupsOfTen(WORKFLOWS * EXECUTIONS);
		const earlier = simulator.calls.length;
		const startedBefore = workers.map((worker) => worker.startedExecutions().length);
		const campaigns: Campaign[] = [];
		for (let workflow = 0; workflow < WORKFLOWS; workflow++) {
			const campaign = await Campaign.publish(stage(), `calm-${workflow}`);
			const ofThis = groups.slice(workflow * EXECUTIONS, (workflow + 1) * EXECUTIONS);
			for (let next = 0; next < EXECUTIONS; next += AT_ONCE) {
				await campaign.start(...ofThis.slice(next, next + AT_ONCE));
			}
			campaigns.push(campaign);
		}

		const calls: LaunchedCall[][] = [];
		const ids: string[] = [];
		for (const campaign of campaigns) {
			for (const execution of await campaign.ended(EXECUTIONS)) {
				expect(execution.status).toBe('success');
				ids.push(execution.id);
				calls.push(await campaign.callsOf(execution));
			}
		}
		const people = groups.flat();
		expect(ringsOf(simulator, people)).toEqual(each(people, 1));
		expect(calls.map(({ length }) => length)).toEqual(groups.map(() => 10));
		expect(
			calls
				.flat()
				.map(({ id, customer }) => `${customer.number} ${id}`)
				.sort(),
		).toEqual(
			simulator.calls
				.slice(earlier)
				.map(({ id, number }) => `${number} ${id}`)
				.sort(),
		);

		const shares = workers.map((worker, at) => worker.startedExecutions().slice(startedBefore[at]));
		expect(shares.flat().sort()).toEqual(ids.sort());
		for (const share of shares) expect(share.length).toBeGreaterThan(groups.length / 10);
	});
}
