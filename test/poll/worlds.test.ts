import type { IDataObject } from 'n8n-workflow';

import type { Cursor } from '../../nodes/Nebrija/poll/cursor';
import { pollLimits } from '../../nodes/Nebrija/poll/putOut';
import { PollHost } from '../engine/mountPoll';
import { startSimulator } from '../simulator';
import type { Fault } from '../simulator';
import { useTriggerScene } from '../trigger/scene';

const scene = useTriggerScene();

async function activate(): Promise<PollHost> {
	const { token: apiToken, url: baseUrl } = scene.simulator;
	const n8n = new PollHost({ apiToken, baseUrl });
	await n8n.activate();
	return n8n;
}
const told = (items: IDataObject[]) => items.map(({ call }) => (call as IDataObject).id).sort();
const fail = (path: string, fault: Fault, times = Infinity, nth = 1) =>
	scene.simulator.faults.add({ match: { method: 'GET', path, nth }, times, fault });
/** A list that shows calls without what was said in them. */
const withoutTranscripts = () =>
	fail('/calls', { kind: 'rename', from: 'transcript', to: 'words' });
const usual = { ...pollLimits };
afterEach(() => Object.assign(pollLimits, usual));

/** What a poll ends in: the ids it puts out, or its error. */
const outcomeOf = async (n8n: PollHost) =>
	await n8n.poll().then(told, (error: Error) => error.message);

it('puts a call out once that the list shows as over, then as running, and then no more', async () => {
	const n8n = await activate();
	const [id] = await scene.launchEnded(1);
	expect(await outcomeOf(n8n)).toEqual([id]);
	fail('/calls', { kind: 'merge', fields: { status: 'in-progress', endTime: null } }, 1);
	expect(await outcomeOf(n8n)).toEqual([]);
	const others = await scene.launchEnded(60);
	fail('/calls', { kind: 'status', status: 422 }, 2, 2);
	expect(await outcomeOf(n8n)).toMatch(/ended unnoticed/);
	fail('/calls', { kind: 'status', status: 422 }, 2, 2);
	expect(await outcomeOf(n8n)).toEqual(others.slice(10).sort());
});

it.each([100, 200, 300])(
	'puts out all that a list of %i shows, where a longer one is refused',
	async (most) => {
		const n8n = await activate();
		const [first] = await scene.launchEnded(1);
		expect(await outcomeOf(n8n)).toEqual([first]);
		scene.simulator.options.limitCap = `refusedAbove${most}`;
		const ids = await scene.launchEnded(90);
		expect(await outcomeOf(n8n)).toEqual(ids.sort());
	},
);

describe('an old cursor that an execution brought back', () => {
	it('does not put out again what was put out since, as long as n8n runs', async () => {
		const n8n = await activate();
		const [first] = await scene.launchEnded(1);
		const old = structuredClone(n8n.stored);
		expect(await outcomeOf(n8n)).toEqual([first]);
		n8n.saved.staticData = old;
		const [second] = await scene.launchEnded(1);
		await n8n.activate();
		expect(n8n.executions.map(told)).toEqual([[first], [second]]);
	});

	it('is not that of the process where another process has polled since', async () => {
		const n8n = await activate();
		const [elsewhere] = await scene.launchEnded(1);
		const homes = Object.values(n8n.stored) as Array<Record<string, Cursor>>;
		for (const home of homes) {
			for (const cursor of Object.values(home)) {
				cursor.done = [elsewhere];
				cursor.turn = 10;
			}
		}
		await n8n.activate();
		expect(n8n.executions).toEqual([]);
	});

	it('is not that of an account that was polled before', async () => {
		const n8n = await activate();
		const [own] = await scene.launchEnded(1);
		for (const home of Object.values(n8n.stored) as Array<Record<string, Cursor>>) {
			for (const cursor of Object.values(home))
				Object.assign(cursor, { began: 1, turn: 0, done: [own] });
		}
		await n8n.activate();
		expect(n8n.executions.map(told)).toEqual([[own]]);
	});

	it('nor of one that has polled less often: what it has put out is not put out again', async () => {
		const n8n = await activate();
		const [first] = await scene.launchEnded(1);
		expect(await outcomeOf(n8n)).toEqual([first]);
		for (let poll = 0; poll < 3; poll++) expect(await outcomeOf(n8n)).toEqual([]);
		const [elsewhere] = await scene.launchEnded(1);
		const homes = Object.values(n8n.stored) as Array<Record<string, Cursor>>;
		for (const home of homes) {
			for (const cursor of Object.values(home)) {
				cursor.done.unshift(elsewhere);
				cursor.turn! += 1;
			}
		}
		const [second] = await scene.launchEnded(1);
		await n8n.activate();
		expect(n8n.executions.map(told)).toEqual([[first], [second]]);
	});

	it('or lost altogether, with another name for the node, loses nothing while n8n runs', async () => {
		const n8n = await activate();
		const ids = await scene.launchEnded(2);
		n8n.saved.staticData = {};
		n8n.saved.nodes[0].name = 'Ended calls';
		await n8n.activate();
		expect(n8n.executions.map(told)).toEqual([ids.sort()]);
	});
});

/** Calls of 50 minutes that are awaited, and that others have pushed out of a list of the usual length. */
async function leaveTheList(n8n: PollHost, count: number): Promise<string[]> {
	scene.simulator.options.talkMs = 50 * 60_000;
	const ids: string[] = [];
	for (let i = 0; i < count; i++) ids.push(await scene.launch());
	await n8n.poll();
	scene.simulator.options.talkMs = 60_000;
	await scene.launchEnded(60);
	return ids;
}

describe('a call that cannot be read for good', () => {
	it('is an error ten times, and then put out as the list shows it', async () => {
		const n8n = await activate();
		withoutTranscripts();
		const [id] = await scene.launchEnded(1);
		fail(`/calls/${id}`, { kind: 'status', status: 500 });
		for (let poll = 1; poll <= pollLimits.tries; poll++) {
			expect(await outcomeOf(n8n)).toMatch(/could not be read from Nebrija AI \(status 500\)/);
		}
		expect(await outcomeOf(n8n)).toEqual([id]);
		expect(await outcomeOf(n8n)).toEqual([]);
	});

	it('and was awaited is no error for ever, and put out once it can be read', async () => {
		const n8n = await activate();
		const [id] = await leaveTheList(n8n, 1);
		fail(`/calls/${id}`, { kind: 'status', status: 500 });
		for (let poll = 0; poll < 2; poll++) await n8n.poll();
		const outcomes = [];
		for (let poll = 0; poll <= pollLimits.tries; poll++) outcomes.push(await outcomeOf(n8n));
		expect(outcomes.at(0)).toMatch(/could not be read/);
		expect(outcomes.at(-1)).toEqual([]);
		await scene.simulator.clock.advance(60 * 60_000);
		scene.simulator.faults.clear();
		expect(await outcomeOf(n8n)).toEqual([id]);
	});

	it('since the API does not know it for once, is not forgotten while it is awaited', async () => {
		const n8n = await activate();
		const [id] = await leaveTheList(n8n, 1);
		for (let poll = 0; poll < 2; poll++) await n8n.poll();
		fail(`/calls/${id}`, { kind: 'status', status: 404 }, 1);
		expect(await outcomeOf(n8n)).toEqual([]);
		await scene.simulator.clock.advance(60 * 60_000);
		expect(await outcomeOf(n8n)).toEqual([id]);
	});

	it('since it is gone is forgotten, also where more are awaited than one poll reads', async () => {
		pollLimits.reads = 20;
		const n8n = await activate();
		await leaveTheList(n8n, 30);
		for (let poll = 0; poll < 2; poll++) await n8n.poll();
		const reads: number[] = [];
		for (let poll = 0; poll < 20; poll++) {
			scene.simulator.faults.clear();
			fail('/calls/:id', { kind: 'status', status: 404 });
			fail('/calls', { kind: 'status', status: 422 }, Infinity, 2);
			expect(await outcomeOf(n8n)).toEqual([]);
			reads.push(scene.simulator.requestsTo('GET', '/calls/:id').length);
		}
		expect(reads.at(-1)).toBe(reads.at(-2));
		expect(reads.at(-1)).toBeGreaterThan(30 * pollLimits.tries);
	});

	it('since the token may list calls only, is put out as a longer list shows it', async () => {
		const n8n = await activate();
		const [id] = await leaveTheList(n8n, 1);
		fail('/calls/:id', { kind: 'status', status: 403 });
		for (let poll = 0; poll < 20; poll++) await n8n.poll();
		await scene.simulator.clock.advance(60 * 60_000);
		expect([...(await n8n.poll()), ...(await n8n.poll())]).toMatchObject([{ call: { id } }]);
	});

	it('does not keep others from being read again when they fail for once', async () => {
		const n8n = await activate();
		withoutTranscripts();
		const [bad] = await scene.launchEnded(1);
		fail(`/calls/${bad}`, { kind: 'status', status: 500 });
		for (let poll = 1; poll <= pollLimits.tries; poll++) await outcomeOf(n8n);
		const [good] = await scene.launchEnded(1);
		fail(`/calls/${good}`, { kind: 'status', status: 500 }, 1);
		expect(await outcomeOf(n8n)).toEqual([bad]);
		const [item] = await n8n.poll();
		expect(item.call).toMatchObject({ id: good, transcript: expect.any(String) });
	});
});

describe('a longer list that cannot be had', () => {
	it('for good stops nothing for good: after some errors the shorter one is put out, and the rest once it can be had', async () => {
		scene.simulator.seedCalls(20);
		const n8n = await activate();
		const ids = await scene.launchEnded(60);
		for (let poll = 1; poll <= pollLimits.tries; poll++) {
			fail('/calls', { kind: 'status', status: 500 }, 1, 2);
			expect(await outcomeOf(n8n)).toMatch(/fault on its side/);
		}
		fail('/calls', { kind: 'status', status: 500 }, 1, 2);
		expect(await outcomeOf(n8n)).toMatch(/ended unnoticed/);
		fail('/calls', { kind: 'status', status: 500 }, 1, 2);
		expect(await outcomeOf(n8n)).toEqual(ids.slice(10).sort());
		expect(await outcomeOf(n8n)).toEqual(ids.slice(0, 10).sort());
		expect(await outcomeOf(n8n)).toEqual([]);
	});

	it('while calls end all the time costs none that was listed', async () => {
		scene.simulator.seedCalls(20);
		const n8n = await activate();
		const put: string[] = [];
		const ids: string[] = [];
		const errors: string[] = [];
		for (let poll = 0; poll < 6; poll++) {
			if (poll < 4) ids.push(...(await scene.launchEnded(45)));
			scene.simulator.faults.clear();
			fail('/calls', { kind: 'status', status: 422 }, Infinity, 2);
			const outcome = await outcomeOf(n8n);
			if (typeof outcome === 'string') errors.push(outcome);
			else put.push(...(outcome as string[]));
		}
		expect(errors).toEqual(expect.arrayContaining([expect.stringMatching(/ended unnoticed/)]));
		expect(put.sort()).toEqual(ids.sort());
	});
});

it('a list that shows nothing known is of the same account where one known call is gone and another stands', async () => {
	scene.simulator.seedCalls(20);
	const n8n = await activate();
	const lost = await scene.launch();
	await n8n.poll();
	const ids = await scene.launchEnded(60);
	fail('/calls', { kind: 'status', status: 422 }, 2, 2);
	fail(`/calls/${lost}`, { kind: 'status', status: 404 });
	expect(await outcomeOf(n8n)).toMatch(/ended unnoticed/);
	expect(await outcomeOf(n8n)).toEqual(expect.arrayContaining(ids.slice(10)));
});

it('an API that for once shows no call at all, neither in its list nor alone, is that of the same account', async () => {
	const n8n = await activate();
	const before = await scene.launchEnded(2);
	expect(await outcomeOf(n8n)).toEqual(before.sort());
	const running = await scene.launch();
	await n8n.poll();
	fail('/calls', { kind: 'status', status: 200, body: [] });
	fail('/calls/:id', { kind: 'status', status: 404 });
	for (let poll = 0; poll < 2; poll++) expect(await outcomeOf(n8n)).toEqual([]);
	await scene.simulator.clock.advance(60 * 60_000);
	scene.simulator.faults.clear();
	expect(await outcomeOf(n8n)).toEqual([running]);
	expect(await outcomeOf(n8n)).toEqual([]);
});

it('another account is told from an empty list before it: its history is not output', async () => {
	const credential = { apiToken: scene.simulator.token, baseUrl: scene.simulator.url };
	const n8n = new PollHost(credential);
	await scene.launchEnded(3);
	await n8n.activate();
	fail('/calls', { kind: 'status', status: 200, body: [] }, 1);
	expect(await outcomeOf(n8n)).toEqual([]);
	const other = await startSimulator();
	other.seedCalls(30, { minutesAgo: 3 * 24 * 60 });
	try {
		credential.baseUrl = other.url;
		expect(await outcomeOf(n8n)).toEqual([]);
	} finally {
		await other.close();
	}
});
