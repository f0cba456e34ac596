import { NodeHelpers } from 'n8n-workflow';
import type {
	IDataObject,
	INodeParameters,
	INodeProperties,
	INodePropertyCollection,
} from 'n8n-workflow';

import { callingHoursOption } from '../../nodes/Nebrija/call/callingHours';
import { patience } from '../../nodes/Nebrija/pace/patience';
import { moveClock, useClock } from '../engine/clock';
import type { Mounted } from '../engine/mount';
import { customers, launching, numberOf, useScene } from '../engine/scene';

const scene = useScene();
useClock();
const original = structuredClone(patience);
afterEach(() => Object.assign(patience, structuredClone(original)));

const minute = 60_000;
const [hour, day] = [60 * minute, 1_440 * minute];
const everyDay = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const workdays = everyDay.slice(0, 5);

/** Hours of a clock that stands at UTC. */
const office: IDataObject = { window: { from: '09:00', until: '21:00', days: workdays } };
const hours = (more: INodeParameters = {}) =>
	launching({ options: { callingHours: office as never, numberTimeZone: 'Etc/UTC', ...more } });

/** Moves the clock forward to a time of the next Wednesday, UTC. */
function itIs(time: string) {
	const now = Date.now();
	const midnight = now - (now % day);
	const wednesday = midnight + ((9 - new Date(midnight).getUTCDay()) % 7 || 7) * day + day;
	moveClock(wednesday + Date.parse(`1970-01-01T${time}Z`) - now);
}

const run = async (more: Partial<Mounted> = {}, count = 1) =>
	await scene.run({ items: customers(count), parameters: hours(), ...more });
const rung = () => scene.simulator.ringsByNumber();
const launches = () => scene.simulator.requestsTo('POST', '/calls').length;

/** Moves the clock past the end of the hours once so many launches have arrived. */
async function passTheEnd(after: number) {
	for (let tries = 0; launches() < after && tries < 1_000; tries++) {
		await new Promise((resolve) => setTimeout(resolve, 1));
	}
	moveClock(minute);
}

describe('Outside the calling hours', () => {
	it('calls nobody, and says from when on one may', async () => {
		itIs('23:10:30');
		const { success, error } = await run({}, 2);
		expect(scene.simulator.requests).toEqual([]);
		expect(error).toBeUndefined();
		const tomorrow = new Date(Date.now() - (Date.now() % day) + day + 9 * hour).toISOString();
		expect(success.map(({ json }) => json)).toEqual(
			customers(2).map(({ phone }) => ({
				notCalled: 'outsideCallingHours',
				customer: { number: phone },
				timeZones: ['Etc/UTC'],
				callableFrom: tomorrow,
				reason: 'It is 23:10 in UTC; calls are allowed Monday to Friday from 09:00 to 21:00',
			})),
		);
		expect(success.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});

	it.each([
		['08:59:50', 0],
		['09:00:00', 1],
		['20:59:30', 1],
		['21:00:00', 0],
	])('at %s the phone rings %i times', async (time, times) => {
		itIs(time);
		await run();
		expect(scene.simulator.rings(numberOf(0))).toBe(times);
	});

	it('goes by the time zones of the number where none is given', async () => {
		itIs('08:30:00');
		const items = ['+34912345678', '+34922123456'].map((phone) => ({ phone }));
		const parameters = hours({ numberTimeZone: '={{ $json.zone }}' });
		const { success } = await run({ items, parameters });
		expect(success[1].json).toMatchObject({ timeZones: ['Atlantic/Canary'] });
		expect(rung()).toEqual({ '+34912345678': 1 });
	});

	it('goes by the time zone of each row', async () => {
		itIs('20:30:00');
		const zones = ['Europe/Madrid', 'America/New_York', ''];
		const items = customers(3).map((item, row) => ({ ...item, zone: zones[row] }));
		await run({ items, parameters: hours({ numberTimeZone: '={{ $json.zone }}' }) });
		expect(rung()).toEqual({ [numberOf(1)]: 1 });
	});

	it('makes nobody wait for a place in a line', async () => {
		itIs('23:10:00');
		const { success } = await run({ parameters: hours({ callsPerMinute: 1 }) }, 3);
		expect(success.map(({ json }) => json.notCalled)).toEqual(Array(3).fill('outsideCallingHours'));
	}, 5_000);

	it('keeps what a workflow needs under Simplify, and waits for no end', async () => {
		itIs('23:10:00');
		const { success } = await run({ parameters: hours({ simplify: true, waitForEnd: true }) });
		const { callableFrom, reason, ...rest } = success[0].json;
		expect(rest).toEqual({ customerNumber: numberOf(0), notCalled: 'outsideCallingHours' });
		expect([callableFrom, reason]).toEqual([expect.any(String), expect.any(String)]);
	});

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'is no error with %s, where a bad number is one',
		async (onError) => {
			itIs('23:10:00');
			const items = [{ phone: '12' }, ...customers(1)];
			const { success, errors } = await run({ items, settings: { onError } });
			expect(launches()).toBe(0);
			const all = [...success, ...errors];
			expect(all.filter(({ json }) => json.error)).toHaveLength(1);
			expect(success.map(({ json }) => json.notCalled)).toContain('outsideCallingHours');
		},
	);

	it('tells an agent why, so that it can call later', async () => {
		itIs('23:10:00');
		const ask = (id: string) => ({ id, input: customers(1)[0] });
		const { success } = await run({ agent: [ask('t1'), ask('t2')] });
		expect(launches()).toBe(0);
		expect(success.map(({ json }) => json.notCalled)).toEqual(Array(2).fill('outsideCallingHours'));
		moveClock(12 * hour);
		await run({ agent: [ask('t3')] });
		expect(rung()).toEqual({ [numberOf(0)]: 1 });
	});
});

describe('The hour is asked for right before each launch', () => {
	it('so nobody is called after the end, however long the pace takes', async () => {
		itIs('20:59:50');
		const parameters = hours({ callsPerMinute: 600 });
		const { success } = await run({ parameters, onStart: () => passTheEnd(2) }, 5);
		expect(rung()).toEqual({ [numberOf(0)]: 1, [numberOf(1)]: 1 });
		expect(success.map(({ json }) => json.notCalled)).toEqual([
			undefined,
			undefined,
			...Array(3).fill('outsideCallingHours'),
		]);
	});

	it('so nobody is called after a 429 that lasted past the end', async () => {
		itIs('20:59:55');
		scene.simulator.faults.add({
			match: { method: 'POST' },
			fault: { kind: 'status', status: 429 },
		});
		Object.assign(patience, { firstSlowDown: 50 });
		const { success } = await run({ onStart: () => passTheEnd(1) });
		expect(launches()).toBe(1);
		expect(rung()).toEqual({});
		expect(success[0].json.notCalled).toBe('outsideCallingHours');
	});

	it('so nobody is called after a connection that failed until the end', async () => {
		itIs('20:59:55');
		const credential = { apiToken: 'x', baseUrl: 'http://127.0.0.1:9', id: 'nowhere' };
		Object.assign(patience, { notSent: [200] });
		const onStart = () => setTimeout(() => moveClock(minute), 100);
		const { success, error } = await run({ credential, onStart });
		expect(error).toBeUndefined();
		expect(success[0].json.notCalled).toBe('outsideCallingHours');
	});
});

describe('What was called is given out at any hour', () => {
	it('an earlier call of Skip If Called Within', async () => {
		itIs('20:50:00');
		const parameters = hours({ skipIfCalledWithin: 60 });
		await run({ parameters });
		moveClock(20 * minute);
		const { success } = await run({ parameters });
		expect(success[0].json).toMatchObject({ id: scene.simulator.calls[0].id, skipped: true });
		expect(rung()).toEqual({ [numberOf(0)]: 1 });
	});

	it('the call of a launch whose answer was lost, looked for past the end', async () => {
		itIs('20:59:55');
		Object.assign(patience, { lookUps: [0, 50, 100] });
		scene.simulator.faults.add({
			match: { method: 'POST' },
			fault: { kind: 'reset', accept: true },
		});
		const { success } = await run({ onStart: () => passTheEnd(1) });
		expect(success[0].json.id).toBe(scene.simulator.calls[0].id);
		expect(rung()).toEqual({ [numberOf(0)]: 1 });
	});

	it('and a Retry calls in the morning who was not called at night, and nobody else again', async () => {
		itIs('20:30:00');
		const zones = ['Etc/UTC', 'Europe/Madrid', 'Etc/UTC'];
		const items = customers(3).map((item, row) => ({ ...item, zone: zones[row] }));
		const parameters = hours({ numberTimeZone: '={{ $json.zone }}' });
		scene.simulator.faults.add({
			match: { method: 'POST', number: numberOf(2) },
			fault: { kind: 'status', status: 400 },
		});
		const mount = scene.mount({ items, parameters });
		const first = await mount.run();
		expect(first.error).toBeDefined();
		const before = rung();
		expect(before).not.toHaveProperty([numberOf(1)]);
		moveClock(13 * hour);
		const { success, error } = await mount.retry();
		expect(error).toBeUndefined();
		expect(success).toHaveLength(3);
		expect(rung()).toEqual({ [numberOf(0)]: 1, [numberOf(1)]: 1, [numberOf(2)]: 1 });
	});
});

describe('In a test run', () => {
	const mine = '+34911234567';

	it('the test number rings at any hour, and the item says what production would do', async () => {
		itIs('23:10:00');
		const parameters = hours({ inTestRuns: 'callTestNumber', testNumber: mine });
		const { success } = await run({ parameters, mode: 'manual' }, 2);
		expect(rung()).toEqual({ [mine]: 1 });
		for (const { json } of success) {
			expect(json).toMatchObject({ testRun: true, callableFrom: expect.any(String) });
			expect(json.reason).toMatch(/would not call this customer now.*23:10/);
		}
	});

	it('nobody rings, and the item says what production would do', async () => {
		itIs('23:10:00');
		const parameters = hours({ inTestRuns: 'callNobody' });
		const { success } = await run({ parameters, mode: 'manual' });
		expect(rung()).toEqual({});
		expect(success[0].json).toMatchObject({ notCalled: 'testRun', testRun: true });
		expect(success[0].json.reason).toMatch(/would not call this customer now.*23:10/);
	});

	it('which calls the customer, the hours hold', async () => {
		itIs('23:10:00');
		await run({ mode: 'manual' });
		expect(rung()).toEqual({});
	});
});

describe('Hours in three parts', () => {
	const from = (from: string, until: string) => ({ from, until, days: workdays });
	const callingHours = {
		window: from('09:00', '11:00'),
		secondWindow: from('13:00', '15:00'),
		thirdWindow: from('17:00', '19:00'),
	};

	it.each([
		['10:00:00', 1],
		['12:00:00', 0],
		['14:00:00', 1],
		['16:00:00', 0],
		['18:00:00', 1],
		['20:00:00', 0],
	])('at %s ring %i times', async (time, rings) => {
		itIs(time);
		await run({ parameters: hours({ callingHours } as never) });
		expect(Object.values(rung())).toEqual(Array(rings).fill(1));
	});
});

describe('What the editor saves of Calling Hours', () => {
	const { options } = callingHoursOption as { options: INodePropertyCollection[] };
	const saved = (callingHours: object) => {
		const all: INodeProperties[] = [
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				default: {},
				options: [callingHoursOption],
			},
		];
		const values = { options: { callingHours } } as INodeParameters;
		return NodeHelpers.getNodeParameters(all, values, false, false, null, null);
	};

	it('is all of it, as it arrives, with more, and emptied', () => {
		const arrives = callingHoursOption.default as IDataObject;
		const more = { ...arrives, secondWindow: { from: '22:00', until: '23:00', days: ['sunday'] } };
		for (const shown of [arrives, more, {}]) {
			expect(saved(shown)).toEqual({ options: { callingHours: shown } });
		}
		expect(options.map(({ name }) => name)).toEqual(['window', 'secondWindow', 'thirdWindow']);
	});
});

describe('Hours that cannot be understood call nobody', () => {
	const window = (more: IDataObject) => ({
		callingHours: { window: { from: '00:00', until: '24:00', days: everyDay, ...more } } as never,
	});

	it.each<[string, INodeParameters, RegExp]>([
		['no hours', { callingHours: { elsewhere: {} } }, /'Calling Hours' hold no hours/],
		['an empty option', { callingHours: {} }, /'Calling Hours' hold no hours/],
		['no time', window({ from: '' }), /hold "" as 'From'/],
		['a word', window({ until: 'evening' }), /hold "evening" as 'Until'/],
		['minutes too many', window({ from: '09:60' }), /hold "09:60" as 'From'/],
		['hours too many', window({ until: '24:01' }), /hold "24:01" as 'Until'/],
		['an end at the beginning', window({ from: '09:00', until: '09:00' }), /not after 09:00/],
		['hours past midnight', window({ from: '21:00', until: '09:00' }), /end at 09:00.*21:00/],
		['no day', window({ days: [] }), /without a day/],
		['a day of another name', window({ days: ['lunes'] }), /a day that does not exist/],
		['a wrong time zone', { numberTimeZone: 'Madrid' }, /'Time Zone of the Number' "Madrid"/],
	])('%s', async (_, options, message) => {
		itIs('12:00:00');
		const { error } = await run({ parameters: hours(options) });
		expect(error?.message).toMatch(message);
		expect(scene.simulator.requests).toEqual([]);
	});

	it('not even in hours that follow good ones', async () => {
		itIs('12:00:00');
		const callingHours = { ...office, thirdWindow: { from: '22:00', until: '', days: workdays } };
		const { error } = await run({ parameters: hours({ callingHours } as never) });
		expect(error?.message).toMatch(/hold "" as 'Until'/);
		expect(scene.simulator.requests).toEqual([]);
	});

	it('not even the good rows beside a bad one', async () => {
		itIs('12:00:00');
		const items = customers(2).map((item, row) => ({ ...item, zone: ['Etc/UTC', 'x'][row] }));
		const parameters = hours({ numberTimeZone: '={{ $json.zone }}' });
		const { error } = await run({ items, parameters });
		expect(error?.message).toMatch(/Nobody was called/);
		expect(scene.simulator.requests).toEqual([]);
	});

	it.each(['9:00', ' 09:00 '])('but %j is a time', async (from) => {
		itIs('09:00:30');
		await run({ parameters: hours(window({ from })) });
		expect(rung()).toEqual({ [numberOf(0)]: 1 });
	});
});
