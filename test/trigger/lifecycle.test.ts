import type { IDataObject } from 'n8n-workflow';

import { triggerNode } from '../engine/mountTrigger';
import type { Fault } from '../simulator';
import { clientOf } from '../simulator/client';
import { useTriggerScene, waitBriefly } from './scene';

const scene = useTriggerScene();

const urls = () => scene.simulator.webhooks.registrations.map(({ url }) => url);
const addressOf = (node = 'nebrija-call-trigger', base = 'webhook') =>
	`${scene.host.publicAddress}/${base}/webhook-${node}/webhook`;
const registerByHand = async (url: string) =>
	await clientOf(scene.simulator).post('/webhooks', { url, events: ['call.finished'] });
const fail = (method: string, fault: Fault, times = Infinity) =>
	scene.simulator.faults.add({ match: { method, path: /^\/webhooks/ }, times, fault });
const activationError = async () =>
	await scene.host.activate().then(
		() => undefined,
		(error: Error) => error.message,
	);

describe('activating', () => {
	it('registers the production address with the events, and keeps id and secret', async () => {
		await scene.activate();
		const { id, secret } = scene.registration;
		expect(scene.registration).toMatchObject({
			url: addressOf(),
			events: ['call.finished', 'call.failed'],
			description: 'n8n: Workflow workflow',
		});
		expect(scene.host.stored().registration).toMatchObject({ id, secret });
	});

	it('keeps the registration when activated again, as after a restart', async () => {
		await scene.activate();
		const { id } = scene.registration;
		await scene.host.activate();
		expect(scene.simulator.webhooks.registrations.map((entry) => entry.id)).toEqual([id]);
	});

	const changes: Array<[string, () => void | Promise<unknown>]> = [
		['static data was lost', () => void (scene.host.workflow().staticData = {})],
		[
			'the secret was lost',
			() => void delete (scene.host.stored().registration as IDataObject).secret,
		],
		[
			'it was deleted on the other side',
			() => scene.simulator.webhooks.remove(scene.registration.id) as never,
		],
		['a second one of our address appeared', async () => await registerByHand(addressOf())],
		[
			'the events were changed',
			() => void (scene.host.workflow().nodes[0].parameters.events = ['call.started']),
		],
	];

	it.each(changes)('registers anew, once, when %s', async (_, change) => {
		await scene.activate();
		const { id } = scene.registration;
		await change();
		await scene.host.activate();
		expect(urls()).toEqual([addressOf()]);
		expect(scene.registration.id).not.toBe(id);
		expect(scene.registration.events).toEqual(scene.host.workflow().nodes[0].parameters.events);
		const { secret } = scene.registration;
		expect(scene.host.stored().registration).toMatchObject({ id: scene.registration.id, secret });
	});

	it('leaves the registration of another address alone, as of the n8n this one is a copy of', async () => {
		await scene.activate();
		const [production] = urls();
		scene.host.publicAddress = 'https://copy.example.com';
		await scene.host.activate();
		expect(urls()).toEqual([production, addressOf()]);
		await scene.host.deactivate();
		expect(urls()).toEqual([production]);
	});

	it('leaves it alone when the copy is only switched off', async () => {
		await scene.activate();
		const [production] = urls();
		scene.host.publicAddress = 'https://copy.example.com';
		await scene.host.deactivate();
		expect(urls()).toEqual([production]);
		expect(scene.host.stored()).not.toHaveProperty('registration');
	});

	it('knows its registration where the API writes the address in another way', async () => {
		await scene.activate();
		const { id, events } = scene.registration;
		const listed = [{ id, events, url: addressOf().replace('127.0.0.1', 'LOCALHOST') }];
		fail('GET', { kind: 'status', status: 200, body: listed });
		await scene.host.activate();
		expect(scene.simulator.requestsTo('POST', '/webhooks')).toHaveLength(1);
		await scene.host.deactivate();
		expect(urls()).toEqual([]);
	});

	it.each([
		[1, 204],
		[2, 500],
	])(
		'leaves %i registrations where the list does not show its own, whose removal is a %i',
		async (count, status) => {
			await scene.activate();
			scene.host.workflow().nodes[0].parameters.events = ['call.started'];
			fail('GET', { kind: 'status', status: 200, body: [] });
			if (status === 500) fail('DELETE', { kind: 'status', status });
			await scene.host.activate();
			expect(urls()).toEqual(Array(count).fill(addressOf()));
			scene.simulator.faults.clear();
			await scene.host.activate();
			expect(urls()).toEqual([addressOf()]);
		},
	);

	it.each(['data', 'items', 'results', 'webhooks'])('reads the list under "%s"', async (key) => {
		await scene.activate();
		const { id } = scene.registration;
		fail('GET', { kind: 'envelope', key });
		await scene.host.activate();
		expect(scene.simulator.webhooks.registrations.map((entry) => entry.id)).toEqual([id]);
	});

	it.each<[string, Fault]>([
		['a web page', { kind: 'html', status: 200 }],
		['an unknown envelope', { kind: 'envelope', key: 'hooks' }],
		['a fault', { kind: 'status', status: 500 }],
		['a wrong token', { kind: 'status', status: 401 }],
		['a lost connection', { kind: 'reset' }],
	])('does not take %s for an empty list', async (_, fault) => {
		await scene.activate();
		scene.simulator.faults.clear();
		fail('GET', fault);
		const message = await activationError();
		expect(message).toMatch(/^The registrations of this workflow could not be checked\. .+\. .+/);
		expect(message).not.toContain(scene.simulator.token);
		expect(scene.simulator.requestsTo('POST', '/webhooks')).toHaveLength(1);
	});

	it.each<[string, Fault, RegExp]>([
		['is down', { kind: 'status', status: 503 }, /fault on its side/],
		['accepts and then resets', { kind: 'reset', accept: true }, /connection .* was lost/],
		['accepts and says 502', { kind: 'status', status: 502, accept: true }, /fault on its side/],
		['refuses the address', { kind: 'status', status: 422 }, /WEBHOOK_URL/],
		['gives no secret', { kind: 'rename', from: 'secret', to: 'key' }, /instead of/],
		['gives no id', { kind: 'rename', from: 'id', to: 'uuid' }, /instead of/],
		['sends half an answer', { kind: 'truncate' }, /.+/],
	])('leaves nothing behind when the API %s', async (_, fault, cause) => {
		scene.host.save();
		scene.host.deletesAfterFailure = false;
		fail('POST', fault);
		const message = await activationError();
		expect(message).toMatch(/^This workflow could not be registered with Nebrija AI\. /);
		expect(message).toMatch(cause);
		expect(urls()).toEqual([]);
		expect(scene.host.stored()).toEqual({});
	});

	it('says so when even undoing was not possible, and the next activation replaces it', async () => {
		scene.host.save();
		fail('POST', { kind: 'rename', from: 'secret', to: 'key' }, 1);
		fail('DELETE', { kind: 'status', status: 500 });
		expect(await activationError()).toMatch(/replaced when you activate the workflow again/);
		expect(urls()).toHaveLength(1);
		scene.simulator.faults.clear();
		const [{ id }] = scene.simulator.webhooks.registrations;
		await scene.host.activate();
		expect(urls()).toEqual([addressOf()]);
		expect(scene.registration.id).not.toBe(id);
	});

	it('asks for an event when none is chosen', async () => {
		scene.host.save([triggerNode({ events: [] })]);
		expect(await activationError()).toMatch(/Choose at least one event/);
		expect(scene.simulator.requestsTo('POST', '/webhooks')).toEqual([]);
	});

	it('leaves the registration of a workflow alone whose static data were copied along', async () => {
		await scene.activate();
		const { id } = scene.registration;
		const copy = { ...triggerNode(), webhookId: 'webhook-copy' };
		scene.host.save([copy], 'copy', structuredClone(scene.host.workflow().staticData));
		await scene.host.activate('copy');
		await scene.host.deactivate('copy');
		expect(scene.simulator.webhooks.registrations.map((entry) => entry.id)).toEqual([id]);
	});
});

describe('deactivating', () => {
	beforeEach(async () => await scene.activate());

	it('removes the registration and forgets it', async () => {
		await scene.host.deactivate();
		expect(urls()).toEqual([]);
		expect(scene.host.stored()).not.toHaveProperty('registration');
	});

	it.each([404, 410, 200, 202])('is content with a %s', async (status) => {
		fail('DELETE', { kind: 'status', status });
		await scene.host.deactivate();
		expect(scene.host.stored()).not.toHaveProperty('registration');
	});

	it('finds its registration by the address when static data were lost', async () => {
		await registerByHand('https://example.com/another');
		scene.host.workflow().staticData = {};
		await scene.host.deactivate();
		expect(urls()).toEqual(['https://example.com/another']);
	});

	it('removes every registration of its address, also when stale static data name an older one', async () => {
		const stale = structuredClone(scene.host.workflow().staticData);
		await scene.host.deactivate();
		await scene.host.activate();
		scene.host.workflow().staticData = stale;
		await scene.host.deactivate();
		expect(urls()).toEqual([]);
	});

	it('removes the stored one also where the list does not show it', async () => {
		fail('GET', { kind: 'status', status: 200, body: [] });
		await scene.host.deactivate();
		expect(urls()).toEqual([]);
	});

	it('fails clearly while the API is down, keeps the id, and the next activation goes on with it', async () => {
		const { id } = scene.registration;
		fail('DELETE', { kind: 'status', status: 503 });
		await expect(scene.host.deactivate()).rejects.toThrow(
			/^The registration of this workflow could not be removed from Nebrija AI\. /,
		);
		scene.simulator.faults.clear();
		await scene.host.activate();
		expect(scene.simulator.webhooks.registrations.map((entry) => entry.id)).toEqual([id]);
		await scene.host.deactivate();
		expect(urls()).toEqual([]);
	});
});

describe('listening for a test event', () => {
	it('says what did not work with a bad credential, not that nothing could be removed', async () => {
		scene.host.save();
		scene.simulator.faults.add({ times: Infinity, fault: { kind: 'status', status: 401 } });
		await expect(scene.host.listenForTest()).rejects.toThrow(
			/^The registrations of this workflow could not be checked\. .* did not accept the API token/,
		);
	});

	it('takes the same call in each test run', async () => {
		waitBriefly({ sender: 20_000 });
		scene.host.save();
		for (let run = 1; run <= 2; run++) {
			await scene.host.listenForTest();
			const [{ id }] = scene.simulator.seedCalls(1);
			const delivered = async () =>
				await scene.simulator.webhooks.deliver(scene.registration.id, 'call.finished', id);
			expect([(await delivered()).status, (await delivered()).status]).toEqual([200, 200]);
			await scene.host.stopListening();
		}
		expect(scene.host.executions).toHaveLength(4);
	});
});

describe('side by side', () => {
	it('keeps the test address and the production address apart', async () => {
		await scene.activate();
		await scene.host.listenForTest();
		expect(urls()).toEqual([addressOf(), addressOf('nebrija-call-trigger', 'webhook-test')]);
		const [callId] = await scene.launchEnded();
		expect(scene.host.executions.map(({ mode }) => mode).sort()).toEqual(['manual', 'webhook']);
		expect(new Set(scene.started)).toEqual(new Set([`call.finished ${callId}`]));
		await scene.host.stopListening();
		expect(urls()).toEqual([addressOf()]);
	});

	it('gives two triggers of one workflow a registration each', async () => {
		const ended = triggerNode({ events: ['call.finished'] }, 'Ended');
		const began = triggerNode({ events: ['call.started'] }, 'Began');
		await scene.activate([ended, began]);
		expect(urls()).toEqual([addressOf('ended'), addressOf('began')]);
		const [callId] = await scene.launchEnded();
		expect(scene.started.sort()).toEqual([`call.finished ${callId}`, `call.started ${callId}`]);
		await scene.host.deactivate();
		expect(urls()).toEqual([]);
	});
});
