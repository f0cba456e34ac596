import { advance, firstCursor, note, readCursor } from '../../nodes/Nebrija/poll/cursor';
import type { Cursor } from '../../nodes/Nebrija/poll/cursor';
import {
	findWork,
	isStrange,
	reachesBack,
	showsEnough,
	withoutHistory,
} from '../../nodes/Nebrija/poll/reach';

const stamp = 'workflow';
const over = (id: string) => ({ id, over: true, call: { id } });
const running = (id: string) => ({ id, over: false, call: { id } });
const ids = (list: Array<{ id: string }>) => list.map(({ id }) => id);
const many = (count: number, name: string) =>
	Array.from({ length: count }, (_, i) => `${name}${i}`);
const cursorOf = (parts: Partial<Cursor>): Cursor => ({
	stamp,
	done: [],
	due: [],
	open: [],
	...parts,
});

describe('The cursor', () => {
	it('begins after everything that is over, and awaits the rest', () => {
		expect(firstCursor(stamp, [running('r'), over('c'), over('b')])).toEqual(
			cursorOf({ began: expect.any(Number), done: ['c', 'b'], open: ['r'], recent: 0 }),
		);
		expect(firstCursor(stamp, [])).toEqual(cursorOf({ began: expect.any(Number), recent: 0 }));
	});

	it.each([
		undefined,
		null,
		{},
		'x',
		{ stamp, done: [], open: [] },
		{ stamp, done: {}, due: [], open: [] },
	])('is none in %j', (value) => expect(readCursor(value, stamp)).toBeUndefined());

	it('is none where it was made by another workflow', () => {
		const cursor = cursorOf({ done: ['a'] });
		expect(readCursor(cursor, stamp)).toEqual(cursor);
		expect(readCursor(cursor, 'other')).toBeUndefined();
	});

	it('finds what is over and not done, and what is due or awaited but not shown', () => {
		const cursor = cursorOf({ done: ['a'], due: ['d', 'e'], open: ['o', 'p', 'q'] });
		const list = [over('n'), over('a'), running('m'), over('o'), running('p'), over('d')];
		const { fresh, missingDue, missingOpen } = findWork(cursor, list);
		expect([ids(fresh), missingDue, missingOpen]).toEqual([['n', 'o', 'd'], ['e'], ['q']]);
	});

	it('asks for nothing that is done, as another process may have done what this one awaits', () => {
		const cursor = cursorOf({ done: ['a', 'b'], due: ['a'], open: ['b'] });
		expect(findWork(cursor, [])).toEqual({ fresh: [], missingDue: [], missingOpen: [] });
	});

	it.each<[boolean, number, number]>([
		[false, 100, 9],
		[true, 100, 10],
		[false, 5, 2],
		[true, 5, 3],
		[true, 1, 1],
		[false, 0, 0],
	])(
		'is reached (%s) of %i known ids by a list with %i, wherever they stand',
		(reached, known, shown) => {
			const cursor = cursorOf({ done: many(known, 'k') });
			const list = [...many(25, 'x'), ...many(shown, 'k'), ...many(25, 'y')].map(over);
			expect(reachesBack(cursor, list)).toBe(reached);
		},
	);

	it('is reached by calls that are due, but not by what lists have shown that were too short', () => {
		const cursor = cursorOf({ done: many(5, 'k'), due: many(20, 'd') });
		const list = many(20, 'd').map(over);
		expect([reachesBack(cursor, list), isStrange(cursor, list)]).toEqual([true, false]);
		const short = { ...cursor, short: 0 };
		expect([reachesBack(short, list), isStrange(short, list)]).toEqual([false, true]);
	});

	it('forgets that a list was empty once another one shows calls', () => {
		const cursor = cursorOf({ done: ['a'], emptied: 1 });
		const list = [over('b')];
		const next = [note(cursor, list, 1), advance(cursor, list, { dealt: [], due: [], open: [] })];
		expect(next.map(({ emptied }) => emptied)).toEqual([undefined, undefined]);
	});

	it('finds a list strange that shows nothing of what was known', () => {
		expect(isStrange(cursorOf({ open: ['o'] }), [over('a')])).toBe(true);
		expect(isStrange(cursorOf({ open: ['o'] }), [over('a'), over('o')])).toBe(false);
		expect(isStrange(cursorOf({}), [over('a')])).toBe(false);
	});

	it.each([
		[true, '2026-06-10T09:00:00Z', '2026-06-10T09:10:00Z'],
		[false, '2026-06-12T08:00:00Z', '2026-06-12T08:10:00Z'],
		[false, '2026-06-20T09:00:00Z', '1999-01-01T00:00:00Z'],
		[false, '1999-01-01T00:00:00Z', undefined],
	])(
		'finds a list strange (%s) that shows a call from %s to %s where there was none on the 12th',
		(strange, startTime, endTime) => {
			const cursor = cursorOf({ began: Date.parse('2026-06-12T09:00:00Z') });
			const call = { id: 'b', over: true, call: { startTime, endTime } };
			expect(isStrange(cursor, [over('a'), call])).toBe(strange);
			expect(isStrange({ ...cursor, done: ['a'] }, [over('a'), call])).toBe(false);
		},
	);

	it('leaves out what stands behind all that is known, at whichever end that is', () => {
		const cursor = cursorOf({ done: ['k1', 'k2'], open: ['k3'] });
		const list = ['n1', 'n2', 'k1', 'late', 'k2', 'k3', 'h1', 'h2', 'h3'].map(over);
		const shorter = ['n1', 'n2'].map(over);
		const kept = ['n1', 'n2', 'k1', 'late', 'k2', 'k3'];
		expect(ids(withoutHistory(cursor, list, shorter))).toEqual(kept);
		expect(ids(withoutHistory(cursor, [...list].reverse(), shorter))).toEqual(kept);
		expect(withoutHistory(cursor, list, undefined)).toEqual(list);
		expect(withoutHistory(cursor, list, list)).toEqual(list);
		expect(withoutHistory(cursorOf({}), list, shorter)).toEqual(list);
	});

	it('leaves nothing out of a list that ends before most of what was dealt with', () => {
		const list = ['n1', 'n2', 'k1', 'k2', 'late'].map(over);
		const shorter = ['n1', 'n2'].map(over);
		const kept = (known: number) =>
			ids(withoutHistory(cursorOf({ done: many(known, 'k') }), list, shorter));
		expect(kept(10)).toEqual(['n1', 'n2', 'k1', 'k2']);
		expect(kept(11)).toEqual(['n1', 'n2', 'k1', 'k2', 'late']);
	});

	it.each<[boolean, number, number]>([
		[true, 0, 10],
		[false, 30, 39],
		[true, 30, 40],
	])(
		'is shown enough (%s), where %i calls were new before, by a list with %i of all that are known',
		(enough, recent, shown) => {
			const cursor = { ...cursorOf({ done: many(100, 'k') }), recent };
			const list = [...many(5, 'n'), ...many(shown, 'k')].map(over);
			expect(showsEnough(cursor, list)).toBe(enough);
			expect(showsEnough({ ...cursor, due: ['d'] }, list)).toBe(false);
			expect(advance(cursor, list, { dealt: [], due: [], open: [] }).recent).toBe(5);
		},
	);

	it('remembers two thousand ids that are done, and all that the list has just shown', () => {
		const cursor = cursorOf({ done: many(2_000, 'k') });
		const list = many(50, 'n').map(over);
		const next = advance(cursor, list, { dealt: many(50, 'n'), due: [], open: [] });
		expect(next.done).toEqual([...many(50, 'n'), ...many(1_950, 'k')]);
		const long = many(3_000, 'm').map(over);
		const later = advance(next, long, { dealt: many(3_000, 'm'), due: [], open: [] });
		expect(later.done).toEqual(many(3_000, 'm'));
	});

	it('forgets first what was not shown for longest', () => {
		const cursor = cursorOf({ done: many(2_000, 'k') });
		const shown = ['k1999', 'k1998'].map(over);
		const next = advance(cursor, [over('n'), ...shown], { dealt: ['n'], due: [], open: [] });
		expect(next.done.slice(0, 4)).toEqual(['n', 'k1998', 'k1999', 'k0']);
		expect(next.done).not.toContain('k1997');
	});

	it('awaits five thousand calls at most, the newest of them, and none that is done', () => {
		const list = [...many(4_000, 'r').map(running), over('d')];
		const next = advance(cursorOf({}), list, {
			dealt: ['d'],
			due: ['e', 'e', 'd'],
			open: many(4_000, 'o'),
		});
		expect(next.open).toHaveLength(5_000);
		expect(next.open.slice(1_000)).toEqual(many(4_000, 'r'));
		expect(next.due).toEqual(['e']);
	});
});
