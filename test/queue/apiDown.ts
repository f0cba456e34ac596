import axios from 'axios';
import { setTimeout as sleep } from 'timers/promises';
import type { Execution, ExecutionState } from '../e2e/n8nClient';
import { Campaign, callsIn } from './campaign';
import { Line } from './line';
import { each, groupsOfTen, ringsOf, untilCalled } from './people';
import type { QueueStage } from './queueStage';

const OUTAGE_MS = 20_000;

/** After this long, a call that is in no list was not placed. */
const ABSENCE_MS = 120_000;

const options = { maxConcurrent: 2 };
const refused = groupsOfTen(2);
const unavailable = groupsOfTen(2);
const people = [...refused, ...unavailable].flat();

let throughLine: Campaign;
let direct: Campaign;
let restoredAt: number;

/** The newest execution of each that failed: what Retry is to be pressed on. */
let retried: Execution[];

const failed = (executions: ExecutionState[]) => executions.map(({ status }) => status === 'error');

/** What becomes of executions that launch calls while the API refuses connections or only answers 503. */
export function apiDown(stage: () => QueueStage): void {
	const rings = () => ringsOf(stage().simulator, people);

	test('the executions in the middle of a launch fail, and no phone rings twice', async () => {
		const { simulator } = stage();
		const line = await lineTo(stage());
		simulator.options.latencyMs = 500;
		await throughLine.start(...refused);
		await direct.start(...unavailable);
		for (const group of [...refused, ...unavailable]) await untilCalled(simulator, group, 2);

		await line.cut();
		answer503(stage());
		await sleep(OUTAGE_MS);
		simulator.faults.clear();
		await line.mend();
		restoredAt = Date.now();
		simulator.options.latencyMs = 0;

		expect(failed(await throughLine.ended(2))).toEqual([true, true]);
		expect(failed(await direct.ended(2))).toEqual([true, true]);
		expect(Math.max(...rings())).toBe(1);
		expect(rings()).toContain(0);
	});

	test('Retry at once calls whoever was certainly not called, and nobody whose call may still appear', async () => {
		const { simulator } = stage();
		const unclear = ringsOf(simulator, unavailable.flat());
		const [afterRefusal, after503] = await Promise.all([
			retryAll(await throughLine.executions()),
			retryAll(await direct.executions()),
		]);
		retried = [...afterRefusal, ...after503];

		expect(failed(after503)).toEqual([true, true]);
		expect(ringsOf(simulator, unavailable.flat())).toEqual(unclear);
		expect(Math.max(...rings())).toBe(1);
		for (const group of refused) {
			const notCalled = ringsOf(simulator, group).filter((rings) => rings === 0);
			expect(notCalled.length).toBeLessThanOrEqual(options.maxConcurrent);
		}
	});
}

/** What becomes of them later, in an account that is at work: only a list that shows running calls proves an absence. */
export function apiDownLongAgo(stage: () => QueueStage): void {
	test('Retry after two minutes: every phone has rung once, and every item has its call', async () => {
		await sleep(Math.max(0, restoredAt + ABSENCE_MS - Date.now()));
		await callSomebodyElse(stage());
		const again = await retryAll(retried.filter(({ status }) => status === 'error'));
		const calls = again.concat(retried).filter(({ status }) => status === 'success');
		expect(calls.map((execution) => callsIn(execution).length)).toEqual([10, 10, 10, 10]);
		expect(ringsOf(stage().simulator, people)).toEqual(each(people, 1));
	});
}

async function callSomebodyElse({ simulator }: QueueStage): Promise<void> {
	const headers = { authorization: `Bearer ${simulator.token}` };
	await axios.post(`${simulator.url}/calls`, { customer: { number: '+34911000000' } }, { headers });
}

async function lineTo(stage: QueueStage): Promise<Line> {
	const { simulator, client } = stage;
	const line = await Line.to(simulator.origin);
	stage.whenClosed(async () => await line.cut());
	const credential = await client.createCredential('Through a line', 'nebrijaApi', {
		apiToken: simulator.token,
		baseUrl: simulator.url.replace(simulator.origin, line.origin),
	});
	throughLine = await Campaign.publish({ ...stage, credential }, 'refused', options);
	direct = await Campaign.publish(stage, 'unavailable', options);
	return line;
}

/** Some of these launches are accepted all the same, as behind a gateway that gave up too early. */
function answer503({ simulator }: QueueStage): void {
	const fault = { kind: 'status', status: 503 } as const;
	const match = { method: 'POST', path: '/calls' };
	simulator.faults.add({ match, times: 4, fault: { ...fault, accept: true } });
	simulator.faults.add({ times: Infinity, fault });
}

async function retryAll(executions: ExecutionState[]): Promise<Execution[]> {
	return await Promise.all(executions.map(async (failure) => await direct.retry(failure)));
}
