import { Logger } from '@n8n/backend-common';
import { Container } from '@n8n/di';
import axios from 'axios';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { readBackPatience } from '../../nodes/Nebrija/trigger/readBack';
import { triggerNode } from '../engine/mountTrigger';
import { sign } from '../simulator';
import type { ByHand, Fault } from '../simulator';
import { eventually } from '../simulator/eventually';
import { answered, unreachable, useTriggerScene, waitBriefly, waitPatiently } from './scene';

const scene = useTriggerScene({ delivery: { retries: 0, timeoutMs: 30_000 } });

const unsigned: ByHand = { forge: 'unsigned' };
const activate = async (options: INodeParameters = {}, more: INodeParameters = {}) =>
	await scene.activate([triggerNode({ options, ...more })]);
const deliver = async (event: string, callId: string, byHand: ByHand = unsigned) =>
	await scene.simulator.webhooks.deliver(scene.registration.id, event, callId, byHand);
const deliverBody = async (body: object, callId = '') =>
	await deliver('', callId, { forge: 'unsigned', rawBody: JSON.stringify(body) });
const failReading = (fault: Fault, times = Infinity) =>
	scene.simulator.faults.add({ match: { method: 'GET', path: '/calls/:id' }, times, fault });
const asked = () => scene.simulator.requestsTo('GET', '/calls/:id').map(({ path }) => path);

describe('what a stranger sends', () => {
	it.each([
		['half a surrogate pair', String.raw`{"event":"call.finished","id":"\ud800"}`],
		['the other half', String.raw`{"event":"call.finished","data":{"call":{"id":"a\udfffb"}}}`],
		['NUL', String.raw`{"event":"call.finished","id":"\u0000"}`],
	])(
		'with %s for an ID is refused and starts no execution, not even a failed one',
		async (_, rawBody) => {
			await activate();
			const { status } = await deliver('', '', { forge: 'unsigned', rawBody });
			expect(status).toBe(401);
			expect([scene.started, scene.host.failures]).toEqual([[], []]);
		},
	);

	it('starts no failed execution when something of ours throws', async () => {
		await activate();
		scene.host.workflow().nodes[0].parameters.events = 7;
		expect((await deliver('call.finished', 'x')).status).toBe(503);
		expect([scene.started, scene.host.failures]).toEqual([[], []]);
	});

	it('by the hundred at once makes us ask for eight at a time, and for most not at all', async () => {
		await activate();
		Object.assign(readBackPatience, { answer: 10_000, sender: 10_000, total: 10_000 });
		let answer!: () => void;
		const until = new Promise<void>((resolve) => (answer = resolve));
		failReading({ kind: 'delay', ms: 0, until });
		const { deliveries } = scene.simulator.webhooks;
		const sentAway = () => deliveries.filter(({ answer }) => /Too many/.test(String(answer)));
		const all = Array.from(
			{ length: 150 },
			async (_, i) => await deliver('call.finished', `f${i}`),
		);
		await eventually(() => sentAway().length === 100);
		answer();
		const statuses = (await Promise.all(all)).map(({ status }) => status);
		expect(scene.simulator.mostAtOnce('GET', '/calls/:id')).toBe(8);
		expect(new Set(asked()).size).toBe(50);
		expect(asked()).toHaveLength(100);
		expect([...new Set(statuses)].sort()).toEqual([401, 503]);
		expect(scene.started).toEqual([]);
	});

	it('is not read at all when it is larger than a megabyte, unless it is signed', async () => {
		await activate({ readBack: false });
		const body = JSON.stringify({
			event: 'call.finished',
			id: 'large',
			text: 'x'.repeat(1_100_000),
		});
		const post = async (headers: Record<string, string>) =>
			(
				await axios.post(scene.registration.url, body, {
					headers: { 'content-type': 'application/json', ...headers },
					validateStatus: () => true,
				})
			).status;
		expect(await post({})).toBe(413);
		expect(await post({ 'x-signature': sign(body, 'another secret', 'hex') })).toBe(413);
		expect(await post({ 'x-signature': sign(body, scene.registration.secret, 'hex') })).toBe(200);
		expect(scene.started).toEqual(['call.finished large']);
	});

	it('and replays from before the registration is refused, also as a start', async () => {
		const [finished] = await scene.launchEnded();
		const [failed] = await scene.launchEnded(1, unreachable);
		await activate({}, { events: ['call.started', 'call.finished', 'call.failed'] });
		for (const event of ['call.started', 'call.finished', 'call.failed', 'call.thing']) {
			expect((await deliver(event, finished)).status).toBe(401);
			expect((await deliver(event, failed)).status).toBe(401);
		}
		expect(scene.started).toEqual([]);
	});

	it('is named by the record: one call is one event, however often and under whatever name it is sent', async () => {
		await activate();
		const [busy, done, dead] = [
			await scene.endUnreported('+34600000486'),
			await scene.endUnreported(),
			await scene.endUnreported(unreachable),
		];
		for (const id of [busy, done, dead]) {
			for (const event of ['call.failed', 'call.finished']) {
				expect((await deliver(event, id)).status).toBe(200);
			}
			await deliver('call.finished', id.toUpperCase());
		}
		expect(scene.started).toEqual([
			`call.finished ${busy}`,
			`call.finished ${done}`,
			`call.failed ${dead}`,
		]);
		expect(scene.output.map(({ outcome }) => outcome)).toEqual(['busy', 'answered', 'failed']);
	});

	it('as the start of a call counts while the call runs', async () => {
		await activate({}, { events: ['call.started'] });
		const id = await scene.launch();
		expect((await deliver('call.started', id)).status).toBe(200);
		expect(scene.started).toEqual([`call.started ${id}`]);
		expect(scene.output[0].outcome).toBe('running');
		const over = await scene.endUnreported();
		expect((await deliver('call.started', over)).status).toBe(200);
		expect(scene.started).toHaveLength(1);
	});

	it.each<[string, (id: string) => object]>([
		['an event id at the top', (id) => ({ id: 'evt', event: 'call.finished', call_id: id })],
		['payload', (id) => ({ id: 'evt', type: 'call.finished', payload: { id } })],
		[
			'data.object',
			(id) => ({ id: 'evt', type: 'call.finished', data: { id: 'x', object: { id } } }),
		],
		['resource and topic', (id) => ({ id: 'evt', topic: 'call.finished', resource: { id } })],
		['another id before it', (id) => ({ call: { id: 'provider' }, callId: id, id: 'evt' })],
	])('is read where the call stands under %s', async (_, body) => {
		await activate();
		const id = await scene.endUnreported();
		expect((await deliverBody(body(id), id)).status).toBe(200);
		expect(scene.started).toEqual([`call.finished ${id}`]);
	});

	it('makes us ask for three IDs at most, twice', async () => {
		await activate();
		const id = await scene.endUnreported();
		const body = { call: { id: 'a' }, callId: 'b', data: { callId: 'c' }, id };
		expect((await deliverBody(body, id)).status).toBe(401);
		const three = ['/calls/a', '/calls/b', '/calls/c'];
		expect(asked()).toEqual([...three, ...three]);
	});

	it('about a status nobody knows is believed when it names the end, and waited for when not', async () => {
		await activate();
		const id = await scene.endUnreported();
		failReading({ kind: 'merge', fields: { status: 'handled', endTime: null, endedReason: null } });
		waitBriefly();
		expect((await deliver('call.thing', id)).status).toBe(503);
		waitPatiently();
		expect((await deliver('call.finished', id)).status).toBe(200);
		expect(scene.started).toEqual([`call.finished ${id}`]);
	});

	it('of another record than the one asked for is not output', async () => {
		await activate();
		const id = await scene.endUnreported();
		failReading({ kind: 'merge', fields: { id: 'another' } });
		waitBriefly();
		expect((await deliver('call.finished', id)).status).toBe(503);
		expect(scene.started).toEqual([]);
	});

	it('is kept when a later read fails: what was shown stays', async () => {
		await activate({}, { events: ['call.started', 'call.finished'] });
		const id = await scene.endUnreported();
		failReading({ kind: 'merge', fields: { status: 'in-progress', endTime: null } }, 1);
		failReading({ kind: 'status', status: 500 });
		waitBriefly();
		const { status, answer } = await deliver('call.finished', id);
		expect([status, answer]).toEqual([503, expect.stringMatching(/in time/)]);
		await eventually(() => scene.simulator.requests.length > 5);
		scene.simulator.faults.clear();
		await eventually(() => scene.started.length > 0);
		expect(scene.started).toEqual([`call.finished ${id}`]);
	});
});

describe('a signature', () => {
	it('that does not match counts as none until one does: we may not know how they are made', async () => {
		await activate();
		const id = await scene.endUnreported();
		expect((await deliver('call.finished', id, { forge: 'wrong-secret' })).status).toBe(200);
		expect(scene.started).toEqual([`call.finished ${id}`]);
	});

	it('that matches makes every other refused without asking, also for events not output', async () => {
		await activate();
		await deliver('call.started', 'any', {});
		const id = await scene.endUnreported();
		for (const forge of ['unsigned', 'wrong-secret'] as const) {
			expect((await deliver('call.finished', id, { forge })).status).toBe(401);
		}
		expect(asked()).toEqual([]);
		expect((await deliver('call.finished', id, {})).status).toBe(200);
		expect(scene.started).toEqual([`call.finished ${id}`]);
	});

	it('proven once says nothing of another registration', async () => {
		await activate();
		await deliver('call.started', 'any', {});
		await scene.host.deactivate();
		await scene.host.activate();
		const id = await scene.endUnreported();
		expect((await deliver('call.finished', id)).status).toBe(200);
	});

	it('of a new registration is not refused because a long execution brought the old secret back', async () => {
		await activate();
		await deliver('call.started', 'any', {});
		const stale = structuredClone(scene.host.workflow().staticData);
		await scene.host.deactivate();
		await scene.host.activate();
		scene.host.workflow().staticData = stale;
		const [id] = await scene.launchEnded();
		expect(scene.started).toEqual([`call.finished ${id}`]);
		expect(scene.simulator.webhooks.deliveries.at(-1)!.status).toBe(200);
	});
});

describe('the log', () => {
	it('says once by name which events are ignored or unknown, and that a signature does not match', async () => {
		const warn = jest.spyOn(Container.get(Logger), 'warn');
		await scene.activate([triggerNode({}, 'Logged')]);
		const ids = [await scene.endUnreported(), await scene.endUnreported()];
		for (const id of ids) {
			await deliver('call.started', id);
			await deliver('call.thing', id, { forge: 'wrong-secret' });
		}
		const said = warn.mock.calls.map(([text]) => text).filter((text) => text.includes('(Logged)'));
		warn.mockRestore();
		expect(said).toEqual([
			expect.stringMatching(/ignores deliveries of call\.started/),
			expect.stringMatching(/goes by the call, since nobody knows the event "call\.thing"/),
			expect.stringMatching(/signature that does not match/),
		]);
	});
});

describe('a token that is refused', () => {
	it.each([401, 403])(
		'with %s is not tried again, and shows as one failed execution an hour',
		async (status) => {
			scene.host.save([triggerNode()], `denied ${status}`);
			await scene.host.activate(`denied ${status}`);
			const ids = [await scene.endUnreported(), await scene.endUnreported()];
			scene.simulator.faults.add({
				match: { method: 'GET', path: /^\/calls/ },
				times: Infinity,
				fault: { kind: 'status', status },
			});
			const statuses = [];
			for (const id of ids) statuses.push((await deliver('call.finished', id)).status);
			expect(statuses).toEqual([500, 503]);
			expect(asked()).toHaveLength(2);
			expect(scene.host.failures).toEqual([expect.stringMatching(/API token .* once an hour/)]);
			const later = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 61 * 60_000);
			expect((await deliver('call.finished', ids[0])).status).toBe(500);
			later.mockRestore();
			scene.simulator.faults.clear();
			expect((await deliver('call.finished', ids[0])).status).toBe(200);
			expect(scene.started).toEqual([`call.finished ${ids[0]}`]);
		},
	);
});

describe('filters', () => {
	const assistants = ['a1', 'a2'];
	const abTests = ['t1'];
	const outputOf = async (filters: INodeParameters, call: IDataObject, number = answered) => {
		await activate({}, { filters });
		failReading({ kind: 'merge', fields: call as Record<string, unknown> });
		await scene.launchEnded(1, number);
		return scene.started.length;
	};

	it.each<[number, INodeParameters, IDataObject]>([
		[1, {}, {}],
		[1, { assistantIds: [], testIds: [], outcomes: [] }, { assistantId: 'a1' }],
		[1, { assistantIds: [assistants[0]] }, { assistantId: 'A1' }],
		[0, { assistantIds: [assistants[0]] }, { assistantId: 'a2' }],
		[1, { assistantIds: assistants }, { assistantId: 'a2' }],
		[1, { assistantIds: [assistants[0]] }, { assistantId: null }],
		[1, { testIds: abTests }, { testId: 't1', assistantId: 'a9' }],
		[0, { testIds: abTests }, { testId: 't2' }],
		[0, { testIds: abTests }, { assistantId: 'a1' }],
		[1, { testIds: abTests }, {}],
		[1, { testIds: abTests, assistantIds: ['a1'] }, { assistantId: 'a1' }],
		[1, { testIds: abTests, assistantIds: ['a1'] }, { testId: 't1', assistantId: 'a2' }],
		[0, { testIds: abTests, assistantIds: ['a1'] }, { assistantId: 'a2' }],
		[1, { outcomes: ['answered'] }, {}],
		[0, { outcomes: ['noAnswer', 'busy'] }, {}],
		[1, { outcomes: ['busy'] }, { endedReason: 'customer-busy' }],
		[1, { outcomes: ['busy'] }, { endedReason: '', transcript: null, durationMinutes: null }],
		[0, { outcomes: ['answered'], assistantIds: ['a1'] }, { assistantId: 'a2' }],
	])('let %i executions start with %j for %j', async (count, filters, call) => {
		expect(await outputOf(filters, call)).toBe(count);
		expect(scene.simulator.webhooks.deliveries.map(({ status }) => status)).toEqual([200]);
	});
});
