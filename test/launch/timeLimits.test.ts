import { patience } from '../../nodes/Nebrija/pace/patience';
import type { Mounted } from '../engine/mount';
import { customers, launching, numberOf, useScene } from '../engine/scene';
import { launchMeets, people, useShortWaits } from './lostAnswers';

const scene = useScene();
useShortWaits();
beforeEach(() => Object.assign(patience, { answer: 1_500, read: 1_500 }));

const phone = numberOf(0);
const limit = { requestOptions: { timeout: 1_500 } };
const drip = { kind: 'drip' } as const;
const pause = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));
const reads = (path: string) =>
	scene.simulator.faults.add({ match: { method: 'GET', path }, times: Infinity, fault: drip });

/** Runs until the first launches have reached the API, then stops the execution as the user does. */
async function stopAfter(launches: number, what: Omit<Mounted, 'credential'>) {
	const onStart = async (cancel: () => void) => {
		const { simulator } = scene;
		while (simulator.requestsTo('POST', '/calls').length < launches) await pause(5);
		await pause(100);
		cancel();
	};
	return await scene.run({ ...what, onStart });
}

describe('Every request ends', () => {
	it.each([
		['the limit of Request Options', limit],
		['no limit of the user', {}],
		['the limit 0, which means none', { requestOptions: { timeout: 0 } }],
	])(
		'a launch whose answer drips, under %s, and the phone is free again',
		async (_, more) => {
			launchMeets(scene, { ...drip, accept: true });
			const { success } = await scene.run({ items: people(phone), parameters: launching(more) });
			expect(success[0].json.id).toBe(scene.simulator.calls[0].id);
			await scene.run({ items: people(phone), parameters: launching() });
			expect(scene.simulator.rings(phone)).toBe(2);
		},
		5_000,
	);

	it('a launch that nobody answers, under the limit 0', async () => {
		launchMeets(scene, { kind: 'hang', accept: true });
		const parameters = launching({ requestOptions: { timeout: 0 } });
		const { success } = await scene.run({ items: people(phone), parameters });
		expect(success[0].json.id).toBe(scene.simulator.calls[0].id);
	}, 5_000);

	it('a list that drips: nobody is called', async () => {
		reads('/calls');
		const parameters = launching({ options: { skipIfCalledWithin: 60 } });
		const { error } = await scene.run({ items: people(phone), parameters });
		expect(error?.message).toMatch(/list of calls could not be read/);
		expect(scene.simulator.rings(phone)).toBe(0);
	}, 5_000);

	it.each([
		['a call that is read', { operation: 'get', callId: { __rl: true, mode: 'id', value: 'x' } }],
		['a list that is read', { operation: 'getAll' }],
	])(
		'%s and drips',
		async (_, operation) => {
			reads('/calls');
			reads('/calls/:id');
			const { error } = await scene.run({ parameters: { ...operation, ...limit } });
			expect(error?.message).toMatch(/did not answer in time/);
		},
		5_000,
	);

	it('a wait whose first read is answered 429 for an hour', async () => {
		Object.assign(patience, { firstPoll: 20, mostPoll: 60 });
		Object.assign(scene.simulator.options, { ringMs: 100, talkMs: 100 });
		scene.simulator.faults.add({
			match: { method: 'GET', path: '/calls/:id' },
			fault: { kind: 'status', status: 429, headers: { 'retry-after': '3600' } },
		});
		const parameters = launching({ options: { waitForEnd: true } });
		const { success } = await scene.run({ items: people(phone), parameters });
		expect(success[0].json.status).toBe('ended');
	}, 5_000);
});

describe('An execution that is stopped', () => {
	const settings = { onError: 'continueRegularOutput' } as const;

	it('says of everybody who was waiting that they were not called', async () => {
		const parameters = launching({ options: { callsPerMinute: 1 } });
		const { data } = await stopAfter(1, { items: customers(3), parameters, settings });
		const said = JSON.stringify(data);
		expect(said).toMatch(/stopped before this item was called/);
		expect(said).not.toMatch(/This operation was aborted/);
	});

	it('says of a launch under way that it may have been placed', async () => {
		Object.assign(patience, { answer: 60_000 });
		launchMeets(scene, { kind: 'hang', accept: true });
		const { data } = await stopAfter(1, { items: customers(1), parameters: launching(), settings });
		expect(JSON.stringify(data)).toMatch(/may have been placed/);
	});

	it('names the call whose end it waited for', async () => {
		const parameters = launching({ options: { waitForEnd: true } });
		const { data } = await stopAfter(1, { items: customers(1), parameters, settings });
		expect(JSON.stringify(data)).toContain(
			`The call was placed: its ID is ${scene.simulator.calls[0].id}`,
		);
	});
});
