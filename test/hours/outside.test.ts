import { openingOf } from '../../nodes/Nebrija/hours/opening';
import { outsideHours } from '../../nodes/Nebrija/hours/outside';
import type { Window } from '../../nodes/Nebrija/hours/week';
import { opensIn } from '../../nodes/Nebrija/hours/week';
import { offsetAt } from '../../nodes/Nebrija/hours/zone';
import { readTimeZones } from '../../nodes/Nebrija/phone/zones';

const hours = (days: number[], from: number, until: number): Window => ({
	days,
	from: from * 60,
	until: until * 60,
});
const [monday, friday, saturday, sunday] = [0, 4, 5, 6];
const workdays = [0, 1, 2, 3, 4];
const everyDay = [0, 1, 2, 3, 4, 5, 6];
const office = [hours(workdays, 9, 21)];
const french = [hours(workdays, 10, 13), hours(workdays, 14, 20)];
const madrid = 'Europe/Madrid';
const newYork = 'America/New_York';

/** When it may ring from a moment on: at once, or later, in UTC to the minute. */
const callable = (zones: string[], windows: Window[], at: string) => {
	const outside = outsideHours({ zones, windows }, Date.parse(`${at}Z`));
	return outside ? outside.callableFrom : 'now';
};

describe('When a phone may ring', () => {
	// 26 November 2026 is a Thursday; Madrid is one hour ahead of UTC in winter and two in summer.
	it.each<[string, string[], Window[], string, string | null]>([
		['the minute before it opens', [madrid], office, '2026-11-26T07:59:59', '2026-11-26T08:00'],
		['the moment it opens', [madrid], office, '2026-11-26T08:00:00', 'now'],
		['the last moment', [madrid], office, '2026-11-26T19:59:59.999', 'now'],
		['the end', [madrid], office, '2026-11-26T20:00:00', '2026-11-27T08:00'],
		['the night', [madrid], office, '2026-11-27T02:00:00', '2026-11-27T08:00'],
		['the last moment of Friday', [madrid], office, '2026-11-27T19:59:59', 'now'],
		['the end of Friday', [madrid], office, '2026-11-27T20:00:00', '2026-11-30T08:00'],
		['Saturday', [madrid], office, '2026-11-28T12:00:00', '2026-11-30T08:00'],
		['Sunday', [madrid], office, '2026-11-29T12:00:00', '2026-11-30T08:00'],
		['Monday before it opens', [madrid], office, '2026-11-30T07:59:00', '2026-11-30T08:00'],
		['Monday in Auckland', ['Pacific/Auckland'], office, '2026-11-29T20:30:00', 'now'],
		['Friday in Honolulu', ['Pacific/Honolulu'], office, '2026-11-28T06:59:00', 'now'],
		[
			'a day that begins at its midnight',
			[madrid],
			[hours([monday], 0, 24)],
			'2026-11-29T23:00:00',
			'now',
		],
		[
			'a day that ends at its midnight',
			[madrid],
			[hours([sunday], 0, 24)],
			'2026-11-29T23:00:00',
			'2026-12-05T23:00',
		],
		[
			'two days that meet at midnight',
			[madrid],
			[hours([saturday, sunday], 0, 24)],
			'2026-11-28T23:00:00',
			'now',
		],
		[
			'one day a week, just missed',
			[madrid],
			[hours([friday], 9, 10)],
			'2026-11-27T09:00:00',
			'2026-12-04T08:00',
		],
		['the first of two windows', [madrid], french, '2026-11-26T11:59:00', 'now'],
		['between two windows', [madrid], french, '2026-11-26T12:00:00', '2026-11-26T13:00'],
		['the second of two windows', [madrid], french, '2026-11-26T13:00:00', 'now'],
		['after two windows', [madrid], french, '2026-11-26T19:00:00', '2026-11-27T09:00'],
		[
			'windows given the other way round',
			[madrid],
			[...french].reverse(),
			'2026-11-26T12:30:00',
			'2026-11-26T13:00',
		],
		['half an hour', ['Asia/Calcutta'], office, '2026-11-26T03:29:00', '2026-11-26T03:30'],
		[
			'three quarters of an hour',
			['Pacific/Chatham'],
			office,
			'2026-11-25T19:14:00',
			'2026-11-25T19:15',
		],
		[
			'two zones, one still closed',
			['Atlantic/Canary', madrid],
			office,
			'2026-11-26T08:30:00',
			'2026-11-26T09:00',
		],
		[
			'two zones, one closed already',
			['Atlantic/Canary', madrid],
			office,
			'2026-11-26T20:30:00',
			'2026-11-27T09:00',
		],
		[
			'two zones, each in another window',
			['Atlantic/Canary', madrid],
			french,
			'2026-11-26T13:30:00',
			'2026-11-26T14:00',
		],
		[
			'two zones of two different windows',
			['Atlantic/Canary', madrid],
			[hours(workdays, 10, 11), hours(workdays, 11, 12)],
			'2026-11-26T10:30:00',
			'now',
		],
		['no zone', [], office, '2026-11-26T12:00:00', null],
	])('%s', (_, zones, windows, at, from) => {
		const iso = from === 'now' || from === null ? from : `${from}:00.000Z`;
		expect(callable(zones, windows, at)).toBe(iso);
	});

	it.each<[string, string, Window[], string, string]>([
		// Madrid: 28 March 2027 02:00 becomes 03:00, 31 October 2027 03:00 becomes 02:00.
		[
			'over the night of the spring change',
			madrid,
			[hours(everyDay, 9, 21)],
			'2027-03-27T20:00',
			'2027-03-28T07:00',
		],
		[
			'over the weekend of the spring change',
			madrid,
			office,
			'2027-03-26T20:00',
			'2027-03-29T07:00',
		],
		[
			'over the weekend of the autumn change',
			madrid,
			office,
			'2027-10-29T19:00',
			'2027-11-01T08:00',
		],
		[
			'an hour that the spring change leaves out',
			madrid,
			[hours([sunday], 2, 3)],
			'2027-03-27T12:00',
			'2027-04-04T00:00',
		],
		[
			'the same, a week before',
			madrid,
			[hours([sunday], 2, 3)],
			'2027-03-21T02:00',
			'2027-04-04T00:00',
		],
		[
			'hours that begin in the gap',
			madrid,
			[hours([sunday], 2.5, 5)],
			'2027-03-28T00:10',
			'2027-03-28T01:00',
		],
		[
			'an hour that comes twice, between',
			madrid,
			[hours([sunday], 2.25, 2.5)],
			'2027-10-31T00:40',
			'2027-10-31T01:15',
		],
		[
			'an hour that comes twice, after',
			madrid,
			[hours([sunday], 2.25, 2.5)],
			'2027-10-31T01:30',
			'2027-11-07T01:15',
		],
		[
			'hours that end in the repeated one',
			madrid,
			[hours([sunday], 1, 2.25)],
			'2027-10-31T00:20',
			'2027-10-31T01:00',
		],
		// New York: 14 March 2027 02:00 becomes 03:00, 7 November 2027 02:00 becomes 01:00.
		['spring in New York', newYork, office, '2027-03-13T12:00', '2027-03-15T13:00'],
		['autumn in New York', newYork, office, '2027-11-06T12:00', '2027-11-08T14:00'],
		[
			'the gap in New York',
			newYork,
			[hours([sunday], 2, 3)],
			'2027-03-14T06:00',
			'2027-03-21T06:00',
		],
		[
			'the fold in New York',
			newYork,
			[hours([sunday], 1.5, 1.75)],
			'2027-11-07T05:50',
			'2027-11-07T06:30',
		],
	])('%s: %s', (_, zone, windows, at, from) => {
		expect(callable([zone], windows, at)).toBe(`${from}:00.000Z`);
	});

	it.each([
		['+34922123456', 1, '2026-11-26T09:00'],
		['+34600111222', 2, '2026-11-26T09:00'],
		['+61412345678', 8, '2026-11-26T02:30'],
		['+79161234567', 16, '2026-11-26T07:00'],
		['+18005551234', 42, '2026-11-26T23:00'],
	])('%s, which may be in %i zones, from %s', (number, count, from) => {
		const zones = readTimeZones(number);
		expect(zones).toHaveLength(count);
		expect(callable(zones, office, '2026-11-26T01:00')).toBe(`${from}:00.000Z`);
	});

	it.each(['+79161234567', '+18005551234'])('%s never meets short hours', (number) => {
		const windows = [hours(workdays, 9, 17)];
		const outside = outsideHours({ zones: readTimeZones(number), windows }, Date.now());
		expect(outside?.callableFrom).toBeNull();
		expect(outside?.reason).toMatch(/no moment .* Fill in the option 'Time Zone of the Number'$/);
	});

	it('finds hours that meet in one season only', () => {
		// London is level with Lagos in summer and an hour behind in winter.
		const zones = ['Europe/London', 'Africa/Lagos'];
		const windows = [hours(workdays, 9, 10)];
		expect(callable(zones, windows, '2026-11-02T09:00')).toBe('2027-03-29T08:00:00.000Z');
	});

	it('forgets an answer when its time has passed, or the clock is set back', () => {
		const at = (text: string) => callable([madrid], office, text);
		expect(at('2026-11-26T21:00')).toBe('2026-11-27T08:00:00.000Z');
		expect(at('2026-11-27T21:00')).toBe('2026-11-30T08:00:00.000Z');
		expect(at('2026-11-26T05:00')).toBe('2026-11-26T08:00:00.000Z');
	});
});

describe('The next opening', () => {
	/** Minute by minute, as one would by hand. */
	const byHand = (zones: string[], windows: Window[], from: number, most: number) => {
		for (let now = from; now < from + most; now++) {
			if (zones.every((zone) => opensIn(windows, now + offsetAt(zone, now)) === 0)) return now;
		}
		return undefined;
	};
	const starts = ['2027-03-12', '2027-03-27', '2027-10-30', '2027-11-06'];
	const places = [
		[madrid],
		[newYork],
		[madrid, newYork],
		['Australia/Lord_Howe'],
		['Atlantic/Canary', madrid],
	];
	const weeks = [
		office,
		french,
		[hours([sunday], 1, 2.5)],
		[hours([sunday], 2, 2.75), hours([saturday], 23, 24)],
	];

	it.each(starts)('is what looking at every minute finds, about %s', (start) => {
		for (const zones of places) {
			for (const windows of weeks) {
				for (let step = 0; step < 48; step += 11) {
					const from = Date.parse(`${start}T00:00Z`) / 60_000 + step * 61;
					const expected = byHand(zones, windows, from, 9 * 1_440);
					const opening = openingOf(zones, windows, from) ?? Infinity;
					if (expected === undefined) expect(opening).toBeGreaterThan(from + 9 * 1_440 - 1);
					else expect([zones, start, step, opening]).toEqual([zones, start, step, expected]);
				}
			}
		}
	});
});

describe('The reason', () => {
	it.each<[string[], Window[], string, string]>([
		[
			[madrid],
			office,
			'2026-11-26T22:10',
			'It is 23:10 in Madrid; calls are allowed Monday to Friday from 09:00 to 21:00',
		],
		[
			[madrid],
			office,
			'2026-11-28T11:05',
			'It is Saturday, 12:05 in Madrid; calls are allowed Monday to Friday from 09:00 to 21:00',
		],
		[
			['Atlantic/Canary', madrid],
			french,
			'2026-11-26T09:30',
			'It is 09:30 in Canary, one of 2 time zones where this number may be; calls are allowed Monday to Friday from 10:00 to 13:00 and from 14:00 to 20:00',
		],
		[
			[newYork],
			[hours([0, 1, 2, 3], 9, 20), hours([friday, sunday], 9.5, 24)],
			'2026-11-26T04:00',
			'It is 23:00 in New York; calls are allowed Monday to Thursday from 09:00 to 20:00, and Friday and Sunday from 09:30 to 24:00',
		],
		[
			[madrid],
			[hours(everyDay, 9, 10)],
			'2026-11-26T22:10',
			'It is 23:10 in Madrid; calls are allowed every day from 09:00 to 10:00',
		],
		[
			[madrid],
			[hours([0, 2, 4], 9, 10)],
			'2026-11-25T22:10',
			'It is 23:10 in Madrid; calls are allowed Monday, Wednesday and Friday from 09:00 to 10:00',
		],
	])('%j', (zones, windows, at, reason) => {
		expect(outsideHours({ zones, windows }, Date.parse(`${at}Z`))).toMatchObject({
			timeZones: zones,
			reason,
		});
	});

	it('says what to do where nobody knows the place', () => {
		const outside = outsideHours({ zones: [], windows: office });
		expect(outside).toMatchObject({ timeZones: [], callableFrom: null });
		expect(outside?.reason).toMatch(/Fill in the option 'Time Zone of the Number'$/);
	});
});
