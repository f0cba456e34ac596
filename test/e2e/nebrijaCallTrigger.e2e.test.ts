import axios from 'axios';
import { readFileSync } from 'fs';
import { setTimeout as sleep } from 'timers/promises';

import callFinishedToTable from '../workflows/call-finished-to-table.json';
import roundTripLaunch from '../workflows/round-trip-launch.json';
import roundTripResult from '../workflows/round-trip-result.json';
import { type Call } from '../simulator';
import { clientOf } from '../simulator/client';
import { choose } from './choose';
import { outputOf, until } from './n8nClient';
import { openStage, type Stage } from './stage';
import { testWhere } from './testWhere';
import { everyTenSeconds, triggerWorkflow } from './triggerWorkflow';
import { chosenVersion } from './versions';

const answered = '+34600111222';
const unreachable = '+34600000404';
const { makesTables } = chosenVersion();
const testOfTables = testWhere(makesTables, 'action that makes a table');

let stage: Stage;

beforeAll(async () => {
	stage = await openStage();
	stage.simulator.options.delivery.timeoutMs = 60_000;
});

afterAll(async () => {
	await stage?.close();
});

const registrations = () => stage.simulator.webhooks.registrations;
const endCalls = async () => await stage.simulator.clock.advance(3_600_000);

const trigger = (type: 'nebrijaCallTrigger' | 'nebrijaCallPollTrigger', parameters = {}) =>
	triggerWorkflow(type, stage.credential, parameters);

/** The example with the poll trigger in the place of the trigger, as its note says. */
function polledIntoTable() {
	const name = 'Nebrija Call Poll Trigger';
	const { nodes, connections, ...workflow } = callFinishedToTable;
	const { 'Nebrija Call Trigger': fromTrigger, ...others } = connections;
	const [node] = trigger('nebrijaCallPollTrigger', everyTenSeconds).nodes;
	return {
		...workflow,
		nodes: nodes.map((other) =>
			other.name === 'Nebrija Call Trigger' ? { ...node, position: other.position, name } : other,
		),
		connections: { [name]: fromTrigger, ...others },
	};
}

async function launch(number: string): Promise<string> {
	return (await clientOf(stage.simulator).post<Call>('/calls', { customer: { number } })).data.id;
}

const executionsOf = async (workflowId: string) => await stage.client.countExecutions(workflowId);

async function deactivate(workflowId: string): Promise<void> {
	await stage.client.unpublish(workflowId);
	await until(async () => (registrations().length > 0 ? undefined : true));
}

interface Row {
	callId: string;
	[column: string]: unknown;
}

/** The rows of the table that the example makes, in the order of their numbers, once there are as many. */
async function rowsOfTable(count: number): Promise<Row[]> {
	return await until(async () => {
		const table = await stage.client.dataTable('Nebrija calls').catch(() => undefined);
		const rows = (await table?.rows<Row>()) ?? [];
		if (rows.length < count) return undefined;
		return rows.sort((a, b) => Number(a.number) - Number(b.number));
	});
}

describe('the trigger in a real n8n', () => {
	let workflowId: string;
	let callId: string;

	afterEach(() => stage.simulator.faults.clear());

	test('activating registers the production address', async () => {
		workflowId = await stage.client.activateWorkflow(trigger('nebrijaCallTrigger'));
		expect(registrations()).toMatchObject([
			{
				url: expect.stringMatching(`^${stage.server.url}/webhook/`),
				events: ['call.finished', 'call.failed'],
			},
		]);
	});

	test('a call that ends starts one execution with the full call', async () => {
		callId = await launch(answered);
		await endCalls();
		const execution = await stage.client.lastExecution(workflowId);
		expect(execution.status).toBe('success');
		expect(outputOf(execution, 'After')).toEqual([
			{
				event: 'call.finished',
				outcome: 'answered',
				call: expect.objectContaining({
					id: callId,
					status: 'ended',
					customer: { number: answered },
					transcript: expect.any(String),
				}),
				receivedAt: expect.any(String),
			},
		]);
		expect(await executionsOf(workflowId)).toBe(1);
	});

	test('forged, repeated and unwanted deliveries start none, and get their status', async () => {
		const [{ id }] = registrations();
		const { webhooks } = stage.simulator;
		const running = await launch(answered);
		const deliveries = [
			await webhooks.deliver(id, 'call.finished', callId, { forge: 'wrong-secret' }),
			await webhooks.deliver(id, 'call.finished', callId, { forge: 'changed-byte' }),
			await webhooks.deliver(id, 'call.finished', 'made-up', { forge: 'unsigned' }),
			await webhooks.deliver(id, 'call.finished', running, { forge: 'unsigned' }),
			await webhooks.deliver(id, 'call.finished', callId),
			await webhooks.deliver(id, 'call.started', running),
			await webhooks.deliver(id, '', '', { rawBody: '{"event":"call.finished"}' }),
			await webhooks.deliver(id, '', '', { rawBody: '{"event":' }),
		];
		expect(deliveries.map(({ status }) => status)).toEqual([
			200, 401, 401, 401, 200, 200, 422, 422,
		]);
		expect(await executionsOf(workflowId)).toBe(1);
		expect(readFileSync(stage.server.logFile, 'utf8')).toMatch(
			/Nebrija Call Trigger refused a delivery: .*\(status 401\)/,
		);
		await endCalls();
	});

	test('ten copies at once start one execution', async () => {
		const before = await executionsOf(workflowId);
		const [{ id }] = registrations();
		const [another] = stage.simulator.seedCalls(1);
		const { webhooks } = stage.simulator;
		const begin = Date.now();
		const copies = Array.from({ length: 10 }, async () => {
			return (await webhooks.deliver(id, 'call.finished', another.id)).status;
		});
		expect(await Promise.all(copies)).toEqual(Array(10).fill(200));
		process.stdout.write(`ten copies at once: ${Date.now() - begin} ms\n`);
		expect(await executionsOf(workflowId)).toBe(before + 1);
	});

	test('deactivating removes the registration', async () => {
		await deactivate(workflowId);
		expect(registrations()).toEqual([]);
	});

	test('an API that is down: activation fails with our words, and nothing is left', async () => {
		const { faults } = stage.simulator;
		faults.add({
			match: { method: 'POST', path: '/webhooks' },
			times: Infinity,
			fault: { kind: 'status', status: 502, accept: true },
		});
		const workflow = { ...trigger('nebrijaCallTrigger'), name: 'Cannot be activated' };
		await expect(stage.client.activateWorkflow(workflow)).rejects.toThrow(
			/could not be registered with Nebrija AI/,
		);
		expect(registrations()).toEqual([]);
	});
});

test('launch in one workflow, the result in another', async () => {
	await stage.client.activateWorkflow(choose(roundTripLaunch, stage.simulator));
	const resultId = await stage.client.activateWorkflow(roundTripResult);
	const { data } = await axios.post(`${stage.server.url}/webhook/round-trip`, {
		phone: answered,
		name: 'Lucía',
	});
	const call = ([] as Call[]).concat(data)[0];
	await endCalls();
	const execution = await stage.client.lastExecution(resultId);
	expect(outputOf(execution, 'Outcome')).toEqual([
		{
			callId: call.id,
			phone: answered,
			outcome: 'The call was completed successfully.',
			transcript: expect.stringContaining('Hola'),
		},
	]);
	await deactivate(resultId);
});

testOfTables('every finished call becomes one row of a table', async () => {
	const workflowId = await stage.client.activateWorkflow(callFinishedToTable);
	const silent = await launch(unreachable);
	const callId = await launch(answered);
	await endCalls();
	expect(await executionsOf(workflowId)).toBe(2);
	const finished = {
		...{ callId, number: answered, result: 'call.finished', minutes: expect.any(Number) },
		...{ transcript: expect.stringContaining('Hola'), recording: expect.stringMatching('^http') },
	};
	const failed = { callId: silent, number: unreachable, result: 'call.failed' };
	expect(await rowsOfTable(2)).toMatchObject([failed, finished]);

	const [{ id }] = registrations();
	await stage.simulator.webhooks.deliver(id, 'call.failed', callId);
	expect(await executionsOf(workflowId)).toBe(3);
	expect(await rowsOfTable(2)).toMatchObject([failed, { ...finished, result: 'call.failed' }]);
	await deactivate(workflowId);
});

test('the poll trigger tells what ended since it was activated, once, and a row is made of each', async () => {
	stage.simulator.seedCalls(60);
	const workflow = makesTables
		? polledIntoTable()
		: trigger('nebrijaCallPollTrigger', everyTenSeconds);
	const workflowId = await stage.client.activateWorkflow(workflow);
	expect(await executionsOf(workflowId)).toBe(0);
	const ids = [await launch(answered), await launch(unreachable)];
	await endCalls();
	for (let tries = 0; tries < 90 && (await executionsOf(workflowId)) === 0; tries++)
		await sleep(1_000);
	const execution = await stage.client.lastExecution(workflowId);
	const told = outputOf(execution, Object.keys(workflow.connections)[0]) as Array<{
		event: string;
		call: Call;
	}>;
	expect(told.map(({ event, call }) => `${event} ${call.id}`).sort()).toEqual(
		[`call.finished ${ids[0]}`, `call.failed ${ids[1]}`].sort(),
	);
	if (makesTables) {
		const rows = (await rowsOfTable(4)).map(({ callId }) => callId);
		expect(rows).toEqual(expect.arrayContaining(ids));
	}
	// Two more polls.
	await sleep(21_000);
	expect(await executionsOf(workflowId)).toBe(1);
	await deactivate(workflowId);
});
