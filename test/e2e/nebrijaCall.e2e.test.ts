import axios from 'axios';
import { outputOf, type NodeCredential } from './n8nClient';
import { freePort } from './ports';
import { openStage, type Stage } from './stage';
import { chosenVersion } from './versions';
import { operations, webhookWorkflow } from './webhookWorkflow';

const customers = [
	{ number: '+34600111222', name: 'Lucía' },
	{ number: '+34600333444', name: 'Mateo' },
	{ number: '+34600555666', name: 'Sofía' },
];

interface CallItem {
	id: string;
	status: string;
	customer: { number: string };
}

const { showsCredentialRules, restrictsDomains, restrictsNone } = chosenVersion();

let stage: Stage;

beforeAll(async () => {
	stage = await openStage();
});

afterAll(async () => {
	await stage?.close();
});

async function publish(
	path: string,
	parameters: object,
	{ credential = stage.credential, settings = {} } = {},
) {
	const workflow = webhookWorkflow(path, credential, parameters, settings);
	return await stage.client.activateWorkflow(workflow);
}

async function post(path: string, items: object[]): Promise<CallItem[]> {
	const { data } = await axios.post(`${stage.server.url}/webhook/${path}`, { items });
	return data;
}

async function credentialWith(change: object): Promise<NodeCredential> {
	const { simulator, client } = stage;
	const data = { apiToken: simulator.token, baseUrl: simulator.url, ...change };
	return await client.createCredential(`With ${Object.keys(change)}`, 'nebrijaApi', data);
}

test('n8n knows the node under its real name', async () => {
	expect(await stage.client.nodeTypes()).toContain('n8n-nodes-nebrija.nebrijaCall');
});

describe('the Test button of the credential', () => {
	test('accepts the right token, and asks for one call only', async () => {
		const { status } = await stage.client.testCredential(stage.credential, 'nebrijaApi');
		expect(status).toBe('OK');
		expect(stage.simulator.requestsTo('GET', '/calls').map(({ query }) => query)).toEqual([
			{ limit: '1' },
		]);
	});

	test.each([
		[
			'a wrong token',
			async () => ({ apiToken: 'wrong' }),
			showsCredentialRules ? /token/i : /check your credentials/,
		],
		[
			'an address that is not the API',
			async () => ({ baseUrl: `${stage.simulator.origin}/elsewhere` }),
			showsCredentialRules ? /base url/i : /could not be found/,
		],
		[
			'an address nobody listens on',
			async () => ({ baseUrl: `http://127.0.0.1:${await freePort()}` }),
			/refused|base url/i,
		],
		[
			'a host that does not exist',
			async () => ({ baseUrl: 'https://nebrija.invalid/api/v1' }),
			showsCredentialRules ? /ENOTFOUND|EAI_AGAIN/ : /incorrect host/,
		],
	])('names the cause for %s', async (_, change, cause) => {
		const credential = await credentialWith(await change());
		const { status, message } = await stage.client.testCredential(credential, 'nebrijaApi');
		expect(status).toBe('Error');
		expect(message).toMatch(cause);
	});
});

describe('through production webhooks', () => {
	let launched: CallItem[];

	test('three items ring three phones, once each, and come out in their order', async () => {
		await publish('launch', operations.launch);
		launched = await post('launch', customers);

		expect(stage.simulator.ringsByNumber()).toEqual(
			Object.fromEntries(customers.map(({ number }) => [number, 1])),
		);
		expect(launched.map(({ customer }) => customer.number)).toEqual(
			customers.map(({ number }) => number),
		);
		for (const { id, customer } of launched) {
			const placed = stage.simulator.calls.find((call) => call.id === id);
			expect(placed).toMatchObject({ number: customer.number });
		}
	});

	test('each call carries the variables of its own item', () => {
		const { calls } = stage.simulator;
		expect(Object.fromEntries(calls.map(({ number, body }) => [number, body.variables]))).toEqual(
			Object.fromEntries(customers.map(({ number, name }) => [number, { nombre: name }])),
		);
	});

	test('Get reads one call', async () => {
		await publish('get', operations.get);
		const [, second] = launched;
		const calls = await post('get', [{ id: second.id }]);
		expect(calls).toHaveLength(1);
		expect(calls[0]).toMatchObject({ id: second.id, customer: second.customer });
	});

	test('Get Many reads them all', async () => {
		await publish('get-all', operations.getAll);
		const calls = await post('get-all', [{}]);
		expect(calls.map(({ id }) => id).sort()).toEqual(launched.map(({ id }) => id).sort());
	});

	test('with Retry On Fail, a call whose answer is lost rings once and comes out', async () => {
		const lost = customers[1].number;
		await publish('lost-answer', operations.launch, {
			settings: { retryOnFail: true },
		});
		stage.simulator.faults.add({
			match: { method: 'POST', number: lost },
			fault: { kind: 'reset', accept: true },
		});
		const before = stage.simulator.rings(lost);
		const calls = await post('lost-answer', customers);
		expect(calls.map(({ customer }) => customer.number)).toEqual(
			customers.map(({ number }) => number),
		);
		expect(stage.simulator.rings(lost)).toBe(before + 1);
	});

	test.each([
		['original', { loadWorkflow: false }, '+346004560'],
		['currently saved', { loadWorkflow: true }, '+346004561'],
	])('Retry with the %s workflow calls only whom nobody has called', async (_, how, prefix) => {
		const people = ['01', '02', '03'].map((end) => ({ number: prefix + end, name: 'Lucía' }));
		const { simulator, client } = stage;
		const workflowId = await publish(prefix.slice(1), operations.launch);
		const match = { method: 'POST', number: people[1].number };
		simulator.faults.add({ match, fault: { kind: 'status', status: 422 } });
		await expect(post(prefix.slice(1), people)).rejects.toThrow('500');
		const rings = () => people.map(({ number }) => simulator.rings(number));
		expect(rings()).toEqual([1, 0, 1]);

		const { id } = await client.lastExecution(workflowId);
		const calls = outputOf(await client.execution(await client.retry(id, how)), 'Call');
		expect(calls).toMatchObject(people.map(({ number }) => ({ customer: { number } })));
		expect(rings()).toEqual([1, 1, 1]);
	});

	test('by the error output a bad item leaves with its input, the others by success', async () => {
		const items = [customers[0], { number: 'no number', name: 'Nadie' }, customers[2]];
		const workflowId = await publish('error-output', operations.launch, {
			settings: { onError: 'continueErrorOutput' },
		});
		await post('error-output', items);
		const { data } = await stage.client.lastExecution(workflowId);
		const [success, errors] = data.resultData.runData.Call[0].data?.main ?? [];
		expect(success?.map(({ json }) => json.customer)).toMatchObject([
			{ number: customers[0].number },
			{ number: customers[2].number },
		]);
		expect(errors?.map(({ json }) => json)).toEqual([
			{ ...items[1], error: expect.stringContaining('no number'), message: expect.any(Object) },
		]);
	});

	test('a wrong token rings no phone, and the message names the credential', async () => {
		const number = '+34600777888';
		const credential = await credentialWith({ apiToken: 'wrong' });
		const workflowId = await publish('wrong-token', operations.launch, { credential });
		await expect(post('wrong-token', [{ number, name: 'Nadie' }])).rejects.toThrow('500');

		const execution = await stage.client.lastExecution(workflowId);
		const { message, description } = execution.data.resultData.error ?? {};
		expect(execution.status).toBe('error');
		expect(`${message} ${description}`).toMatch(/credential/i);
		expect(stage.simulator.rings(number)).toBe(0);
		expect(stage.simulator.requests.filter(({ status }) => status === 401)).not.toHaveLength(0);
	});

	test('a credential that is an expression gives each item its own token', async () => {
		const [own, other] = ['+34600999111', '+34600999222'];
		const apiToken = `={{ $json.name === 'own' ? '${stage.simulator.token}' : 'wrong' }}`;
		await publish('own-token', operations.launch, {
			credential: await credentialWith({ apiToken }),
		});
		const items = [
			{ number: own, name: 'own' },
			{ number: other, name: 'other' },
		];
		await expect(post('own-token', items)).rejects.toThrow('500');
		expect([own, other].map((number) => stage.simulator.rings(number))).toEqual([1, 0]);
	});

	test.each([
		['+34600123001', restrictsNone ? 0 : 1, { allowedHttpRequestDomains: 'none' }],
		['+34600123002', 1, { allowedHttpRequestDomains: 'domains', allowedDomains: '127.0.0.1' }],
		[
			'+34600123003',
			restrictsDomains ? 0 : 1,
			{ allowedHttpRequestDomains: 'domains', allowedDomains: 'n.example' },
		],
	])('%s rings %d times with a credential restricted to %j', async (number, rings, domains) => {
		const credential = await credentialWith(domains);
		await publish(number.slice(1), operations.launch, { credential });
		const posted = post(number.slice(1), [{ number, name: 'Lucía' }]);
		await (rings ? posted : expect(posted).rejects.toThrow('500'));
		expect(stage.simulator.rings(number)).toBe(rings);
	});
});
