import axios from 'axios';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { triggerNode } from '../engine/mountTrigger';
import { sign } from '../simulator';
import type { Fault } from '../simulator';
import { eventually } from '../simulator/eventually';
import { useTriggerScene, waitBriefly } from './scene';

const scene = useTriggerScene({ delivery: { retries: 0, timeoutMs: 30_000 } });

const activate = async (options: INodeParameters = {}, events = ['call.finished', 'call.failed']) =>
	await scene.activate([triggerNode({ options, events })]);
const fail = (path: RegExp | string, fault: Fault) =>
	scene.simulator.faults.add({ match: { path }, times: Infinity, fault });

/** What nobody has seen yet: deliveries as the platform may write them. */
async function post(body: IDataObject, isSigned = false) {
	const text = JSON.stringify(body);
	const headers = {
		'content-type': 'application/json',
		...(isSigned && { 'x-signature': sign(text, scene.registration.secret, 'hex') }),
	};
	const send = { headers, validateStatus: () => true };
	return (await axios.post<IDataObject>(scene.registration.url, text, send)).status;
}

describe('an API that', () => {
	it('answers 403 for a call nobody has refuses a stranger, and starts no failed execution', async () => {
		await activate();
		fail('/calls/made-up', { kind: 'status', status: 403 });
		expect(await post({ event: 'call.finished', id: 'made-up' })).toBe(401);
		expect(scene.host.failures).toEqual([]);
	});

	it.each<[string, Fault]>([
		['500', { kind: 'status', status: 500 }],
		['403', { kind: 'status', status: 403 }],
		['another record', { kind: 'status', status: 200, body: { id: 'another', status: 'ended' } }],
	])('answers %s for an ID that is none of its own is asked for the next one', async (_, fault) => {
		await activate();
		const id = await scene.endUnreported();
		fail('/calls/provider', fault);
		expect(await post({ event: 'call.finished', call: { id: 'provider' }, callId: id })).toBe(200);
		expect(scene.started).toEqual([`call.finished ${id}`]);
	});

	it('writes its times without saying that they are UTC is believed when a call ended', async () => {
		await activate();
		scene.simulator.options.timeFormat = 'withoutZ';
		const id = await scene.endUnreported();
		expect(await post({ event: 'call.finished', id })).toBe(200);
		expect(scene.started).toEqual([`call.finished ${id}`]);
	});

	it.each([60_000, 1_000])(
		'cuts its times to %i ms is believed when a call ends as soon as the workflow is registered',
		async (unit) => {
			await scene.simulator.clock.advance(90_500 - (scene.simulator.clock.now() % 60_000));
			await activate();
			const id = await scene.endUnreported();
			const createdAt = Date.parse(scene.registration.createdAt);
			const endTime = (at: number) => new Date(at - (at % unit)).toISOString();
			fail('/calls/:id', { kind: 'merge', fields: { endTime: endTime(createdAt - unit) } });
			expect(await post({ event: 'call.finished', id })).toBe(401);
			scene.simulator.faults.clear();
			fail('/calls/:id', { kind: 'merge', fields: { endTime: endTime(createdAt) } });
			expect(await post({ event: 'call.finished', id })).toBe(200);
			expect(scene.started).toEqual([`call.finished ${id}`]);
		},
	);

	it('shows a call a moment late is asked again', async () => {
		await activate();
		const id = await scene.endUnreported();
		scene.simulator.faults.add({
			match: { path: `/calls/${id}` },
			fault: { kind: 'status', status: 404 },
		});
		expect(await post({ event: 'call.finished', id })).toBe(200);
		expect(scene.started).toEqual([`call.finished ${id}`]);
	});
});

it('names other calls beside its own, such as the one it was transferred from, and is no repetition of those', async () => {
	await activate();
	const [first, second] = [await scene.endUnreported(), await scene.endUnreported()];
	expect(await post({ event: 'call.finished', call: { id: first } }, true)).toBe(200);
	expect(await post({ event: 'call.finished', call: { id: second }, callId: first }, true)).toBe(
		200,
	);
	expect(scene.started).toEqual([`call.finished ${first}`, `call.finished ${second}`]);
});

it('a greeting, which names neither one of our events nor a call, is answered and starts nothing', async () => {
	await activate();
	for (const body of [{ type: 'ping' }, { event: 'webhook.created', webhook: { id: 'w' } }]) {
		expect([await post(body), await post(body, true)]).toEqual([200, 200]);
	}
	expect([scene.started, scene.host.failures]).toEqual([[], []]);
	expect(scene.simulator.requestsTo('GET', '/calls/:id')).toEqual([]);
});

describe('deliveries of one address under one ID of their own', () => {
	const sent = async (callId: string) =>
		await post({ id: 'subscription', event: 'call.finished', callId, status: 'ended' }, true);

	it('start an execution for each call with Read Call From API off', async () => {
		await activate({ readBack: false });
		expect([await sent('one'), await sent('two'), await sent('two')]).toEqual([200, 200, 200]);
		expect(scene.output.map(({ call }) => (call as IDataObject).callId)).toEqual(['one', 'two']);
	});

	it('start an execution for each call while the API is silent', async () => {
		waitBriefly({ sender: 20_000 });
		await activate();
		fail(/^\/calls\//, { kind: 'status', status: 500 });
		for (const callId of ['three', 'four', 'four']) expect(await sent(callId)).toBe(200);
		expect(scene.output.map(({ call }) => (call as IDataObject).callId)).toEqual(['three', 'four']);
	});
});

describe('a signed delivery under a name that nobody knows', () => {
	it('does not take the place of the end that is reported afterwards', async () => {
		waitBriefly({ sender: 20_000 });
		await activate();
		const id = await scene.launch();
		for (let times = 0; times < 2; times++) {
			expect(await post({ event: 'call.ringing', call: { id } }, true)).toBe(200);
		}
		await scene.simulator.clock.advance(120_000);
		expect(scene.output.map(({ outcome }) => outcome)).toEqual(['running', 'answered']);
	});

	it('does not answer for another one that comes while it is being proven', async () => {
		waitBriefly({ signed: 1_000, sender: 20_000 });
		await activate();
		const id = await scene.launch();
		const ringing = post({ event: 'call.ringing', call: { id } }, true);
		await eventually(() => scene.simulator.requestsTo('GET', '/calls/:id').length > 0);
		const over = post({ event: 'call.over', call: { id } }, true);
		expect([await ringing, await over]).toEqual([200, 200]);
		expect(scene.started).toEqual(Array(2).fill(`call.finished ${id}`));
	});

	it('does not take it with Read Call From API off either, and is named by its status', async () => {
		await activate({ readBack: false }, ['call.started', 'call.finished']);
		const call = (status: string) => ({ id: 'call', status });
		await post({ event: 'status-update', call: call('in-progress') }, true);
		await post({ event: 'report', call: call('ended') }, true);
		await post({ event: 'report', call: call('ended') }, true);
		expect(scene.started).toEqual(['call.started call', 'call.finished call']);
	});
});
