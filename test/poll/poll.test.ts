import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { pollLimits } from '../../nodes/Nebrija/poll/putOut';
import { PollHost } from '../engine/mountPoll';
import { startSimulator } from '../simulator';
import type { Fault, Simulator } from '../simulator';
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
/** From now on the next list is answered, and every longer one after it refused. */
const cut = () => {
	scene.simulator.faults.clear();
	scene.simulator.faults.add({
		match: { method: 'GET', path: '/calls', nth: 2 },
		times: Infinity,
		fault: { kind: 'status', status: 422 },
	});
};
/** A list that shows calls without what was said in them. */
const withoutTranscripts = () =>
	fail('/calls', { kind: 'rename', from: 'transcript', to: 'words' });
const limits = () =>
	scene.simulator.requestsTo('GET', '/calls').map(({ query }) => Number(query.limit));

const usual = { ...pollLimits };
afterEach(() => Object.assign(pollLimits, usual));

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
			outcome: 'answered',
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
		expect(limits()).toEqual([50, 500]);
		await scene.launchEnded(10);
		await n8n.poll();
		expect(limits().slice(2)).toEqual([50]);
		const ids = await scene.launchEnded(250);
		expect(told(await n8n.poll()).sort()).toEqual(finished(ids).sort());
		expect(limits().slice(3)).toEqual([50, 500]);
	});

	it('outputs no more than it may, and the rest next, in whatever order they ended', async () => {
		Object.assign(pollLimits, { calls: 40 });
		scene.simulator.seedCalls(30);
		const n8n = host();
		await n8n.activate();
		const ids: string[] = [];
		for (let i = 0; i < 130; i++) {
			scene.simulator.options.talkMs = ((i * 37) % 130) * 1_000;
			ids.push(await scene.launch());
		}
		await scene.simulator.clock.advance(10 * 60_000);
		const parts = [];
		for (let i = 0; i < 5; i++) parts.push(await n8n.poll());
		expect(parts.map(({ length }) => length)).toEqual([40, 40, 40, 10, 0]);
		expect(told(parts.flat()).sort()).toEqual(finished(ids).sort());
		const times = parts[0].map(({ call }) => (call as { endTime: string }).endTime);
		expect(times).toEqual([...times].sort());
	});

	it('outputs the rest also when new calls have pushed it out of the list', async () => {
		Object.assign(pollLimits, { calls: 40, reads: 15 });
		const n8n = host();
		await n8n.activate();
		const ids = await scene.launchEnded(100);
		const first = await n8n.poll();
		await scene.launchEnded(5);
		const outputs = [...told(first)];
		for (let i = 0; i < 8; i++) {
			cut();
			outputs.push(...told(await n8n.poll()));
			await scene.launchEnded(5);
		}
		expect(outputs).toEqual(expect.arrayContaining(finished(ids)));
		expect(new Set(outputs).size).toBe(outputs.length);
	});

	it('asks for no call that the list shows in full, and for all others', async () => {
		const n8n = host();
		await n8n.activate();
		const reads = () => scene.simulator.requestsTo('GET', '/calls/:id').length;
		await scene.launchEnded(3);
		expect(await n8n.poll()).toHaveLength(3);
		expect(reads()).toBe(0);
		withoutTranscripts();
		await scene.launchEnded(4);
		const items = await n8n.poll();
		expect(items.map(({ call }) => call)).toEqual(
			Array(4).fill(expect.objectContaining({ transcript: expect.any(String) })),
		);
		expect(reads()).toBe(4);
	});

	it('is not silenced by an end in the year 2099, nor by ends without a time', async () => {
		await scene.launchEnded(1);
		fail('/calls', { kind: 'merge', fields: { endTime: '2099-01-01T00:00:00Z' } }, 1);
		const n8n = host();
		await n8n.activate();
		const [ended] = await scene.launchEnded(1);
		expect(told(await n8n.poll())).toEqual(finished([ended]));
		fail('/calls', { kind: 'merge', fields: { endTime: null, startTime: null } }, 1);
		const [timeless] = await scene.launchEnded(1);
		expect(told(await n8n.poll())).toEqual(finished([timeless]));
	});

	it('outputs a call whose status is a word for an outcome, without any end', async () => {
		const n8n = host();
		await n8n.activate();
		const ids = await scene.launchEnded(1);
		fail('/calls', { kind: 'merge', fields: { status: 'voicemail', endTime: null } });
		expect(await n8n.poll()).toMatchObject([{ outcome: 'voicemail', call: { id: ids[0] } }]);
	});

	it('does not take for new what was history before it had ever read so far', async () => {
		scene.simulator.seedCalls(1_500);
		const n8n = host();
		await n8n.activate();
		const ids = await scene.launchEnded(900);
		expect(told(await n8n.poll()).sort()).toEqual(finished(ids).sort());
		expect(limits().slice(2)).toEqual([50, 500, 5_000]);
		expect(await n8n.poll()).toEqual([]);
	});

	it('reports every awaited call, also when more than twenty have left the list', async () => {
		const n8n = host();
		await n8n.activate();
		scene.simulator.options.talkMs = 50 * 60_000;
		const late: string[] = [];
		for (let i = 0; i < 30; i++) late.push(await scene.launch());
		await n8n.poll();
		scene.simulator.options.talkMs = 60_000;
		await scene.launchEnded(100);
		await n8n.poll();
		await scene.simulator.clock.advance(60 * 60_000);
		const outputs = [...(await n8n.poll()), ...(await n8n.poll())];
		expect(told(outputs).sort()).toEqual(finished(late).sort());
	});

	it('filters and simplifies', async () => {
		const n8n = host({ filters: { outcomes: ['busy'] }, options: { simplify: true } });
		await n8n.activate();
		const [busy] = await scene.launchEnded(1, '+34600000486');
		await scene.launchEnded(2);
		expect(await n8n.poll()).toEqual([
			expect.objectContaining({
				outcome: 'busy',
				call: expect.objectContaining({ id: busy, customerNumber: '+34600000486' }),
			}),
		]);
	});

	it('neither skips nor replays over a thousand calls in many polls', async () => {
		const n8n = host();
		await n8n.activate();
		const ids: string[] = [];
		for (let round = 0; round < 30; round++) {
			scene.simulator.options.talkMs = ((round * 7) % 10) * 60_000;
			for (let i = 0; i < 40; i++) ids.push(await scene.launch());
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

it('goes on after the node was renamed, and another node of the same name begins anew', async () => {
	const n8n = host();
	await n8n.activate();
	const ids = await scene.launchEnded(3);
	const [node] = n8n.saved.nodes;
	node.name = 'Ended calls';
	await n8n.activate();
	expect(told(n8n.executions.flat()).sort()).toEqual(finished(ids).sort());
	node.id = 'another';
	await scene.launchEnded(2);
	await n8n.activate();
	expect(n8n.executions).toHaveLength(1);
});

it('goes on after a Code node has emptied the static data of the workflow', async () => {
	scene.simulator.seedCalls(20);
	const n8n = host();
	await n8n.activate();
	await scene.launchEnded(2);
	await n8n.poll();
	const ids = await scene.launchEnded(3);
	n8n.stored.global = {};
	await n8n.activate();
	expect(told(n8n.executions.slice(1).flat()).sort()).toEqual(finished(ids).sort());
});

/** Lets the credential lead to another account: what is in its list is not output, and the first call after it is. */
async function beginAnew(n8n: PollHost, credential: { baseUrl: string }, other: Simulator) {
	try {
		credential.baseUrl = other.url;
		expect(await n8n.poll()).toEqual([]);
		await clientOf(other).post('/calls', { customer: { number: answered } });
		await other.clock.advance(60 * 60_000);
		expect(await n8n.poll()).toHaveLength(1);
	} finally {
		await other.close();
	}
}

describe('another account', () => {
	it('is not the same one under a new credential, as after a token that expired: what has ended is output', async () => {
		const n8n = host();
		await n8n.activate();
		const ids = await scene.launchEnded(30);
		n8n.saved.nodes[0].credentials!.nebrijaApi.id = '2';
		await n8n.activate();
		expect(told(n8n.executions.flat()).sort()).toEqual(finished(ids).sort());
	});

	it('in another workflow that was imported with static data begins anew', async () => {
		const n8n = host();
		await n8n.activate();
		await scene.launchEnded(30);
		n8n.saved.id = 'imported';
		await n8n.activate();
		expect(n8n.executions).toEqual([]);
	});

	it.each([404, 403])(
		'behind another token, where our calls are a %s, begins anew',
		async (status) => {
			scene.simulator.seedCalls(20);
			const credential = { apiToken: scene.simulator.token, baseUrl: scene.simulator.url };
			const n8n = new PollHost(credential);
			await n8n.activate();
			const other = await startSimulator({ seedCalls: 300, ringMs: 60_000 });
			other.faults.add({
				match: { path: '/calls/:id' },
				times: Infinity,
				fault: { kind: 'status', status },
			});
			await beginAnew(n8n, credential, other);
			expect(other.requestsTo('GET', '/calls/:id')).toHaveLength(3);
		},
	);
});

it('another account without a call begins anew at once: its first call is output', async () => {
	const credential = { apiToken: scene.simulator.token, baseUrl: scene.simulator.url };
	const n8n = new PollHost(credential);
	await scene.launchEnded(3);
	await n8n.activate();
	const other = await startSimulator({ ringMs: 60_000 });
	await beginAnew(n8n, credential, other);
});

describe('an account that had no call', () => {
	it('is told from another one behind a token changed in place, whose history is not output', async () => {
		const credential = { apiToken: scene.simulator.token, baseUrl: scene.simulator.url };
		const n8n = new PollHost(credential);
		await n8n.activate();
		const other = await startSimulator({ ringMs: 60_000 });
		other.seedCalls(30, { minutesAgo: 3 * 24 * 60 });
		await beginAnew(n8n, credential, other);
	});

	it('puts out its first calls, also where one has ended in another century', async () => {
		const n8n = host();
		await n8n.activate();
		const ids = await scene.launchEnded(2);
		fail('/calls', { kind: 'merge', fields: { endTime: '1999-01-01T00:00:00Z' } }, 1);
		expect(told(await n8n.poll()).sort()).toEqual(finished(ids).sort());
	});
});

describe('a list that is too short', () => {
	it('is an error the user sees, once; then what it shows is output', async () => {
		const n8n = host();
		await n8n.activate();
		const ids = await scene.launchEnded(60);
		cut();
		await expect(n8n.poll()).rejects.toThrow(/may have ended unnoticed/);
		cut();
		expect(told(await n8n.poll()).sort()).toEqual(finished(ids.slice(10)).sort());
		scene.simulator.faults.clear();
		expect(await n8n.poll()).toEqual([]);
	});

	it('that shows nothing known is told from another account by asking for a known call', async () => {
		scene.simulator.seedCalls(20);
		const n8n = host();
		await n8n.activate();
		const ids = await scene.launchEnded(60);
		cut();
		await expect(n8n.poll()).rejects.toThrow(/may have ended unnoticed/);
		cut();
		expect(told(await n8n.poll()).sort()).toEqual(finished(ids.slice(10)).sort());
	});

	it('since a longer one failed is an error, and nothing is lost', async () => {
		scene.simulator.seedCalls(20);
		const n8n = host();
		await n8n.activate();
		const ids = await scene.launchEnded(60);
		scene.simulator.faults.add({
			match: { method: 'GET', path: '/calls', nth: 2 },
			fault: { kind: 'status', status: 503 },
		});
		await expect(n8n.poll()).rejects.toThrow(/fault on its side/);
		expect(told(await n8n.poll()).sort()).toEqual(finished(ids).sort());
	});

	it('or empty for once changes nothing', async () => {
		scene.simulator.seedCalls(20);
		const n8n = host();
		await n8n.activate();
		const running = await scene.launch();
		await n8n.poll();
		fail('/calls', { kind: 'status', status: 200, body: [] }, 1);
		expect(await n8n.poll()).toEqual([]);
		await scene.simulator.clock.advance(60 * 60_000);
		expect(told(await n8n.poll())).toEqual(finished([running]));
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
		withoutTranscripts();
		fail(`/calls/${ids[1]}`, { kind: 'status', status: 500 });
		expect(told(await n8n.poll()).sort()).toEqual(finished([ids[0], ids[2]]).sort());
		await expect(n8n.poll()).rejects.toThrow(/could not be read/);
		scene.simulator.faults.clear();
		expect(told(await n8n.poll())).toEqual(finished([ids[1]]));
	});

	it('to show one call, it is not lost when others push it out of the list', async () => {
		scene.simulator.seedCalls(20);
		const n8n = host();
		await n8n.activate();
		withoutTranscripts();
		const [id] = await scene.launchEnded(1);
		fail(`/calls/${id}`, { kind: 'status', status: 500 });
		await scene.launchEnded(1);
		expect(await n8n.poll()).toHaveLength(1);
		await scene.launchEnded(60);
		expect(await n8n.poll()).toHaveLength(60);
		scene.simulator.faults.clear();
		expect(told(await n8n.poll())).toEqual(finished([id]));
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

	it('obeys Events and Filters', async () => {
		await scene.launchEnded(1);
		const [failed] = await scene.launchEnded(1, unreachable);
		const [busy] = await scene.launchEnded(1, '+34600000486');
		await scene.launchEnded(1);
		expect(told(await host({ events: ['call.failed'] }).poll('manual'))).toEqual([
			`call.failed ${failed}`,
		]);
		const filters = { outcomes: ['busy'] };
		expect(told(await host({ filters }).poll('manual'))).toEqual(finished([busy]));
		const events = ['call.failed'];
		await expect(host({ events, filters }).poll('manual')).rejects.toThrow(
			/'Events' and 'Filters'/,
		);
	});

	it('goes by what a call shows alone, where the list does not tell its outcome', async () => {
		const [answered] = await scene.launchEnded(1);
		const [busy] = await scene.launchEnded(1, '+34600000486');
		const body = [busy, answered].map((id, n) => ({
			id,
			status: 'ended',
			endTime: `2026-06-12T0${9 - n}:00:00Z`,
		}));
		scene.simulator.faults.add({
			match: { method: 'GET', path: '/calls' },
			times: Infinity,
			fault: { kind: 'status', status: 200, body },
		});
		const filters = { outcomes: ['answered'] };
		expect(told(await host({ filters }).poll('manual'))).toEqual(finished([answered]));
	});

	it('says so where there is nothing', async () => {
		await expect(host().poll('manual')).rejects.toThrow(/None of the latest calls has ended/);
	});
});
