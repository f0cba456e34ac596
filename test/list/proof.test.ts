import type { Call } from '../../nodes/Nebrija/api/call';
import {
	findMissing,
	provesAbsence,
	shownFrom,
	tellsAll,
	wouldShow,
} from '../../nodes/Nebrija/list/proof';
import type { Testimony } from '../../nodes/Nebrija/list/proof';
import { fingerprint } from '../../nodes/Nebrija/api/fingerprint';
import type { Entry } from '../../nodes/Nebrija/memory/ledger';
import { wholeList } from './wholeList';

const now = Date.now();
const at = (seconds: number) => new Date(now + seconds * 1000).toISOString();
const number = '+34600999999';
const call = (more: Record<string, unknown> = {}): Call => ({
	id: 'x',
	customer: { number },
	startTime: at(1),
	...more,
});
const listing = (calls: Call[], more: Partial<Testimony> = {}) => wholeList(calls, now, more);
const begun = (...seconds: Array<number | undefined>) =>
	seconds.map((s) => call({ startTime: s === undefined ? null : at(s) }));
const ended = (...seconds: number[]) =>
	seconds.map((s) => call({ startTime: at(s - 3600), endTime: at(s) }));
const cut = { complete: false };
const known = (seconds: number, id = 'x', phone = number): Entry => ({
	...{ state: 'launched', id, at: now + seconds * 1000 },
	...{ phone: fingerprint(phone), with: '' },
});

describe('A list proves that there is no call since a moment', () => {
	it.each<[string, Call[], Partial<Testimony>, boolean]>([
		['when it has ended by itself', begun(5, 1), {}, true],
		['when it is cut, but goes back further', begun(5, -900), cut, true],
		['also if its calls began a little out of order', begun(5, -90, -60, -900), cut, true],
		['not when as much out of order as it goes back', begun(5, -80, -10, -180), cut, false],
		['not when all began since', begun(5, 1), cut, false],
		['not when it goes back a moment only', begun(5, -119), cut, false],
		['not when the oldest stand first', begun(-9000, 1), cut, false],
		['not when one old call stands on top', begun(-9000, 5, 1), cut, false],
		['not when it is in no order', begun(-9000, 50, -9900), cut, false],
		['when it is sorted by the end', ended(5, -300, -400), cut, true],
		['not when it may be, and its last call ended a moment ago only', ended(5, -30), cut, false],
		['not when nothing in it is dated', begun(undefined, undefined), cut, false],
		['not when it is cut and empty', [], cut, false],
		['when it is empty, and may be', [], {}, true],
		['not when it comes from a cache', begun(5, -900), { fresh: false }, false],
		['not when it leaves out a call that is known', begun(5), { missing: known(-200) }, false],
	])('%s', (_, calls, more, proves) => {
		expect(provesAbsence(listing(calls, more), now, true)).toBe(proves);
	});

	it('not when it is empty and must not be', () => {
		expect(provesAbsence(listing([]), now, false)).toBe(false);
		expect(provesAbsence(listing(begun(-900)), now, false)).toBe(true);
	});
});

describe('A call that is known to have been placed, in a list', () => {
	const quiet = { delay: Infinity };
	const other = call({ id: 'y', customer: { number: '+34600111222' }, startTime: at(-9000) });
	const others = (count: number) => Array.from({ length: count }, () => other);

	it.each<[string, Entry, Call[], Partial<Testimony>, boolean]>([
		['is shown', known(-200), [call({ startTime: at(-200) })], {}, false],
		['is not', known(-200), [other], {}, true],
		['need not be after a moment', known(-100), [other], {}, false],
		['need not be before one as young was seen', known(-200), [other], { delay: 600_000 }, false],
		['need not be where none was ever seen under way', known(-200), [other], quiet, false],
		['has to be even there, after the longest call', known(-9000), [other], quiet, true],
		['need not be after days', known(-90_000), [other], {}, false],
		['need not be where the list does not reach', known(-9500), others(3), cut, false],
		['has to be where it does', known(-200), others(3), cut, true],
		['has to be after any time where nothing is', known(-90_000), [], {}, true],
		['is dated too early', known(-200), [call({ startTime: at(-330) })], {}, true],
		['is dated as late as it likes', known(-200), [call({ startTime: at(3600) })], {}, false],
		['has not begun', known(-200), [call({ startTime: null })], {}, false],
		['has an id in capitals', known(-200, 'X'), [call({ startTime: at(-200) })], {}, false],
		['has another id', known(-200, 'launch-x'), [call({ startTime: at(-199) })], {}, false],
		['had another call before', known(-200, 'other'), [call({ startTime: at(-900) })], {}, true],
		[
			'may be one whose number is hidden',
			known(-200, 'other'),
			[call({ customer: null })],
			{},
			false,
		],
	])('%s', (_, entry, calls, more, isMissing) => {
		expect(findMissing(listing(calls, more), [entry])).toBe(isMissing ? entry : undefined);
	});

	it('is looked for by the clock of the API', () => {
		const list = [call({ startTime: at(-340) })];
		const behind = listing(list, { clockDifference: -50_000 });
		expect(findMissing(listing(list), [known(-200)])).toBeDefined();
		expect(findMissing(behind, [known(-200)])).toBeUndefined();
	});
});

describe('A list would show a call that was sent', () => {
	const hour = 3_600_000;

	it.each<[string, number, Partial<Testimony>, boolean]>([
		['at once, where it has shown one as young', 0, { delay: 0 }, true],
		['a minute ago, where it has shown one of half a minute', 60_000, { delay: 30_000 }, true],
		['a minute ago, not where the youngest was ten', 60_000, { delay: 600_000 }, false],
		['a minute ago, not where none was under way', 60_000, { delay: Infinity }, false],
		['two hours ago, where none was under way', 2 * hour, { delay: Infinity }, true],
		['two hours ago, where the youngest was three', 2 * hour, { delay: 3 * hour }, true],
		['now, not where it was read before', 0, { delay: 0, readAt: now - 5_000 }, false],
		[
			'a minute ago, not where it may be as old',
			60_000,
			{ delay: 20_000, clockDifference: -50_000 },
			false,
		],
		[
			'a minute ago, although its clock is ahead',
			60_000,
			{ delay: 20_000, clockDifference: 50_000 },
			true,
		],
	])('%s', (_, ago, more, shows) => {
		expect(wouldShow(listing([], more), now - ago)).toBe(shows);
	});

	it('from when on, is told', () => {
		expect(shownFrom(listing([], { delay: 30_000 }), now)).toBe(now + 30_000);
	});
});

describe('A longer list would tell no more', () => {
	const quiet = { ...cut, delay: Infinity };

	it.each<[string, Call[], Partial<Testimony>, number | undefined, boolean]>([
		['where it is complete', [], {}, undefined, true],
		['where it reaches back', begun(5, -900), cut, undefined, true],
		['not where it does not', begun(5), cut, undefined, false],
		[
			'not where it leaves out a call',
			begun(5, -900),
			{ ...cut, missing: known(-200) },
			undefined,
			false,
		],
		['not where calls under way may stand below', begun(5, -900), quiet, undefined, false],
		['where none is longer', begun(5, -900), { ...quiet, isLongest: true }, undefined, true],
		[
			'not where one of long ago may be under way and stand below',
			begun(5, -900),
			quiet,
			-200,
			false,
		],
		['where that would not prove anything yet', begun(5, -900), quiet, -20, true],
		['where calls under way stand on top', begun(5, -900), cut, -200, true],
	])('%s', (_, calls, more, sentAt, tells) => {
		const sent = sentAt === undefined ? undefined : now + sentAt * 1000;
		expect(tellsAll(listing(calls, more), now, sent)).toBe(tells);
	});
});
