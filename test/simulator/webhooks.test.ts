import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AxiosInstance } from 'axios';
import { clientOf } from './client';
import { eventually } from './eventually';
import { type Registration, type Simulator, startSimulator } from '.';
import { hangUp, listen } from './listen';

const number = '+34600111222';
let received: Array<{ headers: IncomingHttpHeaders; body: string }>;
let statuses: number[];
let address: string;
let simulator: Simulator;
let http: AxiosInstance;

const receiver = createServer(async (req, res) => {
	let body = '';
	for await (const chunk of req) body += chunk;
	received.push({ headers: req.headers, body });
	res.writeHead(statuses.shift() ?? 200).end('noted');
});
beforeAll(async () => {
	address = `http://127.0.0.1:${await listen(receiver, 0)}/hook`;
});
afterAll(async () => await hangUp(receiver));

beforeEach(async () => {
	received = [];
	statuses = [];
	simulator = await startSimulator({
		ringMs: 60_000,
		talkMs: 60_000,
		delivery: { retryDelayMs: 5 },
	});
	http = clientOf(simulator);
});
afterEach(async () => {
	await simulator.close();
	expect(simulator.violations).toEqual([]);
});

const register = async (...events: string[]) =>
	(await http.post<Registration>('/webhooks', { url: address, events })).data;
const launch = async (to = number) =>
	(await http.post<{ id: string }>('/calls', { customer: { number: to } })).data;
const hmac = (secret: string, text: string) =>
	createHmac('sha256', secret).update(text).digest('hex');

describe('deliveries in the course of a call', () => {
	it('tells start and end when they fall due, once, signed over the raw body', async () => {
		const { secret } = await register('call.started', 'call.finished', 'call.failed');
		const { id } = await launch();
		expect(received).toEqual([]);
		await simulator.clock.advance(60_000);
		await simulator.clock.advance(60_000);
		await simulator.clock.advance(60_000);
		const bodies = received.map(({ body }) => JSON.parse(body));
		expect(bodies).toMatchObject([
			{ event: 'call.started', data: { id, status: 'in-progress' } },
			{ event: 'call.finished', data: { id, status: 'ended' } },
		]);
		for (const { headers, body } of received) {
			expect(headers['x-nebrija-signature']).toBe(hmac(secret, body));
			expect(headers['content-type']).toBe('application/json');
		}
	});

	it('keeps the order when one jump covers the whole call', async () => {
		await register('call.started', 'call.finished');
		await launch();
		await simulator.clock.advance(600_000);
		expect(received.map(({ body }) => JSON.parse(body).event)).toEqual([
			'call.started',
			'call.finished',
		]);
	});

	it('tells only what was asked for and what happened since', async () => {
		await launch('+34600000404');
		await simulator.clock.advance(60_000);
		await register('call.failed');
		await launch('+34600000404');
		await launch();
		await simulator.clock.advance(300_000);
		expect(simulator.webhooks.deliveries.map(({ event }) => event)).toEqual(['call.failed']);
	});

	it('fires on real time once somebody is registered, and stops after the removal', async () => {
		simulator.options.ringMs = 0;
		simulator.options.talkMs = 0;
		const { id } = await register('call.finished');
		await launch();
		await eventually(() => received.length === 1);
		await http.delete(`/webhooks/${id}`);
		await launch();
		await simulator.clock.advance(1_000);
		expect(received).toHaveLength(1);
	});

	it('tries again after a refusal, and gives up', async () => {
		await register('call.failed');
		statuses = [500, 401];
		await launch('+34600000404');
		await simulator.clock.advance(60_000);
		statuses = [500, 500, 500];
		await launch('+34600000404');
		await simulator.clock.advance(60_000);
		const log = simulator.webhooks.deliveries.map(({ attempt, status }) => [attempt, status]);
		expect(log).toEqual([
			[1, 500],
			[2, 401],
			[3, 200],
			[1, 500],
			[2, 500],
			[3, 500],
		]);
		expect(new Set(received.slice(0, 3).map(({ body }) => body)).size).toBe(1);
	});
});

describe('deliveries by hand', () => {
	it('are genuine unless forged, to a registration or to its address', async () => {
		const { id, secret } = await register('call.finished');
		const call = await launch();
		const delivery = await simulator.webhooks.deliver(id, 'call.finished', call.id);
		await simulator.webhooks.deliver(address, 'call.finished', call.id);
		expect(delivery).toMatchObject({
			registrationId: id,
			status: 200,
			answer: 'noted',
			attempt: 1,
		});
		expect(received).toHaveLength(2);
		for (const { headers, body } of received) {
			expect(headers['x-nebrija-signature']).toBe(hmac(secret, body));
			expect(JSON.parse(body).data.id).toBe(call.id);
		}
	});

	it.each(['unsigned', 'wrong-secret', 'changed-byte'] as const)('%s: no match', async (forge) => {
		const { id, secret } = await register('call.finished');
		await simulator.webhooks.deliver(id, 'call.finished', 'unknown-1', { forge });
		const [{ headers, body }] = received;
		expect(headers['x-nebrija-signature']).not.toBe(hmac(secret, body));
		expect('x-nebrija-signature' in headers).toBe(forge !== 'unsigned');
		expect(JSON.parse(body)).toHaveProperty('data.id');
	});

	it('carry any body, and are not repeated by themselves', async () => {
		const { id, secret } = await register('call.finished');
		statuses = [500];
		const rawBody = '{ "event" : "odd" }\n';
		const { status } = await simulator.webhooks.deliver(id, 'x', 'y', { rawBody });
		expect(status).toBe(500);
		expect(received).toHaveLength(1);
		expect(received[0].body).toBe(rawBody);
		expect(received[0].headers['x-nebrija-signature']).toBe(hmac(secret, rawBody));
	});

	it('say so when nobody is there', async () => {
		const gone = 'http://127.0.0.1:9/hook';
		const { status } = await simulator.webhooks.deliver(gone, 'call.finished', 'x');
		expect(status).toBe('unreachable');
	});

	it.each([
		['flat', ['type', 'id']],
		['event-data', ['event', 'data.id']],
		['type-call', ['type', 'call.id']],
		['message', ['message.type', 'message.call.id']],
		['nameless', ['id']],
	] as const)('are laid out %s', async (envelope, paths) => {
		simulator.options.delivery = { ...simulator.options.delivery, envelope, header: 'x-signature' };
		const { id } = await register('call.finished');
		await simulator.webhooks.deliver(id, 'call.finished', (await launch()).id);
		const body = JSON.parse(received[0].body);
		for (const path of paths) expect(body).toHaveProperty(path);
		expect(received[0].headers).toHaveProperty('x-signature');
	});
});
