import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { mostCalls } from '../../nodes/Nebrija/poll/poll';
import { PollHost } from '../engine/mountPoll';
import type { Fault } from '../simulator';
import { clientOf } from '../simulator/client';
import { answered, unreachable, useTriggerScene } from '../trigger/scene';

const scene = useTriggerScene();

function host(parameters?: INodeParameters) {
	const { token: apiToken, url: baseUrl } = scene.simulator;
	return new PollHost({ apiToken, baseUrl }, parameters);
}
const told = (items: IDataObject[]) =>
	items.map(({ event, call }) => `${event} ${(call as IDataObject).id}`);
const finished = (ids: string[]) => ids.map((id) => `call.finished ${id}`);
const fail = (path: string, fault: Fault, times = Infinity) =>
	scene.simulator.faults.add({ match: { method: 'GET', path }, times, fault });
const limits = () =>
	scene.simulator.requestsTo('GET', '/calls').map(({ query }) => Number(query.limit));

describe('polling', () => {
	it('does not replay what happened before, and outputs what ends afterwards, once', async () => {
		scene.simulator.seedCalls(300);
		await scene.launchEnded(3);
		const n8n = host();
		await n8n.activate();
		expect(await n8n.poll()).toEqual([]);
		const ids = await scene.launchEnded(2);
		const items = await n8n.poll();
		expect(told(items).sort()).toEqual(finished(ids).sort());
		expect(items[0]).toEqual({
			event: 'call.finished',
			call: expect.objectContaining({ status: 'ended', transcript: expect.any(String) }),
			receivedAt: expect.stringMatching(/Z$/),
		});
		expect(await n8n.poll()).toEqual([]);
		expect(n8n.executions).toHaveLength(1);
	});

	it('begins on an account without calls', async () => {
		const n8n = host();
		await n8n.activate();
		const ids = await scene.launchEnded(1);
		expect(told(await n8n.poll())).toEqual(finished(ids));
	});

	it('tells failed calls by their event, and leaves out what is not wanted, for good', async () => {
		const n8n = host({ events: ['call.failed'] });
		await n8n.activate();
		await scene.launchEnded(1, answered);
		const [failed] = await scene.launchEnded(1, unreachable);
		expect(told(await n8n.poll())).toEqual([`call.failed ${failed}`]);
		expect(await n8n.poll()).toEqual([]);
	});

	it('outputs a call that ends late, after many others', async () => {
		const n8n = host();
		await n8n.activate();
		scene.simulator.options.talkMs = 50 * 60_000;
		const late = await scene.launch();
		scene.simulator.options.talkMs = 60_000;
		expect(await n8n.poll()).toEqual([]);
		const early = await scene.launchEnded(120);
		expect(told(await n8n.poll()).sort()).toEqual(finished(early).sort());
		await scene.simulator.clock.advance(60 * 60_000);
		expect(told(await n8n.poll())).toEqual(finished([late]));
		expect(await n8n.poll()).toEqual([]);
	});

	it('outputs calls with one and the same end each, also when it is that of history', async () => {
		const endTime = new Date(scene.simulator.clock.now()).toISOString();
		fail('/calls', { kind: 'merge', fields: { status: 'ended', endTime } });
		fail('/calls/:id', { kind: 'merge', fields: { status: 'ended', endTime } });
		await scene.launchEnded(2);
		const n8n = host();
		await n8n.activate();
		for (const count of [4, 3]) {
			const ids = await scene.launchEnded(count);
			expect(told(await n8n.poll()).sort()).toEqual(finished(ids).sort());
		}
		expect(await n8n.poll()).toEqual([]);
	});

	it('outputs a call the list shows late', async () => {
		scene.simulator.options.listingDelayMs = 10 * 60_000;
		const n8n = host();
		await n8n.activate();
		const [hidden] = await scene.launchEnded(1);
		scene.simulator.options.listingDelayMs = 0;
		const [shown] = await scene.launchEnded(1);
		expect(told(await n8n.poll())).toEqual(finished([shown]));
		await scene.simulator.clock.advance(10 * 60_000);
		expect(told(await n8n.poll())).toEqual(finished([hidden]));
	});

	it('reads no further back than it must, and as far as it must', async () => {
		scene.simulator.seedCalls(1_000);
		const n8n = host();
		await n8n.activate();
		expect(limits()).toEqual([50, 200]);
		await scene.launchEnded(10);
		await n8n.poll();
		expect(limits().slice(2)).toEqual([50]);
		const ids = await scene.launchEnded(250);
		expect(told(await n8n.poll()).sort()).toEqual(finished(ids).sort());
		expect(limits().slice(3)).toEqual([50, 200, 800]);
	});

	it('outputs at most 500 calls a poll, the earliest first, and the rest next', async () => {
		expect(mostCalls.ofOnePoll).toBe(500);
		mostCalls.ofOnePoll = 50;
		const n8n = host();
		await n8n.activate();
		const ids = await scene.launchEnded(120);
		const parts = [await n8n.poll(), await n8n.poll(), await n8n.poll(), await n8n.poll()];
		mostCalls.ofOnePoll = 500;
		expect(parts.map(({ length }) => length)).toEqual([50, 50, 20, 0]);
		expect(new Set(told(parts.flat()))).toEqual(new Set(finished(ids)));
	});

	it('neither skips nor replays over a thousand calls in many polls', async () => {
		const n8n = host();
		await n8n.activate();
		const http = clientOf(scene.simulator);
		const ids: string[] = [];
		for (let round = 0; round < 30; round++) {
			scene.simulator.options.talkMs = ((round * 7) % 10) * 60_000;
			for (let i = 0; i < 40; i++) {
				ids.push((await http.post('/calls', { customer: { number: answered } })).data.id);
			}
			await scene.simulator.clock.advance(45_000);
			if (round % 3 !== 1) await n8n.poll();
			if (round % 10 === 9) n8n.crash();
		}
		await scene.simulator.clock.advance(60 * 60_000);
		while ((await n8n.poll()).length > 0);
		expect(told(n8n.executions.flat()).sort()).toEqual(finished(ids).sort());
		expect(JSON.stringify(n8n.stored).length).toBeLessThan(150_000);
	}, 120_000);
});

describe('when n8n was down', () => {
	it('catches up with what ended meanwhile, without replaying', async () => {
		scene.simulator.seedCalls(20);
		const n8n = host();
		await n8n.activate();
		const before = await scene.launchEnded(2);
		await n8n.poll();
		const running = await scene.launch();
		n8n.crash();
		const during = await scene.launchEnded(3);
		await n8n.activate();
		expect(told(n8n.executions[0]).sort()).toEqual(finished(before).sort());
		expect(told(n8n.executions[1]).sort()).toEqual(finished([running, ...during]).sort());
		expect(await n8n.poll()).toEqual([]);
	});

	it('knows where to begin although the first poll put out nothing', async () => {
		const n8n = host();
		await n8n.activate();
		n8n.crash();
		const ids = await scene.launchEnded(1);
		await n8n.activate();
		expect(told(n8n.executions.flat())).toEqual(finished(ids));
	});
});

describe('when the API fails', () => {
	it.each<[string, Fault, RegExp]>([
		['a fault', { kind: 'status', status: 500 }, /fault on its side/],
		['a wrong token', { kind: 'status', status: 401 }, /API token/],
		['a limit', { kind: 'status', status: 429 }, /Poll less often/],
		['a web page', { kind: 'html', status: 200 }, /web page/],
		['an unknown envelope', { kind: 'envelope', key: 'rows' }, /rows/],
		['a lost connection', { kind: 'reset' }, /connection/],
	])('by %s, the poll says so and the next one goes on', async (_, fault, message) => {
		const n8n = host();
		await n8n.activate();
		const ids = await scene.launchEnded(1);
		fail('/calls', fault);
		await expect(n8n.poll()).rejects.toThrow(message);
		scene.simulator.faults.clear();
		expect(told(await n8n.poll())).toEqual(finished(ids));
	});

	it('at activation, the workflow is not activated', async () => {
		fail('/calls', { kind: 'status', status: 401 });
		await expect(host().activate()).rejects.toThrow(/API token/);
	});

	it('to show one call, the others come now and this one with a later poll', async () => {
		const n8n = host();
		await n8n.activate();
		const ids = await scene.launchEnded(3);
		fail(`/calls/${ids[1]}`, { kind: 'status', status: 500 });
		expect(told(await n8n.poll()).sort()).toEqual(finished([ids[0], ids[2]]).sort());
		await expect(n8n.poll()).rejects.toThrow(/could not be read/);
		scene.simulator.faults.clear();
		expect(told(await n8n.poll())).toEqual(finished([ids[1]]));
	});

	it('to list as many as would be needed, it takes what it gets', async () => {
		const n8n = host();
		await n8n.activate();
		const ids = await scene.launchEnded(60);
		scene.simulator.faults.add({
			match: { method: 'GET', path: '/calls', nth: 2 },
			times: Infinity,
			fault: { kind: 'status', status: 422 },
		});
		expect(told(await n8n.poll()).sort()).toEqual(finished(ids.slice(10)).sort());
	});

	it('to end one poll before the next begins, nothing is output twice', async () => {
		const n8n = host();
		await n8n.activate();
		const ids = await scene.launchEnded(1);
		fail('/calls', { kind: 'delay', ms: 100 }, 1);
		const both = await Promise.all([n8n.poll(), n8n.poll()]);
		expect(told(both.flat())).toEqual(finished(ids));
	});
});

describe('a manual run', () => {
	it('shows the call that ended last and moves nothing', async () => {
		const n8n = host();
		await n8n.activate();
		await scene.launchEnded(1);
		const [latest] = await scene.launchEnded(1);
		await scene.launch();
		expect(told(await n8n.poll('manual'))).toEqual(finished([latest]));
		expect(await n8n.poll()).toHaveLength(2);
	});

	it('shows nothing where there is nothing', async () => {
		expect(await host().poll('manual')).toEqual([]);
	});
});
