import agentWithAPhone from '../workflows/agent-with-a-phone.json';
import { McpClient } from './mcpClient';
import { openStage, type Stage } from './stage';

let stage: Stage;

beforeAll(async () => {
	stage = await openStage({ env: { N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '2' } });
});

afterAll(async () => {
	await stage?.close();
});

const listDown = { match: { method: 'GET', path: '/calls' }, times: Infinity } as const;

describe('as the tool of an MCP Server Trigger', () => {
	const asked = (phone: string, topic = 'Familiar') => ({ phone, name: 'Lucía', topic });
	let client: McpClient;

	beforeAll(async () => {
		const [tool] = agentWithAPhone.nodes.filter(({ name }) => name === 'Call Somebody');
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
