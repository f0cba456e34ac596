import axios, { type AxiosInstance, type AxiosResponse } from 'axios';
import { clientOf } from './client';
import { eventually } from './eventually';
import { type Fault, type Simulator, startSimulator } from '.';

const number = '+34600111222';
let simulator: Simulator;
let http: AxiosInstance;

beforeEach(async () => {
	simulator = await startSimulator();
	http = clientOf(simulator);
	await http.post('/calls', {});
	simulator.requests.length = 0;
});
afterEach(async () => {
	await simulator.close();
	expect(simulator.violations).toEqual([]);
});

const launch = (to = number, timeout = 5_000) =>
	http.post('/calls', { customer: { number: to } }, { timeout, transformResponse: [] });

const codeOf = async (request: Promise<AxiosResponse>): Promise<string | undefined> =>
	await request.then(
		() => 'answered',
		(error: unknown) => (axios.isAxiosError(error) ? error.code : undefined),
	);

describe.each([
	[true, 1],
	[false, 0],
])('with accept %s the phone rings %i times before', (accept, rings) => {
	const faulty = async (fault: Fault) => {
		simulator.faults.add({ fault });
		const answer = await launch();
		expect(simulator.rings(number)).toBe(rings);
		expect(simulator.requestsTo('POST', '/calls')).toHaveLength(1);
		expect(simulator.requests[0]).toMatchObject({ fault: fault.kind, status: answer.status });
		return answer;
	};

	it('a status with body and headers', async () => {
		const headers = { 'retry-after': '7' };
		const answer = await faulty({ kind: 'status', status: 503, body: { e: 1 }, headers, accept });
		expect(answer).toMatchObject({ status: 503, data: '{"e":1}' });
		expect(answer.headers['retry-after']).toBe('7');
		expect(answer.headers['content-type']).toContain('json');
	});

	it('an HTML page', async () => {
		const answer = await faulty({ kind: 'html', status: 502, accept });
		expect(answer.status).toBe(502);
		expect(answer.headers['content-type']).toContain('text/html');
		expect(answer.data).toContain('<h1>');
	});

	it('a redirect', async () => {
		const answer = await faulty({ kind: 'redirect', status: 307, location: '/else', accept });
		expect(answer.status).toBe(307);
		expect(answer.headers.location).toBe('/else');
	});

	it('an answer without id', async () => {
		const answer = await faulty({ kind: 'noId', accept });
		expect(answer.status).toBe(200);
		expect(JSON.parse(answer.data).status).toBe('initiated');
		expect(JSON.parse(answer.data)).not.toHaveProperty('id');
	});

	it('a reset', async () => {
		simulator.faults.add({ fault: { kind: 'reset', accept } });
		expect(await codeOf(launch())).toBe('ECONNRESET');
		expect(simulator.rings(number)).toBe(rings);
		expect(simulator.requests[0].status).toBe('reset');
	});

	it('silence', async () => {
		simulator.faults.add({ fault: { kind: 'hang', accept } });
		expect(await codeOf(launch(number, 300))).toBe('ECONNABORTED');
		expect(simulator.rings(number)).toBe(rings);
		expect(simulator.requests[0].status).toBe('hang');
	});

	it('an answer that never ends', async () => {
		simulator.faults.add({ fault: { kind: 'drip', accept } });
		const giveUp = AbortSignal.timeout(600);
		const launched = clientOf(simulator).post(
			'/calls',
			{ customer: { number } },
			{ signal: giveUp },
		);
		expect(await codeOf(launched)).toBe('ERR_CANCELED');
		expect(simulator.rings(number)).toBe(rings);
	});

	it('the caller gives up on a late answer', async () => {
		simulator.faults.add({ fault: { kind: 'delay', ms: 900, accept } });
		expect(await codeOf(launch(number, 300))).toBe('ECONNABORTED');
		expect(simulator.rings(number)).toBe(rings);
		await eventually(() => simulator.rings(number) === 1);
		await eventually(() => simulator.requests[0].status !== 'pending');
		expect(simulator.requests[0].status).toBe('aborted');
	});
});

describe('faults of an accepted answer', () => {
	it('cuts the connection in the middle of the body', async () => {
		simulator.faults.add({ fault: { kind: 'truncate' } });
		expect(await codeOf(launch())).toBe('ERR_BAD_RESPONSE');
		expect(simulator.rings(number)).toBe(1);
		expect(simulator.requests[0].status).toBe('truncated');
	});

	it('cuts the JSON of a complete answer', async () => {
		simulator.faults.add({ fault: { kind: 'truncatedJson' } });
		const { status, data } = await launch();
		expect(status).toBe(200);
		expect(data).toMatch(/^\{"id"/);
		expect(() => JSON.parse(data)).toThrow(SyntaxError);
		expect(simulator.rings(number)).toBe(1);
	});

	it('answers honestly but late', async () => {
		simulator.faults.add({ fault: { kind: 'delay', ms: 150 } });
		const started = Date.now();
		expect(JSON.parse((await launch()).data).id).toBe(simulator.calls[0].id);
		expect(Date.now() - started).toBeGreaterThanOrEqual(145);
	});

	it('wraps, renames and overlays, in lists entry by entry', async () => {
		const [call] = simulator.seedCalls(1);
		simulator.faults.add({ fault: { kind: 'envelope', key: 'data' } });
		simulator.faults.add({ fault: { kind: 'rename', from: 'id', to: 'callId' } });
		simulator.faults.add({ fault: { kind: 'merge', fields: { error: null } } });
		expect((await http.get('/calls')).data).toMatchObject({ data: [{ id: call.id }] });
		const [renamed] = (await http.get('/calls')).data;
		expect(renamed).toMatchObject({ callId: call.id });
		expect(renamed).not.toHaveProperty('id');
		expect((await http.get(`/calls/${call.id}`)).data).toMatchObject({ id: call.id, error: null });
	});

	it('removes a webhook and says otherwise', async () => {
		const hook = { url: 'https://example.com/hook', events: ['call.failed'] };
		const { data } = await http.post('/webhooks', hook);
		const match = { method: 'DELETE', path: '/webhooks/:id' };
		simulator.faults.add({ match, fault: { kind: 'status', status: 500, accept: true } });
		expect((await http.delete(`/webhooks/${data.id}`)).status).toBe(500);
		expect(simulator.webhooks.registrations).toEqual([]);
	});

	it('refuses honestly what the platform would not accept', async () => {
		simulator.faults.add({ fault: { kind: 'status', status: 502, accept: true } });
		expect((await launch('600')).status).toBe(422);
		expect(simulator.ringsByNumber()).toEqual({});
	});
});

describe('which request meets a fault', () => {
	const fault: Fault = { kind: 'status', status: 500 };
	const statuses = async (...numbers: string[]) => {
		const seen: number[] = [];
		for (const to of numbers) seen.push((await launch(to)).status);
		return seen;
	};

	it('applies once, several times or for ever', async () => {
		simulator.faults.add({ fault });
		expect(await statuses(number, number)).toEqual([500, 200]);
		simulator.faults.add({ fault, times: 2 });
		expect(await statuses(number, number, number)).toEqual([500, 500, 200]);
		simulator.faults.add({ fault, times: Infinity });
		expect(await statuses(number, number, number)).toEqual([500, 500, 500]);
		simulator.faults.clear();
		expect(await statuses(number)).toEqual([200]);
	});

	it('tells by number, by order, by method and by path', async () => {
		simulator.faults.add({ match: { number: '+34600000002' }, fault });
		expect(await statuses('+34600000001', '+34600000002')).toEqual([200, 500]);
		simulator.faults.add({ match: { nth: 2 }, times: 2, fault });
		expect(await statuses(number, number, number, number)).toEqual([200, 500, 500, 200]);
		simulator.faults.add({ match: { method: 'get', path: '/calls/:id' }, fault });
		expect(await statuses(number)).toEqual([200]);
		expect((await http.get('/calls')).status).toBe(200);
		expect((await http.get(`/calls/${simulator.calls[0].id}`)).status).toBe(500);
		simulator.faults.add({ match: { path: /^\/ab-/ }, fault });
		expect((await http.get('/assistants')).status).toBe(200);
		expect((await http.get('/ab-tests')).status).toBe(500);
	});

	it('takes the first fitting rule that has times left', async () => {
		simulator.faults.add({ fault: { kind: 'status', status: 418 } });
		simulator.faults.add({ fault: { kind: 'status', status: 503 } });
		expect(await statuses(number, number, number)).toEqual([418, 503, 200]);
	});
});
