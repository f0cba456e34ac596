import axios from 'axios';
import { outputOf, type Execution } from './n8nClient';
import { openStage, type Stage } from './stage';
import { testWhere } from './testWhere';
import { chosenVersion } from './versions';
import { operations, webhookWorkflow } from './webhookWorkflow';

/** Since 2.9, a node of a sub-workflow is told in which kind of execution it is. */
const [major, minor] = chosenVersion().n8n.split('.').map(Number);
const tellsOrigin = major > 1 && minor >= 9;

const mine = '+34911234567';
let people: Array<{ number: string; name: string }>;
let round = 0;

let stage: Stage;

beforeAll(async () => {
	stage = await openStage();
});

afterAll(async () => {
	await stage?.close();
});

beforeEach(() => {
	round++;
	people = ['1', '2', '3'].map((end) => ({ number: `+3460045${round}00${end}`, name: 'Lucía' }));
	testRings = stage.simulator.rings(mine);
});

let testRings: number;

/** How often each customer was called, and after them the test number, in this test. */
function rung(): number[] {
	const { simulator } = stage;
	const customers = people.map(({ number }) => simulator.rings(number));
	return [...customers, simulator.rings(mine) - testRings];
}

const launching = (options: object) => ({ ...operations.launch, options });

const callNobody = launching({ inTestRuns: 'callNobody' });
const callMe = launching({ inTestRuns: 'callTestNumber', testNumber: mine });

async function save(parameters: object): Promise<string> {
	const workflow = webhookWorkflow(`test-run-${round}`, stage.credential, parameters);
	return await stage.client.saveWorkflow({ ...workflow, pinData: {} });
}

const execute = async (id: string): Promise<Execution> =>
	await stage.client.runWorkflow(id, 'Webhook', [{ body: { items: people } }]);

const notCalled = (execution: Execution, node = 'Call') =>
	outputOf(execution, node).map((json) => 'notCalled' in json && json.notCalled);

test('without the option, Execute workflow and Execute step call everybody, each time', async () => {
	const id = await save(launching({}));
	const execution = await execute(id);
	expect(rung()).toEqual([1, 1, 1, 0]);
	await stage.client.executeStep(id, 'Call', execution);
	expect(rung()).toEqual([2, 2, 2, 0]);
});

test('with Call Nobody, Execute workflow and Execute step call nobody', async () => {
	const id = await save(callNobody);
	const execution = await execute(id);
	const again = await stage.client.executeStep(id, 'Call', execution);
	for (const run of [execution, again]) {
		expect(notCalled(run)).toEqual(['testRun', 'testRun', 'testRun']);
	}
	expect(again.id).not.toBe(execution.id);
	expect(rung()).toEqual([0, 0, 0, 0]);
});

test('with a test number, each test run calls that once', async () => {
	const id = await save(callMe);
	const execution = await execute(id);
	expect(rung()).toEqual([0, 0, 0, 1]);
	await stage.client.executeStep(id, 'Call', execution);
	expect(rung()).toEqual([0, 0, 0, 2]);
});

test('the same workflow calls the customers in production', async () => {
	const id = await save(callNobody);
	await stage.client.publish(id);
	await axios.post(`${stage.server.url}/webhook/test-run-${round}`, { items: people });
	expect(rung()).toEqual([1, 1, 1, 0]);
});

test(`a sub-workflow of a test run ${tellsOrigin ? 'calls nobody' : 'is taken for production'}`, async () => {
	const { nodes } = webhookWorkflow(`sub-${round}`, stage.credential, callNobody);
	const call = nodes[2];
	const to = (name: string) => ({ main: [[{ node: name, type: 'main', index: 0 }]] });
	// n8n 1 runs a sub-workflow as it is saved, and cannot publish one.
	const sub = await stage.client[major > 1 ? 'activateWorkflow' : 'saveWorkflow']({
		name: 'Sub',
		nodes: [
			{
				...{ id: 'called', name: 'Called', type: 'n8n-nodes-base.executeWorkflowTrigger' },
				...{ typeVersion: 1.1, position: [0, 0], parameters: { inputSource: 'passthrough' } },
			},
			call,
		],
		connections: { Called: to('Call') },
	});
	const parent = webhookWorkflow(`parent-${round}`, stage.credential, callNobody);
	const caller = {
		...{ id: 'caller', name: 'Call', type: 'n8n-nodes-base.executeWorkflow', typeVersion: 1.2 },
		...{ position: [0, 0], parameters: { workflowId: { __rl: true, mode: 'id', value: sub } } },
	};
	const id = await stage.client.saveWorkflow({
		...parent,
		nodes: [...parent.nodes.slice(0, 2), caller],
	});
	const execution = await execute(id);
	expect(execution.status).toBe('success');
	expect(rung()).toEqual(tellsOrigin ? [0, 0, 0, 0] : [1, 1, 1, 0]);
});

testWhere(tellsOrigin, 'word of where a retry comes from')(
	'Retry of a failed test run is a test run',
	async () => {
		const id = await save(callMe);
		const match = { method: 'POST', number: mine };
		stage.simulator.faults.add({ match, fault: { kind: 'status', status: 422 } });
		const failed = await execute(id);
		expect(failed.status).toBe('error');
		expect(rung()).toEqual([0, 0, 0, 0]);
		const retried = await stage.client.execution(await stage.client.retry(failed.id));
		expect(retried.status).toBe('success');
		expect(rung()).toEqual([0, 0, 0, 1]);
	},
);

/** The people as the dataset of an evaluation, of which the node is what is evaluated. */
async function saveEvaluation(parameters: object): Promise<string> {
	const name = `Dataset ${round}`;
	await stage.client.createDataTable(name, ['number', 'name']);
	const dataset = await stage.client.dataTable(name);
	await dataset.insert(people);
	const { nodes } = webhookWorkflow(`evaluation-${round}`, stage.credential, parameters);
	const node = (name: string, type: string, typeVersion: number, parameters: object) => ({
		...{ id: name, name, type: `n8n-nodes-base.${type}`, typeVersion },
		...{ position: [0, 0], parameters },
	});
	const to = (name: string) => ({ main: [[{ node: name, type: 'main', index: 0 }]] });
	const metric = { id: 'rung', name: 'rung', type: 'number', value: 1 };
	return await stage.client.saveWorkflow({
		name,
		nodes: [
			node('Rows', 'evaluationTrigger', 4.7, {
				source: 'dataTable',
				dataTableId: { __rl: true, mode: 'list', value: dataset.id },
			}),
			nodes[2],
			node('Metrics', 'evaluation', 4.7, {
				operation: 'setMetrics',
				metric: 'customMetrics',
				metrics: { assignments: [metric] },
			}),
		],
		connections: { Rows: to('Call'), Call: to('Metrics') },
	});
}

testWhere(tellsOrigin, 'evaluations of a data table')(
	'an evaluation calls none of the people in its dataset, also where the option is not set',
	async () => {
		const id = await saveEvaluation(launching({}));
		expect(await stage.client.evaluate(id)).toBe('completed');
		const executions = await stage.client.executionsOf(id);
		expect(executions).toHaveLength(people.length);
		for (const { id } of executions) {
			expect(notCalled(await stage.client.execution(id))).toEqual(['testRun']);
		}
		expect(rung()).toEqual([0, 0, 0, 0]);
	},
);
