import {
	ended,
	isHopeless,
	openPace,
	opensIn,
	started,
	underLimits,
} from '../../nodes/Nebrija/pace/pace';
import type { Ending, Limits, Pace } from '../../nodes/Nebrija/pace/pace';
import { patience } from '../../nodes/Nebrija/pace/patience';

const now = 1_000_000;
const limits: Limits = { most: 4, spacing: 0, mostWait: Infinity };
const open = (more: Partial<Pace> = {}): Pace => ({ ...openPace(limits), ...more });
const after = (pace: Pace, ending: Partial<Ending>, at = now, chance = 1) =>
	ended(pace, { startedAt: at, is: 'limited', ...ending }, at, chance);

describe('The next start', () => {
	it.each<[string, Partial<Pace>, number]>([
		['is now, where nothing has begun', {}, 0],
		['waits for an end when all places are taken', { active: 4 }, Infinity],
		['knows no part of a place', { active: 2, window: 2.9 }, Infinity],
		['keeps its distance to the last', { spacing: 3_000, lastStart: now - 1_000 }, 2_000],
		['waits as long as the line is closed', { closedUntil: now + 500 }, 500],
		['waits for the later of both', { spacing: 900, lastStart: now, closedUntil: now + 500 }, 900],
		['is free once the distance is kept', { spacing: 100, lastStart: now - 100 }, 0],
		['is free after the clock was set back', { spacing: 100, lastStart: now + 9_000 }, 0],
		['also from a 429', { lastCut: now + 9_000, closedUntil: now + 9_500 }, 0],
	])('%s', (_, pace, wait) => {
		expect(opensIn(open(pace), now)).toBe(wait);
	});

	it('takes a place and the time', () => {
		expect(started(open(), now)).toMatchObject({ active: 1, lastStart: now });
	});
});

describe('A 429', () => {
	it('halves the window, and once for those that were under way together', () => {
		const cut = after(open({ active: 4 }), {});
		expect([cut.window, cut.active]).toEqual([2, 3]);
		expect(after(cut, { startedAt: now - 1 }, now + 5).window).toBe(2);
		expect(after(cut, { startedAt: now }, now + 5).window).toBe(1);
		expect(after(open({ window: 1 }), {}).window).toBe(1);
	});

	it.each<[string, Partial<Pace>, Partial<Ending>, number, number]>([
		['a first one', {}, {}, 1, patience.firstSlowDown],
		['one by bad luck', {}, {}, 0, patience.firstSlowDown / 2],
		['the third in a row', { refusals: 2 }, {}, 1, 4 * patience.firstSlowDown],
		['one of very many', { refusals: 40 }, {}, 1, patience.mostSlowDown],
		['one that asks for three seconds', {}, { retryAfter: 3_000 }, 1, 2_000],
		['one that asks for less than the own wait', {}, { retryAfter: 1_000 }, 1, 200],
		['one that asks too much of a reader', { mostWait: 30 }, { retryAfter: 9e6 }, 0, 100],
	])('closes the line: %s', (_, pace, ending, chance, wait) => {
		expect(after(open(pace), ending, now, chance).closedUntil).toBe(now + wait);
	});

	it('of those under way together closes for the longest that was asked', () => {
		const cut = after(open({ active: 4 }), {});
		const later = after(cut, { startedAt: now - 1, retryAfter: 60_000 }, now);
		expect(later.closedUntil).toBe(now + 59_000);
	});

	it('cuts anew after the clock was set back, and counts from then on', () => {
		const ahead = { lastCut: now + 2e6, closedUntil: now + 3e6, refusedSince: now + 2e6 };
		const cut = after(open({ ...ahead, refusals: 1, window: 4 }), { startedAt: now - 1 });
		expect(cut).toMatchObject({ window: 2, lastCut: now, refusals: 2, refusedSince: now });
		expect(cut.closedUntil).toBeLessThan(now + 1_000);
	});

	it('counts from the first in a row', () => {
		const first = after(open(), {});
		const second = after(first, { startedAt: now + 10 }, now + 20);
		expect(second).toMatchObject({ refusals: 2, refusedSince: now });
		const through = ended(second, { startedAt: now, is: 'through' }, now + 30, 1);
		expect(after(through, { startedAt: now + 40 }, now + 50).refusedSince).toBe(now + 50);
	});
});

describe('A request that went through', () => {
	it('lets the window grow back by one for each round, never beyond the limit', () => {
		const through = (pace: Pace) => ended(pace, { startedAt: now, is: 'through' }, now, 1);
		expect(through(through(open({ window: 2, active: 2 }))).window).toBeCloseTo(2.9, 1);
		const full = open({ active: 1 });
		expect(ended(full, { startedAt: now, is: 'through' }, now, 1).window).toBe(4);
	});

	it('or failed in another way says nothing of the pace', () => {
		const pace = open({ window: 2, refusals: 3, active: 1 });
		expect(ended(pace, { startedAt: now, is: 'other' }, now, 1)).toEqual({ ...pace, active: 0 });
	});
});

describe('Waiting is hopeless', () => {
	const { slowDowns } = patience;

	it.each<[string, Partial<Pace>, number, boolean]>([
		['not on an open line', {}, now, false],
		['when asked to wait too long', { closedUntil: now + slowDowns + 1 }, now, true],
		['not when the wait can be borne', { closedUntil: now + slowDowns }, now, false],
		['after refusals for too long', { refusals: 1, refusedSince: 0 }, now - slowDowns - 1, true],
		[
			'after them, also for somebody who joined before the clock was set back',
			{ refusals: 1, refusedSince: now - slowDowns - 1 },
			now + 2e6,
			true,
		],
		['not for somebody who has just joined', { refusals: 9, refusedSince: 0 }, now - 5, false],
		['not over what was refused before', { refusals: 0, refusedSince: 0 }, 0, false],
		[
			'not because the clock was set back',
			{ lastCut: now + 2e6, closedUntil: now + 3e6, refusals: 1, refusedSince: now + 2e6 },
			now,
			false,
		],
	])('%s', (_, pace, joinedAt, hopeless) => {
		expect(isHopeless(open(pace), joinedAt, now)).toBe(hopeless);
	});
});

describe('Other limits', () => {
	it.each<[string, Partial<Pace>, number, number]>([
		['widen a line that no 429 has cut', {}, 9, 9],
		['leave what a 429 taught', { window: 2 }, 9, 2],
		['narrow every line', { window: 3 }, 1, 1],
	])('%s', (_, pace, most, window) => {
		expect(underLimits(open(pace), { ...limits, most }).window).toBe(window);
	});
});
