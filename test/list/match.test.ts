import { answersTo, callsSince, covers } from '../../nodes/Nebrija/list/match';
import type { Call } from '../../nodes/Nebrija/api/call';

const now = Date.parse('2026-03-01T12:00:00Z');
const at = (seconds: number) => new Date(now + seconds * 1000).toISOString();
const wanted = { customer: { number: '+34600111222' }, assistantId: 'a1' };
const call = (id: string, more: Call = {}): Call => ({
	id,
	customer: { number: '+34600111222' },
	assistantId: 'a1',
	startTime: at(1),
	...more,
});
const listing = (calls: Call[], more = {}) => ({
	calls,
	complete: false,
	clockDifference: 0,
	...more,
});
const found = (calls: Call[], more = {}) =>
	callsSince(listing(calls, more), wanted, now).map(({ id }) => id);

describe('A call that answers to a launch', () => {
	it.each([
		['the same number and assistant', call('x'), true],
		['the number written another way', call('x', { customer: { number: '34600111222' } }), true],
		['another number', call('x', { customer: { number: '+34600111223' } }), false],
		['no customer', call('x', { customer: null }), false],
		['another assistant', call('x', { assistantId: 'a2' }), false],
		['no word of the assistant', call('x', { assistantId: null }), true],
	])('%s', (_, candidate, answers) => {
		expect(answersTo(candidate, wanted)).toBe(answers);
	});

	it('with an A/B test goes by the test, whatever its assistant', () => {
		const test = { customer: wanted.customer, testId: 't1' };
		expect(answersTo(call('x', { assistantId: 'a9', testId: 't1' }), test)).toBe(true);
		expect(answersTo(call('x', { testId: 't2' }), test)).toBe(false);
	});
});

describe('Calls since the moment of sending', () => {
	it.each([
		['started after it', [call('x')], ['x']],
		['started before it', [call('x', { startTime: at(-30) })], []],
		['within the second that a date leaves open', [call('x', { startTime: at(-1.5) })], ['x']],
		['the earliest first', [call('y', { startTime: at(9) }), call('x')], ['x', 'y']],
		['queued: no start time yet, newer than any old call', [call('x', { startTime: null })], ['x']],
		[
			'without start time behind an old call',
			[call('o', { startTime: at(-60) }), call('x', { startTime: undefined })],
			[],
		],
		['without start time but ended', [call('x', { startTime: null, endTime: at(5) })], []],
	])('%s', (_, calls, ids) => {
		expect(found(calls)).toEqual(ids);
	});

	it('go by the clock of the API', () => {
		const ahead = [call('x', { startTime: at(3600) })];
		const before = [call('x', { startTime: at(1800) })];
		expect(found(ahead, { clockDifference: 3_600_000 })).toEqual(['x']);
		expect(found(before, { clockDifference: 3_600_000 })).toEqual([]);
	});

	it('forgive a minute where the API sends no date', () => {
		const calls = [call('x', { startTime: at(-50) }), call('y', { startTime: at(-70) })];
		expect(found(calls, { clockDifference: undefined })).toEqual(['x']);
	});
});

describe('A list covers a moment', () => {
	it.each([
		['when it has ended', [], { complete: true }, true],
		['when a call in it started before', [call('x', { startTime: at(-60) })], {}, true],
		['not when all started since', [call('x')], {}, false],
		['not when start times are missing', [call('x', { startTime: null })], {}, false],
		['not when it is empty and may have been cut', [], {}, false],
	])('%s', (_, calls, more, covered) => {
		expect(covers(listing(calls, more), now)).toBe(covered);
	});
});
