import axios from 'axios';
import { createServer } from 'http';
import type { INode } from 'n8n-workflow';
import { hangUp, listen } from '../simulator/listen';
import agentWithAPhone from '../workflows/agent-with-a-phone.json';
import { choose } from './choose';
import { ScriptedChatModel } from './examplesChatModel';
import { McpClient } from './mcpClient';
import { outputOf, until } from './n8nClient';
import { openStage, type Stage } from './stage';
import { operations, webhookWorkflow } from './webhookWorkflow';

let stage: Stage;

beforeAll(async () => {
	stage = await openStage({ env: { N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '2' } });
});

afterAll(async () => {
	await stage?.close();
});

afterEach(() => {
	stage?.simulator.faults.clear();
});

const withOptions = (more: object) => ({ ...operations.launch, ...more });

async function publish(path: string, parameters: object, settings: object = {}): Promise<string> {
	const workflow = webhookWorkflow(path, stage.credential, parameters, settings);
	return await stage.client.activateWorkflow(workflow);
}

/** Rejects if the workflow has not answered within 30 seconds. */
async function post(path: string, items: object[]): Promise<object[]> {
	const address = `${stage.server.url}/webhook/${path}`;
	const { data } = await axios.post<object[]>(address, { items }, { timeout: 30_000 });
	return data;
}

const listDown = { match: { method: 'GET', path: '/calls' }, times: Infinity } as const;

describe('as the tool of an MCP Server Trigger', () => {
	const asked = (phone: string, topic = 'Familiar') => ({ phone, name: 'Lucía', topic });
	let client: McpClient;

	beforeAll(async () => {
		const { nodes } = choose(agentWithAPhone, stage.simulator);
		const [tool] = (nodes as INode[]).filter(({ name }) => name === 'Call Somebody');
		await stage.client.activateWorkflow({
			name: 'MCP',
			nodes: [
				{
					id: 'mcp',
					name: 'MCP',
					type: '@n8n/n8n-nodes-langchain.mcpTrigger',
					typeVersion: 2,
					position: [0, 0],
					webhookId: 'phone',
					parameters: { path: 'phone' },
				},
				{ ...tool, credentials: { nebrijaApi: stage.credential } },
			],
			connections: {
				[tool.name]: { ai_tool: [[{ node: 'MCP', type: 'ai_tool', index: 0 }]] },
			},
			settings: { executionOrder: 'v1' },
		});
		client = await McpClient.connect(`${stage.server.url}/mcp/phone`);
	});

	const call = async (values: object) => await client.callTool('Call_Somebody', values);

	test('the same call asked for twice, one after the other, rings once', async () => {
		const number = '+34600701001';
		const first = await call(asked(number));
		const second = await call(asked(number));
		const [{ id }] = stage.simulator.calls.filter((placed) => placed.number === number);
		expect(first.text).toContain(id);
		expect(second.text).toContain(id);
		expect(stage.simulator.rings(number)).toBe(1);
	});

	test('the same call asked for twice at once rings once', async () => {
		const number = '+34600701002';
		await Promise.all([call(asked(number)), call(asked(number))]);
		expect(stage.simulator.rings(number)).toBe(1);
	});

	test('a call whose answer is lost is not placed again in other words', async () => {
		const { simulator } = stage;
		const number = '+34600701003';
		simulator.faults.add({
			match: { method: 'POST', number },
			fault: { kind: 'status', status: 502, accept: true },
		});
		simulator.faults.add({ ...listDown, fault: { kind: 'status', status: 503 } });
		const first = await call(asked(number));
		expect(first.text).toMatch(/may have been placed.*do not call this number again/);
		simulator.faults.clear();
		const second = await call(asked(number, 'the Familiar plan'));
		expect(second.text).toMatch(/may have been placed, so this item was not called/);
		expect(simulator.rings(number)).toBe(1);
	});
});

describe('with the credential in an HTTP Request node', () => {
	const ask = {
		url: '={{ $json.url }}',
		authentication: 'predefinedCredentialType',
		nodeCredentialType: 'nebrijaApi',
	};

	test.each([
		['4.2', async () => 4.2],
		['the newest', async () => await stage.client.newestVersion('n8n-nodes-base.httpRequest')],
	])(
		'version %s reaches the API, and no other server sees the token',
		async (name, findVersion) => {
			const { simulator, client } = stage;
			const path = `request-${name.replace(' ', '-')}`;
			const typeVersion = await findVersion();
			const seen: unknown[] = [];
			const stranger = createServer(({ headers }, response) => {
				seen.push(headers);
				response.end('{}');
			});
			const url = `http://127.0.0.1:${await listen(stranger, 0)}/calls`;
			const workflowId = await publish(path, ask, {
				type: 'n8n-nodes-base.httpRequest',
				typeVersion,
			});
			await expect(post(path, [{ url }])).rejects.toThrow('500');
			const { data } = await client.lastExecution(workflowId);
			await hangUp(stranger);
			expect(seen).toEqual([]);
			expect(JSON.stringify(data.resultData.error)).toContain(new URL(simulator.url).host);

			const [call] = await post(path, [{ url: `${simulator.url}/calls?limit=1` }]);
			expect(call).toHaveProperty('id');
		},
	);
});

test('an agent that starts again after its model failed, and then says it in other words, rings once', async () => {
	const { simulator, client } = stage;
	const number = '+34600703001';
	const model = await ScriptedChatModel.start();
	const asks = (topic: string) => () => ({
		calls: [{ tool: 'Call_Somebody', with: { phone: number, name: 'Lucía', topic } }],
	});
	model.script = [
		asks('plan Familiar'),
		() => {
			throw new Error('The model is overloaded');
		},
		asks('the Familiar plan'),
		() => ({ says: 'Done' }),
	];
	const openAiApi = await client.createCredential('Chat model', 'openAiApi', model.credential);
	const nebrijaApi = stage.credential;
	const changes: Record<string, object> = {
		Agent: { retryOnFail: true, waitBetweenTries: 0 },
		'Chat Model': {
			parameters: { model: { __rl: true, mode: 'id', value: 'any' }, options: { maxRetries: 0 } },
			credentials: { openAiApi },
		},
		'Call Somebody': { credentials: { nebrijaApi } },
		'Read a Call': { credentials: { nebrijaApi } },
	};
	const example = choose(agentWithAPhone, simulator, { inTestRuns: 'call' });
	const nodes = (example.nodes as INode[]).map((node) => ({ ...node, ...changes[node.name] }));
	const workflowId = await client.activateWorkflow({ ...example, nodes });
	const chat = { sessionId: 'retry', action: 'sendMessage', chatInput: `Call Lucía on ${number}` };
	const execution = await client.runWorkflow(workflowId, 'Chat', [chat]);
	await model.close();
	expect(model.requests).toHaveLength(4);
	expect(outputOf(execution, 'Agent')).toEqual([{ output: 'Done' }]);
	expect(simulator.rings(number)).toBe(1);
});

describe('an answer that drips for ever', () => {
	const parameters = withOptions({ requestOptions: { timeout: 2000 } });
	const dripping = (number: string) =>
		stage.simulator.faults.add({
			match: { method: 'POST', number },
			fault: { kind: 'drip', accept: true },
		});

	test('is given up, its call is found, and who waits for the same person gets it too', async () => {
		const { simulator } = stage;
		const person = { number: '+34600704001', name: 'Lucía' };
		await publish('drip', { ...parameters, options: { skipIfCalledWithin: 60 } });
		dripping(person.number);
		const found = await Promise.all([post('drip', [person]), post('drip', [person])]);
		const [{ id }] = simulator.calls.filter(({ number }) => number === person.number);
		expect(found).toMatchObject([[{ id }], [{ id }]]);
		expect(simulator.rings(person.number)).toBe(1);
	});

	test('with the list down, the error says that the call may have been placed', async () => {
		const { simulator, client } = stage;
		const person = { number: '+34600704002', name: 'Mateo' };
		const workflowId = await publish('drip-unknown', parameters);
		dripping(person.number);
		simulator.faults.add({ ...listDown, fault: { kind: 'status', status: 503 } });
		await expect(post('drip-unknown', [person])).rejects.toThrow('500');
		const { data } = await client.lastExecution(workflowId);
		expect(data.resultData.error?.message).toMatch(/may have been placed/);
		expect(simulator.rings(person.number)).toBe(1);
	});
});

test('Retry of a batch that a restart of n8n cut off rings only whom nobody has called', async () => {
	const { simulator, client } = stage;
	const people = Array.from({ length: 20 }, (_, person) => `+346007020${10 + person}`);
	const rings = () => people.map((number) => simulator.rings(number));
	const workflow = webhookWorkflow(
		'batch',
		stage.credential,
		withOptions({ options: { callsPerMinute: 120 } }),
		{},
		'onReceived',
	);
	const workflowId = await client.activateWorkflow(workflow);
	await post(
		'batch',
		people.map((number) => ({ number, name: 'Lucía' })),
	);
	await until(async () => rings().filter(Boolean).length >= 4 || undefined);
	await stage.restart();
	const called = rings();
	expect(called).toContain(1);
	expect(called).toContain(0);

	const [cutOff] = await client.executionsOf(workflowId);
	expect(cutOff.status).toBe('crashed');
	const retried = await client.execution(await client.retry(cutOff.id));
	expect(rings()).toEqual(people.map(() => 1));
	expect(outputOf(retried, 'Call')).toMatchObject(
		people.map((number, person) => ({
			customer: { number },
			...(called[person] === 1 && { skipped: true }),
		})),
	);
});
