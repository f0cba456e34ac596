import axios from 'axios';
import { gzipSync } from 'node:zlib';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { triggerNode } from '../engine/mountTrigger';
import { sign } from '../simulator';
import type { ByHand, DeliveryStyle, Fault } from '../simulator';
import { eventually } from '../simulator/eventually';
import { answered, unreachable, useTriggerScene, waitBriefly, waitPatiently } from './scene';

const scene = useTriggerScene({ delivery: { retryDelayMs: 30, timeoutMs: 30_000 } });

const activate = async (options: INodeParameters = {}, more: INodeParameters = {}) =>
	await scene.activate([triggerNode({ options, ...more })]);
const deliver = async (event: string, callId: string, byHand?: ByHand) =>
	await scene.simulator.webhooks.deliver(scene.registration.id, event, callId, byHand);
const styled = (style: Partial<DeliveryStyle>) =>
	Object.assign(scene.simulator.options.delivery, style);
const failReading = (fault: Fault, times = Infinity) =>
	scene.simulator.faults.add({ match: { method: 'GET', path: '/calls/:id' }, times, fault });
const readings = () => scene.simulator.requestsTo('GET', '/calls/:id').length;

/** A call that is over before the trigger is there, so that only deliveries by hand tell of it. */
async function ended(number = answered) {
	const [id] = await scene.launchEnded(1, number);
	return id;
}

async function post(body: string | Buffer, headers: Record<string, string> = {}) {
	const { status, data } = await axios.post(scene.registration.url, body, {
		headers: { 'content-type': 'application/json', ...headers },
		validateStatus: () => true,
		transformRequest: (data) => data,
		timeout: 5_000,
		maxBodyLength: Infinity,
	});
	return { status, data: data as IDataObject };
}

describe('a genuine delivery', () => {
	it('starts one execution with event, call as Get shows it, and the time', async () => {
		await activate();
		const [id] = await scene.launchEnded();
		expect(scene.output).toEqual([
			{
				event: 'call.finished',
				outcome: 'answered',
				call: expect.objectContaining({ id, status: 'ended', transcript: expect.any(String) }),
				receivedAt: expect.stringMatching(/^\d{4}-.*Z$/),
			},
		]);
	});

	it('tells a failed call by its event', async () => {
		await activate();
		const [id] = await scene.launchEnded(1, unreachable);
		expect(scene.started).toEqual([`call.failed ${id}`]);
	});

	it('is told three events in their order when all are wanted', async () => {
		await activate({}, { events: ['call.started', 'call.finished', 'call.failed'] });
		const [id] = await scene.launchEnded();
		expect(scene.started).toEqual([`call.started ${id}`, `call.finished ${id}`]);
	});

	it.each(['flat', 'event-data', 'type-call', 'message', 'nameless'] as const)(
		'laid out %s',
		async (envelope) => {
			styled({ envelope });
			await activate();
			const id = await ended();
			expect(scene.started).toEqual([`call.finished ${id}`]);
		},
	);

	it.each(['hex', 'sha256=hex', 't,v1', 'base64'] as const)('signed as %s', async (format) => {
		styled({ format, header: 'X-Custom' });
		await activate({ signatureHeader: 'x-custom', requireSignature: true });
		const id = await ended();
		expect(scene.started).toEqual([`call.finished ${id}`]);
	});

	it('moves a field of the call called error out of the way', async () => {
		await activate();
		failReading({ kind: 'merge', fields: { error: 'no_answer' } });
		await ended();
		expect(scene.output[0].call).toMatchObject({ callError: 'no_answer' });
		expect(scene.output[0]).not.toHaveProperty('error');
		expect(scene.output[0].call).not.toHaveProperty('error');
	});

	it('may be zipped, and spaced oddly', async () => {
		const id = await ended();
		await activate();
		const body = `\n{ "event":"call.finished" ,"data":\t{"id":"${id}"}}`;
		const signature = sign(body, scene.registration.secret, 'hex');
		const headers = { 'x-signature': signature, 'content-encoding': 'gzip' };
		expect((await post(gzipSync(body), headers)).status).toBe(200);
		expect(scene.started).toEqual([`call.finished ${id}`]);
	});

	it('that comes again answers 200 and starts nothing', async () => {
		const id = await ended();
		await activate();
		const first = await deliver('call.finished', id);
		const again = await deliver('call.finished', id);
		expect([first.status, again.status]).toEqual([200, 200]);
		expect(again.answer).toMatch(/received before/);
		expect(scene.started).toEqual([`call.finished ${id}`]);
	});

	it('is remembered over deactivating, by this process alone: static data hold nothing of it', async () => {
		const id = await ended();
		await activate();
		await deliver('call.finished', id);
		expect(Object.keys(scene.host.stored())).toEqual(['registration']);
		await scene.host.deactivate();
		await scene.host.activate();
		expect((await deliver('call.finished', id)).status).toBe(200);
		expect(scene.started).toEqual([`call.finished ${id}`]);
	});

	it('that arrives ten times at once starts one execution', async () => {
		const id = await ended();
		await activate();
		failReading({ kind: 'delay', ms: 50 }, 1);
		const all = Array.from({ length: 10 }, async () => await deliver('call.finished', id));
		expect((await Promise.all(all)).map(({ status }) => status)).toEqual(Array(10).fill(200));
		expect(scene.started).toEqual([`call.finished ${id}`]);
	});

	it('counts as new when n8n could not start its execution', async () => {
		const id = await ended();
		await activate();
		scene.host.cannotExecute = true;
		expect((await deliver('call.finished', id)).status).toBe(500);
		scene.host.cannotExecute = false;
		expect((await deliver('call.finished', id)).status).toBe(200);
		expect(scene.started).toEqual([`call.finished ${id}`]);
	});

	it('keeps its event when a later one overtakes it', async () => {
		const id = await ended();
		await activate({}, { events: ['call.started', 'call.finished'] });
		await deliver('call.finished', id);
		await deliver('call.started', id);
		expect(scene.started).toEqual([`call.finished ${id}`, `call.started ${id}`]);
	});

	it('of call.started, not asked for: 200, nothing read', async () => {
		const id = await ended();
		await activate();
		expect(await deliver('call.started', id)).toMatchObject({ status: 200 });
		expect(scene.started).toEqual([]);
		expect(readings()).toBe(0);
	});

	it.each(['call.ended', 'callFinished', 'status-update'])(
		'of %s, which nobody knows, goes by the call',
		async (event) => {
			const id = await ended();
			await activate();
			expect(await deliver(event, id)).toMatchObject({ status: 200 });
			expect(scene.started).toEqual([`call.finished ${id}`]);
		},
	);

	it('of a call the API does not show yet is waited for', async () => {
		const id = await ended();
		await activate();
		failReading({ kind: 'status', status: 404 }, 2);
		expect((await deliver('call.finished', id)).status).toBe(200);
		expect(scene.output).toEqual([expect.not.objectContaining({ unverified: true })]);
	});

	it('of a call the API never shows is output as it came, marked', async () => {
		waitBriefly({ sender: 20_000 });
		await activate();
		expect((await deliver('call.finished', 'elsewhere')).status).toBe(200);
		expect(scene.output).toMatchObject([{ call: { id: 'elsewhere' }, unverified: true }]);
	});

	it('does not share the verdict of an unsigned copy under way', async () => {
		waitBriefly({ answer: 20_000, sender: 20_000 });
		await activate();
		let answer!: () => void;
		const until = new Promise<void>((resolve) => (answer = resolve));
		failReading({ kind: 'delay', ms: 0, until }, 1);
		const unsigned = deliver('call.finished', 'nowhere', { forge: 'unsigned' });
		await eventually(() => readings() === 1);
		expect((await deliver('call.finished', 'nowhere')).status).toBe(200);
		answer();
		expect((await unsigned).status).toBe(401);
		expect(scene.started).toEqual(['call.finished nowhere']);
	});

	it('is output with few fields when simplified', async () => {
		await activate({ simplify: true });
		const [id] = await scene.launchEnded();
		const [{ call }] = scene.output;
		expect(call).toMatchObject({ id, customerNumber: answered, transcript: expect.any(String) });
		expect(call).not.toHaveProperty('customer');
	});
});

describe('a forgery', () => {
	it.each(['wrong-secret', 'changed-byte'] as const)(
		'with %s, after a genuine signature was seen: 401 on the wire, nothing asked',
		async (forge) => {
			const known = await ended();
			await activate();
			await deliver('call.finished', known);
			const id = await scene.endUnreported();
			const before = readings();
			const { status, answer } = await deliver('call.finished', id, { forge });
			expect(status).toBe(401);
			expect(JSON.parse(answer!)).toEqual({ message: expect.stringMatching(/genuine signature/) });
			expect(scene.started).toEqual([`call.finished ${known}`]);
			expect(readings()).toBe(before);
		},
	);

	it('without signature and of an unknown call: 401, asked twice', async () => {
		await activate();
		const { status } = await deliver('call.finished', 'made-up', { forge: 'unsigned' });
		expect(status).toBe(401);
		expect(readings()).toBe(2);
		expect(scene.started).toEqual([]);
	});

	it('without signature and with a true call injects nothing but that call', async () => {
		await activate();
		const id = await scene.endUnreported();
		const rawBody = JSON.stringify({
			event: 'call.failed',
			data: { id, transcript: 'Transfer the money', customer: { number: '+34999999999' } },
			receivedAt: 'never',
			error: 'x',
		});
		await deliver('', id, { forge: 'unsigned', rawBody });
		expect(scene.started).toEqual([`call.finished ${id}`]);
		expect(JSON.stringify(scene.output)).not.toMatch(/money|\+34999|never|error/);
		await deliver('call.finished', id);
		expect(scene.started).toEqual([`call.finished ${id}`]);
	});

	it.each(['call.finished', 'call.failed'])(
		'of %s for a call that still rings: 503, then the true end counts',
		async (event) => {
			waitBriefly();
			await activate();
			const id = await scene.launch();
			expect((await deliver(event, id, { forge: 'unsigned' })).status).toBe(503);
			expect(scene.started).toEqual([]);
			await scene.simulator.clock.advance(120_000);
			expect(scene.started).toEqual([`call.finished ${id}`]);
		},
	);

	it('whose read-back shows an unwanted event: 200, no execution', async () => {
		await activate({}, { events: ['call.finished'] });
		const id = await scene.endUnreported(unreachable);
		expect((await deliver('call.finished', id, { forge: 'unsigned' })).status).toBe(200);
		expect(scene.started).toEqual([]);
	});

	it.each(['..', '.', '../webhooks', 'x/../../webhooks', '?limit=1', '%2e%2e'])(
		'with the id %j reads no other address',
		async (id) => {
			scene.refusalsExpected = true;
			await activate();
			const before = scene.simulator.requests.length;
			const { status } = await deliver('call.finished', id, { forge: 'unsigned' });
			expect(status).toBe(401);
			const paths = scene.simulator.requests.slice(before).map(({ path }) => path);
			expect(paths.every((path) => /^\/calls\/[^/]+$/.test(path))).toBe(true);
			expect(scene.started).toEqual([]);
		},
	);
});

describe('without a signature', () => {
	it('a true delivery is proven by reading it back', async () => {
		await activate();
		const id = await scene.endUnreported();
		expect((await deliver('call.finished', id, { forge: 'unsigned' })).status).toBe(200);
		expect(scene.started).toEqual([`call.finished ${id}`]);
	});

	it.each<[string, INodeParameters]>([
		['Require Signature is on', { requireSignature: true }],
		['Read Back is off', { readBack: false }],
	])('it is refused when %s', async (_, options) => {
		const id = await ended();
		await activate(options);
		const { status } = await deliver('call.finished', id, { forge: 'unsigned' });
		expect(status).toBe(401);
		expect(scene.started).toEqual([]);
		expect((await deliver('call.finished', id)).status).toBe(200);
		expect(scene.started).toEqual([`call.finished ${id}`]);
	});

	it('and without our secret, a signed delivery is proven by reading it back, or asked to come again', async () => {
		const id = await ended();
		await activate();
		scene.host.workflow().staticData = {};
		expect((await deliver('call.finished', id)).status).toBe(200);
		expect(scene.started).toEqual([`call.finished ${id}`]);
		scene.host.workflow().nodes[0].parameters.options = { requireSignature: true };
		expect((await deliver('call.failed', id)).status).toBe(503);
	});
});

describe('when the API is slow or fails', () => {
	const faults: Array<[string, Fault]> = [
		['fails', { kind: 'status', status: 500 }],
		['hangs', { kind: 'hang' }],
		['resets', { kind: 'reset' }],
		['limits', { kind: 'status', status: 429 }],
		['answers with a page', { kind: 'html', status: 200 }],
	];

	it.each(faults)('once (%s), the event is not lost', async (_, fault) => {
		waitBriefly({ signed: 20_000, sender: 20_000 });
		const id = await ended();
		await activate();
		failReading(fault, 1);
		expect((await deliver('call.finished', id)).status).toBe(200);
		expect(scene.output).toEqual([expect.not.objectContaining({ unverified: true })]);
	});

	it.each([...faults, ['does not know the token', { kind: 'status', status: 401 }] as const])(
		'for good (%s), a signed delivery is output as it came, marked',
		async (_, fault) => {
			waitBriefly({ sender: 20_000 });
			const id = await ended();
			await activate();
			failReading(fault);
			const begin = Date.now();
			expect((await deliver('call.finished', id)).status).toBe(200);
			expect(Date.now() - begin).toBeLessThan(10_000);
			expect(scene.output).toMatchObject([
				{ event: 'call.finished', call: { id }, unverified: true },
			]);
		},
	);

	it.each(faults)(
		'for longer (%s), an unsigned one is asked to come again, and starts one execution all the same',
		async (_, fault) => {
			waitBriefly();
			await activate();
			const id = await scene.endUnreported();
			failReading(fault);
			expect((await deliver('call.finished', id, { forge: 'unsigned' })).status).toBe(503);
			expect(scene.started).toEqual([]);
			scene.simulator.faults.clear();
			await eventually(() => scene.started.length > 0);
			expect((await deliver('call.finished', id, { forge: 'unsigned' })).status).toBe(200);
			expect(scene.started).toEqual([`call.finished ${id}`]);
			expect(scene.host.failures).toEqual([]);
		},
	);

	it('for good, an unsigned one is given up, and its repetition counts', async () => {
		await activate();
		const id = await scene.endUnreported();
		failReading({ kind: 'status', status: 500 });
		waitBriefly({ total: 300 });
		await deliver('call.finished', id, { forge: 'unsigned', retries: 0 });
		let tries = 0;
		await eventually(async () => {
			tries = readings();
			await new Promise((resolve) => setTimeout(resolve, 300));
			return readings() === tries;
		});
		waitPatiently();
		scene.simulator.faults.clear();
		expect((await deliver('call.finished', id, { forge: 'unsigned' })).status).toBe(200);
		expect(scene.started).toEqual([`call.finished ${id}`]);
	});

	it('an unsigned delivery repeated by the sender meanwhile is answered and starts nothing', async () => {
		await activate();
		const id = await scene.endUnreported();
		failReading({ kind: 'status', status: 500 });
		waitBriefly();
		const byHand: ByHand = { forge: 'unsigned', retries: 100 };
		const delivered = deliver('call.finished', id, byHand);
		await eventually(() => scene.simulator.webhooks.deliveries.length > 0);
		scene.simulator.faults.clear();
		expect((await delivered).status).toBe(200);
		const statuses = scene.simulator.webhooks.deliveries.map(({ status }) => status);
		expect([statuses[0], ...new Set(statuses)]).toEqual([503, 503, 200]);
		expect(scene.started).toEqual([`call.finished ${id}`]);
	});

	it('and shows the end late, it is waited for', async () => {
		const id = await ended();
		await activate();
		failReading({ kind: 'merge', fields: { status: 'in-progress', endTime: null } }, 1);
		await deliver('call.finished', id);
		expect(scene.output).toMatchObject([{ call: { status: 'ended' } }]);
	});

	it('a crowd of copies is answered together, and asks the API no more than one of them', async () => {
		waitBriefly({ answer: 1_250, total: 10_000, sender: 1_000 });
		await activate();
		failReading({ kind: 'hang' });
		const begin = Date.now();
		const all = Array.from({ length: 30 }, async () => {
			return (await deliver('call.finished', 'x', { forge: 'unsigned', retries: 0 })).status;
		});
		expect(await Promise.all(all)).toEqual(Array(30).fill(503));
		expect(Date.now() - begin).toBeLessThan(15_000);
		expect(readings()).toBeLessThanOrEqual(8);
	});
});

describe('a body that is none of ours', () => {
	const signed = (body: string) => ({
		'x-signature': sign(body, scene.registration.secret, 'hex'),
	});

	it.each<[string, string, string, number]>([
		['broken JSON', '{"event":', 'application/json', 422],
		['broken JSON under another type', '{"event":', 'text/plain', 400],
		['no body', '', 'application/json', 400],
		['a list', '[{"id":"c1"}]', 'application/json', 400],
		['null', 'null', 'application/json', 400],
		['text', '"call.finished"', 'application/json', 400],
		['an empty object', '{}', 'application/json', 422],
		['a form', 'id=c1&event=call.finished', 'application/x-www-form-urlencoded', 400],
		['an event without a call', '{"event":"call.finished","data":{}}', 'application/json', 422],
		['files', '--x\r\n\r\n--x--', 'multipart/form-data; boundary=x', 400],
		['deep nesting', '['.repeat(200_000), 'text/plain', 400],
		['far too much', `{"a":"${'x'.repeat(5_000_001)}"}`, 'application/json', 413],
	])('%s is refused', async (_, body, type, status) => {
		await activate();
		expect((await post(body, { 'content-type': type, ...signed(body) })).status).toBe(status);
		expect(scene.started).toEqual([]);
	});

	it('a call with a long transcript is taken', async () => {
		const id = await ended();
		await activate({ readBack: false });
		const body = JSON.stringify({
			event: 'call.finished',
			call: { id, transcript: 'x'.repeat(2_000_000) },
		});
		expect((await post(body, signed(body))).status).toBe(200);
		expect(scene.started).toEqual([`call.finished ${id}`]);
	});

	it('keys that pollute prototypes do not get through, even when signed', async () => {
		const id = await ended();
		await activate({ readBack: false });
		const body = `{"event":"call.finished","call":{"id":"${id}","__proto__":{"polluted":1},"a":{"constructor":{"prototype":{"polluted":1}}}}}`;
		expect((await post(body, signed(body))).status).toBe(200);
		expect(scene.output[0].call).toEqual({ id, a: {} });
		expect(({} as IDataObject).polluted).toBeUndefined();
	});
});
