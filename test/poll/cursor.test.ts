import {
	advance,
	findNew,
	firstCursor,
	reachesBack,
	readCursor,
} from '../../nodes/Nebrija/poll/cursor';
import type { Cursor } from '../../nodes/Nebrija/poll/cursor';

const over = (id: string, endedAt?: number) => ({ id, over: true, endedAt });
const running = (id: string) => ({ id, over: false });
const ids = (list: Array<{ id: string }>) => list.map(({ id }) => id);

describe('The cursor', () => {
	const cursor: Cursor = { floor: 100, done: [['a', 100]], open: ['o'] };

	it('begins after everything that is over, and awaits the rest', () => {
		const list = [running('r'), over('c', 90), over('b', 100), over('a', 100), over('n')];
		expect(firstCursor(list)).toEqual({
			floor: 100,
			done: [
				['b', 100],
				['a', 100],
				['n', 100],
			],
			open: ['r'],
		});
		expect(firstCursor([])).toEqual({ floor: 0, done: [], open: [] });
	});

	it.each([
		['ended later', over('x', 101), true],
		['ended at the very floor', over('x', 100), true],
		['ended before the floor', over('x', 99), false],
		['was awaited, though its end is written before the floor', over('o', 99), true],
		['was done', over('a', 100), false],
		['was done, though its end is written anew', over('a', 500), false],
		['is running', running('x'), false],
		['has no time at all', over('x'), true],
	])('takes a call that %s for new: %#', (_, sighting, isNew) => {
		expect(findNew(cursor, [sighting])).toEqual(isNew ? [sighting] : []);
	});

	it('gives the earliest end first', () => {
		expect(ids(findNew(cursor, [over('z', 300), over('y', 200), over('x')]))).toEqual([
			'x',
			'y',
			'z',
		]);
	});

	it('is reached when the ten oldest of the list are known', () => {
		const known = Array.from({ length: 9 }, (_, i) => over(`k${i}`, i));
		expect(reachesBack(cursor, [over('x', 200), ...known, running('o')])).toBe(true);
		expect(reachesBack(cursor, [over('x', 200), ...known, running('p')])).toBe(false);
		expect(reachesBack(cursor, [...known, over('x', 200)])).toBe(false);
		expect(reachesBack(cursor, known)).toBe(false);
	});

	it('remembers a thousand ends, and all of the last one forgotten', () => {
		const dealt = Array.from({ length: 1_500 }, (_, i) => over(`d${i}`, 200 + Math.floor(i / 7)));
		const next = advance(cursor, { dealt, later: ['o', 'o', 'd3'] });
		expect(next.open).toEqual(['o']);
		expect(next.floor).toBe(Math.min(...next.done.map(([, endedAt]) => endedAt)));
		expect(next.done.length).toBeGreaterThanOrEqual(1_000);
		expect(next.done.length).toBeLessThan(1_007);
		expect(findNew(next, dealt)).toEqual([]);
		expect(findNew(next, [over('late', next.floor)])).toHaveLength(1);
	});

	it('never goes back', () => {
		expect(advance(cursor, { dealt: [over('o', 5)], later: [] }).floor).toBe(100);
	});

	it.each([undefined, null, {}, 'x', { floor: 1, done: {}, open: [] }])(
		'is none in %j',
		(value) => {
			expect(readCursor(value)).toBeUndefined();
		},
	);
});
