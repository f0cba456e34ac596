import type { Call, LaunchBody } from '../../nodes/Nebrija/api/call';
import type { Listing } from '../../nodes/Nebrija/api/listing';
import { callsSince, findCall, findPossibleCalls } from '../../nodes/Nebrija/list/match';
import { askedFor } from '../../nodes/Nebrija/memory/ledger';
import { wholeList } from './wholeList';

const now = Date.parse('2026-03-01T12:00:00Z');
const at = (seconds: number) => new Date(now + seconds * 1000).toISOString();
const plain = (seconds: number) => at(seconds).replace('T', ' ').slice(0, -5);
const number = '+34600111222';
const wanted = { customer: { number }, assistantId: 'a1' };
const sent = { number, with: askedFor({ assistantId: 'A1' }), at: now };
const call = (more: Record<string, unknown> = {}): Call => ({
	id: 'x',
	customer: { number },
	assistantId: 'a1',
	startTime: at(1),
	...more,
});
const to = (written: unknown) => call({ customer: { number: written } });
const listing = (calls: Call[], more: Partial<Listing> = {}) => wholeList(calls, now, more);
const nobody = () => false;

/** What a list with one call says: it is ours, it could be ours, or it is certainly not. */
const rows: Array<[string, Call, 'ours' | 'could be' | 'not ours']> = [
	['the same number and assistant, just after', call(), 'ours'],
	['with callId in place of id', call({ id: undefined, callId: 'x' }), 'ours'],
	['written with 00', to('0034600111222'), 'ours'],
	['written without plus', to('34600111222'), 'ours'],
	['written as an address', to('sip:+34600111222@pbx.example;user=phone'), 'ours'],
	['as a plain text', call({ customer: number }), 'ours'],
	['as destination', call({ customer: undefined, destination: number }), 'ours'],
	['the assistant in capitals', call({ assistantId: 'A1' }), 'ours'],
	['without a word of the assistant', call({ assistantId: null }), 'ours'],
	['as startedAt', call({ startTime: undefined, startedAt: at(1) }), 'ours'],
	['in milliseconds', call({ startTime: now + 1 }), 'ours'],
	['in seconds', call({ startTime: now / 1000 + 1 }), 'ours'],
	['in a time with a space and without offset', call({ startTime: plain(1) }), 'ours'],
	['in a time of UTC by name', call({ startTime: `${plain(1)} UTC` }), 'ours'],
	['not begun yet, where nothing is dated', call({ startTime: null }), 'could be'],
	['cut to whole seconds', call({ startTime: at(-0.9) }), 'ours'],
	['a time without offset', call({ startTime: at(1).slice(0, -1) }), 'ours'],
	['written nationally', to('600111222'), 'could be'],
	['masked', to('+34600***222'), 'could be'],
	['masked at the end', to('+34600111***'), 'could be'],
	['masked by dashes', to('+34600---222'), 'could be'],
	['masked by dots', to('+34 600 ... 222'), 'could be'],
	['masked by underscores', to('+34600___222'), 'could be'],
	['masked by blocks', to('+34600■■■222'), 'could be'],
	['as a hash', to('a3f5c81e09b2d47766120f9e8d7c6b5a'), 'could be'],
	['as the id of a person', to('6f1c2a9e-0b57-4c7e-9a35-1d2f8b7c4e01'), 'could be'],
	['the customer as an id', call({ customer: 'cus_98347509' }), 'could be'],
	['in a time nobody can be sure of', call({ startTime: '01/03/2026 12:00' }), 'could be'],
	['no number', to(null), 'could be'],
	['no customer', call({ customer: null }), 'could be'],
	['without a digit', to('anonymous'), 'could be'],
	['a word with digits', to('anon 12'), 'could be'],
	['its last digits only', to('1222'), 'could be'],
	['its country only', to('+34'), 'could be'],
	['another assistant', call({ assistantId: 'a2' }), 'could be'],
	['an A/B test', call({ assistantId: null, testId: 't1' }), 'could be'],
	['nobody answered: an end and no start', call({ startTime: null, endTime: at(20) }), 'could be'],
	['by a clock that is five seconds behind', call({ startTime: at(-5) }), 'could be'],
	['cut to minutes, by a clock that is behind', call({ startTime: at(-65) }), 'could be'],
	['without an id', call({ id: undefined }), 'could be'],
	['other last digits only', to('1223'), 'not ours'],
	['another number', to('+34600111223'), 'not ours'],
	['in groups, with brackets', to('+34 (600) 111-223'), 'not ours'],
	['masked, with other last digits', to('+34600***223'), 'not ours'],
	['masked, with another country', to('+33*******222'), 'not ours'],
	['over two minutes before', call({ startTime: at(-121) }), 'not ours'],
	['ended over two minutes before', call({ startTime: null, endTime: at(-121) }), 'not ours'],
];

describe('A call in the list', () => {
	it.each(rows)('%s', (_, candidate, is) => {
		const list = listing([candidate]);
		expect(findCall(list, sent, nobody)).toBe(is === 'ours' ? candidate : undefined);
		expect(findPossibleCalls(list, sent, nobody)).toHaveLength(is === 'not ours' ? 0 : 1);
	});

	it.each([
		['that has not begun yet is ours', 'initiated', true],
		['that is over without any time may be of any day', 'ended', false],
		['of an unknown status without any time may be of any day', 'ocupado', false],
	])('%s, where the others are dated', (_, status, isOurs) => {
		const undated = call({ startTime: null, status });
		const other = call({ id: 'y', customer: { number: '+34600999999' } });
		const list = listing([undated, other]);
		expect(findCall(list, sent, nobody)).toBe(isOurs ? undated : undefined);
		expect(findPossibleCalls(list, sent, nobody)).toEqual([expect.objectContaining({ id: 'x' })]);
	});

	it('that belongs to another item is not ours', () => {
		const list = listing([call()]);
		expect(findCall(list, sent, (id) => id === 'x')).toBeUndefined();
		expect(findPossibleCalls(list, sent, (id) => id === 'x')).toEqual([]);
	});

	it('is the earliest of those that could be', () => {
		const list = listing([call({ id: 'late', startTime: at(9) }), call({ id: 'first' })]);
		expect(findCall(list, sent, nobody)?.id).toBe('first');
	});

	it('of an A/B test goes by the test', () => {
		const asked = { ...sent, with: askedFor({ testId: 't1' }) };
		const ours = call({ assistantId: 'a9', testId: 't1' });
		expect(findCall(listing([ours]), asked, nobody)).toBe(ours);
		expect(findCall(listing([call({ testId: 't2' })]), asked, nobody)).toBeUndefined();
	});

	it('is dated by the clock of the API, where that can be trusted', () => {
		const list = [call({ startTime: at(1800) }), call({ id: 'y', startTime: at(3590) })];
		const aheadBy = (seconds: number, fresh = true) =>
			findCall(listing(list, { clockDifference: seconds * 1000, fresh }), sent, nobody)?.id;
		expect([aheadBy(0), aheadBy(3590), aheadBy(3600)]).toEqual(['x', 'y', undefined]);
		expect(aheadBy(3600, false)).toBe('x');
	});

	it('from before is never adopted where the API sends no date', () => {
		const list = listing([call({ startTime: at(-50) })], { clockDifference: undefined });
		expect(findCall(list, sent, nobody)).toBeUndefined();
		expect(findPossibleCalls(list, sent, nobody)).toHaveLength(1);
	});
});

describe('Who was called since a moment', () => {
	const asked = (calls: Call[], body: LaunchBody = wanted) => {
		const { call: own, byOthers, doubtful } = callsSince(listing(calls), body, now, nobody);
		return own ? 'called' : doubtful.length ? 'doubtful' : byOthers.length ? 'by others' : 'not';
	};

	it.each<[string, Call, string]>([
		['just after', call(), 'called'],
		['nobody answered', call({ startTime: null, endTime: at(5) }), 'called'],
		['not begun yet', call({ startTime: null }), 'called'],
		['the assistant in capitals', call({ assistantId: 'A1' }), 'called'],
		['written with 00', to('0034600111222'), 'called'],
		['as destination', call({ customer: undefined, destination: number }), 'called'],
		['before', call({ startTime: at(-1) }), 'not'],
		['another person', to('+34600111223'), 'not'],
		['another assistant', call({ assistantId: 'a2' }), 'by others'],
		['written nationally', to('600111222'), 'doubtful'],
		['masked', to('+34600***222'), 'doubtful'],
		['no number', to(undefined), 'doubtful'],
		['no number, another assistant', call({ customer: null, assistantId: 'a2' }), 'not'],
	])('%s', (_, candidate, is) => {
		expect(asked([candidate])).toBe(is);
	});

	it.each([
		[
			'an assistant, where others show their A/B test',
			[call(), call({ id: 'y', testId: 't2' })],
			'by others',
		],
		['an assistant, where no test is ever shown', [call()], 'called'],
		['the test', [call({ testId: 'T1' })], 'called'],
	])('by %s, of an A/B test', (_, calls, is) => {
		const body = { customer: { number }, testId: 't1' };
		expect(asked(calls, body)).toBe(is);
	});

	it('gives the latest call', () => {
		const calls = [call({ id: 'first' }), call({ id: 'last', startTime: at(60) })];
		expect(callsSince(listing(calls), wanted, now, nobody).call?.id).toBe('last');
	});
});
