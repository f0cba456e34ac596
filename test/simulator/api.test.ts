import axios, { type AxiosInstance } from 'axios';
import { clientOf } from './client';
import { type Simulator, startSimulator } from '.';

const number = '+34600111222';
const unknownId = '00000000-0000-4000-8000-000000000000';
let simulator: Simulator;
let http: AxiosInstance;

beforeEach(async () => {
	simulator = await startSimulator();
	http = clientOf(simulator);
});
afterEach(async () => {
	await simulator.close();
	expect(simulator.violations).toEqual([]);
});

describe('every documented endpoint', () => {
	it('launches a call with an assistant and shows it', async () => {
		const { assistants, phoneNumbers } = simulator.seed;
		const body = {
			customer: { number, name: 'anything' },
			assistantId: assistants[0].id,
			phoneNumberId: phoneNumbers[0].id,
			variables: { nombre: '', edad: 0, activo: false },
		};
		const launched = await http.post('/calls', body);
		expect(launched.status).toBe(200);
		expect(launched.data).toMatchObject({
			status: 'initiated',
			customer: { number },
			assistantId: assistants[0].id,
			phoneNumberId: phoneNumbers[0].id,
		});
		expect((await http.get(`/calls/${launched.data.id}`)).data).toEqual(launched.data);
		expect(simulator.calls.map((call) => call.body)).toEqual([body]);
		expect(simulator.rings(number)).toBe(1);
	});

	it('lets an A/B test choose its variants in turn', async () => {
		const [test] = simulator.seed.abTests;
		const body = { customer: { number }, testId: test.id };
		const first = await http.post('/calls', body);
		const second = await http.post('/calls', body);
		expect(first.data).toMatchObject({ testVariant: 'A', assistantId: test.agentA });
		expect(second.data).toMatchObject({ testVariant: 'B', assistantId: test.agentB });
		expect(simulator.ringsByNumber()).toEqual({ [number]: 2 });
	});

	it('answers 201 to a launch if so configured', async () => {
		simulator.options.launchStatus = 201;
		expect((await http.post('/calls', { customer: { number } })).status).toBe(201);
	});

	it('lists the newest calls first, 50 unless asked otherwise, by assistant', async () => {
		const [sales, support] = simulator.seed.assistants;
		simulator.seedCalls(60, { assistantId: support.id });
		const { data: launched } = await http.post('/calls', {
			customer: { number },
			assistantId: sales.id,
		});
		const { data: all } = await http.get('/calls');
		expect(all).toHaveLength(50);
		expect(all[0].id).toBe(launched.id);
		const times = all.map((call: { startTime: string }) => call.startTime);
		expect(times).toEqual([...times].sort().reverse());
		const some = await http.get('/calls', { params: { limit: 3, agentId: support.id } });
		expect(some.data).toHaveLength(3);
		expect(some.data[0]).toMatchObject({ status: 'ended', assistantId: support.id });
		expect(simulator.ringsByNumber()).toEqual({ [number]: 1 });
	});

	it('shows assistants, A/B tests and phone numbers', async () => {
		const { assistants, abTests, phoneNumbers } = simulator.seed;
		expect((await http.get('/assistants')).data).toEqual(assistants);
		expect((await http.get(`/assistants/${assistants[1].id}`)).data).toEqual(assistants[1]);
		expect((await http.get('/ab-tests')).data).toEqual(abTests);
		expect((await http.get('/phone-numbers')).data).toEqual(phoneNumbers);
	});

	it('registers, shows and removes a webhook, its secret shown once', async () => {
		const wanted = { url: 'https://example.com/hook', events: ['call.failed'], description: 'x' };
		const { status, data } = await http.post('/webhooks', wanted);
		const { secret, ...shown } = data;
		expect(status).toBe(200);
		expect(secret).toMatch(/^whsec_[0-9a-f]{32}$/);
		expect(shown).toMatchObject(wanted);
		expect((await http.get('/webhooks')).data).toEqual([shown]);
		expect((await http.get(`/webhooks/${data.id}`)).data).toEqual(shown);
		expect((await http.delete(`/webhooks/${data.id}`)).status).toBe(204);
		expect((await http.delete(`/webhooks/${data.id}`)).status).toBe(404);
		expect((await http.get('/webhooks')).data).toEqual([]);
	});
});

describe('what breaks the documentation', () => {
	const assistantId = '6f1c2a9e-0b57-4c7e-9a35-1d2f8b7c4e01';
	const testId = 'a2b4c6d8-1357-4f9b-8ace-2468ace02461';

	it.each([
		['no customer', {}],
		['no number', { customer: {} }],
		['a national number', { customer: { number: '600111222' } }],
		['a number that is not text', { customer: { number: 34600111222 } }],
		['an empty assistant', { customer: { number }, assistantId: '' }],
		['an assistant that is null', { customer: { number }, assistantId: null }],
		['an assistant that is no uuid', { customer: { number }, assistantId: 'ventas' }],
		['variables that are text', { customer: { number }, variables: '{}' }],
		['assistant and test at once', { customer: { number }, assistantId, testId }],
	])('refuses a launch with %s and notes it', async (_case, body) => {
		const { status, data } = await http.post('/calls', body);
		expect(status).toBe(422);
		expect(data.message).toEqual(expect.any(String));
		expect(simulator.refusals).toHaveLength(1);
		expect(simulator.refusals[0]).toMatchObject({ method: 'POST', path: '/calls', status: 422 });
		expect(simulator.ringsByNumber()).toEqual({});
	});

	it('refuses query parameters that do not exist, bodies that are no JSON and unknown verbs', async () => {
		const json = { headers: { 'content-type': 'application/json' } };
		expect((await http.get('/calls?page=2')).status).toBe(400);
		expect((await http.get('/calls?limit=many')).status).toBe(400);
		expect((await http.post('/calls', '{"customer":', json)).status).toBe(400);
		expect((await http.post('/calls', 'customer=1')).status).toBe(415);
		expect((await http.delete('/calls')).status).toBe(405);
		expect((await http.get('/nothing')).status).toBe(404);
		expect(simulator.refusals).toHaveLength(6);
	});

	it.each([[{ assistantId: unknownId }], [{ testId: unknownId }], [{ phoneNumberId: unknownId }]])(
		'does not know %j, which is no offence against the document',
		async (ids) => {
			expect((await http.post('/calls', { customer: { number }, ...ids })).status).toBe(404);
			expect(simulator.refusals).toEqual([]);
			expect(simulator.rings(number)).toBe(0);
		},
	);

	it('does not know other ids either', async () => {
		expect((await http.get(`/calls/${unknownId}`)).status).toBe(404);
		expect((await http.get(`/assistants/${unknownId}`)).status).toBe(404);
		expect((await http.get(`/webhooks/${unknownId}`)).status).toBe(404);
	});

	it('refuses a webhook for an unknown event or without a real address', async () => {
		const events = ['call.finished'];
		const hook = { url: 'https://example.com/hook', events };
		expect((await http.post('/webhooks', { ...hook, events: ['call.ended'] })).status).toBe(422);
		expect((await http.post('/webhooks', { ...hook, url: 'nowhere' })).status).toBe(422);
		expect(simulator.webhooks.registrations).toEqual([]);
	});

	it.each(['', 'Bearer wrong', 'simulator-token'])('wants the token, not "%s"', async (token) => {
		const headers = { authorization: token };
		for (const path of ['/calls', '/assistants', '/ab-tests', '/phone-numbers', '/webhooks']) {
			expect((await http.get(path, { headers })).status).toBe(401);
		}
		expect((await http.post('/calls', { customer: { number } }, { headers })).status).toBe(401);
		expect(simulator.rings(number)).toBe(0);
	});
});

describe('recordings', () => {
	it('serves sound for a call, with the token only if so configured', async () => {
		const [call] = simulator.seedCalls(1);
		const { data } = await http.get(`/calls/${call.id}`);
		const bare = () => axios.get(data.recordingUrl, { validateStatus: () => true });
		const open = await axios.get(data.recordingUrl, { responseType: 'arraybuffer' });
		expect(open.headers['content-type']).toBe('audio/mpeg');
		expect([...open.data.subarray(0, 2)]).toEqual([0xff, 0xfb]);
		simulator.options.recordingNeedsToken = true;
		expect((await bare()).status).toBe(401);
		expect((await http.get(data.recordingUrl)).status).toBe(200);
		expect((await http.get(`${simulator.origin}/recordings/none.mp3`)).status).toBe(404);
	});
});
