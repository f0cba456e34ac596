import { readTime } from '../../nodes/Nebrija/api/answer';
import { readTimes } from '../../nodes/Nebrija/api/call';

const time = Date.UTC(2026, 0, 31, 9, 5);

describe('A time of the API', () => {
	it('is not read on a machine whose time is UTC', () => {
		expect(new Date(time).getTimezoneOffset()).not.toBe(0);
	});

	it.each([
		'2026-01-31T09:05:00Z',
		'2026-01-31T09:05:00.000Z',
		'2026-01-31T09:05:00',
		'2026-01-31 09:05:00',
		' 2026-01-31T09:05 ',
		'2026-01-31T10:05:00+01:00',
		'2026-01-31T10:05:00+0100',
		'Sat, 31 Jan 2026 09:05:00 GMT',
		time,
		time / 1000,
	])('is in UTC unless it says otherwise: %j', (value) => {
		expect(readTime(value)).toBe(time);
	});

	it('may be a day', () => {
		expect(readTime('2026-01-31')).toBe(Date.UTC(2026, 0, 31));
	});

	it.each([undefined, null, '', ' ', 'soon', 'at 9:05', '01/02/2026 09:05', {}, [], true])(
		'is not %j',
		(value) => {
			expect(readTime(value)).toBeUndefined();
		},
	);
});

describe('The times of a call', () => {
	it.each([
		[{ startTime: '2026-01-31T09:05:00', endTime: null }, { start: time }],
		[
			{ startedAt: time, endedAt: time + 1 },
			{ start: time, end: time + 1 },
		],
		[{}, {}],
	])('of %j are %j', (call, times) => {
		expect(readTimes(call)).toEqual(times);
	});
});
