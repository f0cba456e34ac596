import { isUnderWay, until } from '../e2e/n8nClient';
import { PhoneCampaign } from '../e2e/phoneCampaign';
import { each, ringsOf, tenPeople, untilCalled, type Person } from './people';
import type { QueueStage } from './queueStage';

const anyTime = {
	...{ callFrom: '00:00', callUntil: '24:00' },
	callOn: 'monday, tuesday, wednesday, thursday, friday, saturday, sunday',
};

/** The example of a campaign, whose people stand in a data table that all workers share. */
export function phoneCampaign(stage: () => QueueStage): void {
	let campaign: PhoneCampaign;
	let usual: { ringMs: number; talkMs: number };

	const list = async (people: Person[]) => {
		const table = await campaign.table();
		await table.insert(people.map(({ name, number }) => ({ name, phone: number })));
	};
	const statusesOf = async (people: Person[]) => {
		const rows = await campaign.rows();
		return people.map(({ number }) => rows.find(({ phone }) => phone === number)?.status);
	};

	/** Lets the half hour pass after which calls without a result are looked after, until all have one. */
	const untilAllAreDone = async () =>
		await until(async () => {
			const rows = await campaign.rows();
			if (rows.every(({ status }) => status === 'done')) return true;
			await (await campaign.table()).update('status', 'calling', { due: new Date().toISOString() });
			return void (await campaign.run());
		}, 180_000);

	beforeAll(async () => {
		const { simulator, main } = stage();
		const { ringMs, talkMs } = simulator.options;
		usual = { ringMs, talkMs };
		Object.assign(simulator.options, { ringMs: 100, talkMs: 100 });
		campaign = await PhoneCampaign.publish(stage(), () => main.url, anyTime);
		await campaign.tryOut();
	});

	afterAll(async () => {
		Object.assign(stage().simulator.options, usual);
		await stage().client.unpublish(campaign.workflowId);
	});

	test('four runs at once on two workers: each phone rings once, each row has its result', async () => {
		const { simulator, workers } = stage();
		const people = [...tenPeople(), ...tenPeople()];
		await list(people);
		simulator.options.latencyMs = 50;
		const before = workers.map((worker) => worker.startedExecutions().length);
		await Promise.all([campaign.run(), campaign.run(), campaign.run(), campaign.run()]);
		simulator.options.latencyMs = 0;
		const shares = workers.map((worker, at) => worker.startedExecutions().length - before[at]);
		expect(Math.min(...shares)).toBeGreaterThan(0);
		expect(ringsOf(simulator, people)).toEqual(each(people, 1));
		await untilAllAreDone();
		expect(ringsOf(simulator, people)).toEqual(each(people, 1));
	});

	test('a worker is killed in the middle: nobody is called twice, nobody is forgotten', async () => {
		const { simulator, workers, client } = stage();
		const people = tenPeople();
		const [, , unwritten] = people;
		await list(people);
		simulator.faults.add({
			match: { method: 'POST', path: '/calls', number: unwritten.number },
			fault: { kind: 'delay', ms: 600_000, accept: true },
		});
		const run = campaign.run();
		await untilCalled(simulator, people, 3);
		// Results of calls are executions of the same workflow; only the launching one hangs.
		const id = await until(async () => {
			const all = await client.executionsOf(campaign.workflowId);
			const running = all.filter(isUnderWay);
			return running.length === 1 ? running[0].id : undefined;
		});
		const killed = workers.find((worker) => worker.startedExecutions().includes(id))!;
		await killed.kill();
		simulator.faults.clear();
		await run;
		await killed.start();
		expect(ringsOf(simulator, people)).toEqual([1, 1, 1, ...each(people.slice(3), 0)]);
		expect((await statusesOf([unwritten]))[0]).toBe('calling');

		await untilAllAreDone();
		expect(ringsOf(simulator, people)).toEqual(each(people, 1));
	});
}
