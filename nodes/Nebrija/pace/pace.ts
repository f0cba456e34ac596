import { patience } from './patience';

/** What limits a line of requests. */
export interface Limits {
	/** Most requests under way at the same time. */
	most: number;
	/** Milliseconds between two starts; 0 = none. */
	spacing: number;
	/** The longest time, in milliseconds, that a 429 may close the line for; what asks for more is not obeyed in full. */
	mostWait: number;
}

/** How fast a line of requests goes at the moment; times in milliseconds since 1970. */
export interface Pace extends Limits {
	active: number;
	/** How many of `most` may be under way, since a 429: halves, and grows back by one for each round that went through. */
	window: number;
	lastStart: number;
	/** No start before, because of a 429. */
	closedUntil: number;
	lastCut: number;
	/** 429s in a row, those of requests that were under way together counted as one, and since when. */
	refusals: number;
	refusedSince: number;
}

/** How a request ended, as far as it says something about the pace. */
export type Ending = {
	startedAt: number;
	is: 'through' | 'limited' | 'other';
	/** Milliseconds the API asked to wait. */
	retryAfter?: number;
};

/** The pace of a line that has not begun. */
export function openPace(limits: Limits): Pace {
	const none = { lastStart: -Infinity, closedUntil: 0, lastCut: 0, refusals: 0, refusedSince: 0 };
	return { ...limits, ...none, active: 0, window: limits.most };
}

/** The pace under other limits: what a 429 taught stays. */
export function underLimits(pace: Pace, limits: Limits): Pace {
	const window = pace.window >= pace.most ? limits.most : Math.min(pace.window, limits.most);
	return { ...pace, ...limits, window };
}

/** Milliseconds left of a wait that began at `since`; none where the clock was set back since, or it would last as long. */
const left = (since: number, until: number, now: number) => (since > now ? 0 : until - now);

/** Milliseconds until the next request may start; Infinity while as many are under way as may be. */
export function opensIn(pace: Pace, now: number): number {
	if (pace.active >= Math.floor(pace.window)) return Infinity;
	const { lastCut, closedUntil, lastStart, spacing } = pace;
	return Math.max(0, left(lastCut, closedUntil, now), left(lastStart, lastStart + spacing, now));
}

/** Whether somebody who waits since `joinedAt` waits in vain: refused for too long, or asked to wait for too long. */
export function isHopeless(pace: Pace, joinedAt: number, now: number): boolean {
	const since = [pace.refusedSince, joinedAt].filter((time) => time <= now);
	const refusedFor = pace.refusals > 0 && since.length > 0 ? now - Math.max(...since) : 0;
	return Math.max(left(pace.lastCut, pace.closedUntil, now), refusedFor) > patience.slowDowns;
}

/** The pace after a start. */
export function started(pace: Pace, now: number): Pace {
	return { ...pace, active: pace.active + 1, lastStart: now };
}

/**
 * The pace after a request has ended. Only the first 429 of those that were under way together cuts: the others belong
 * to the same moment. All wait a second less than asked, since the API can ask for whole seconds only and the limit
 * may lift any time in the last one; without a word they wait exponentially longer, `chance` (0 to 1) apart. A cut that
 * lies ahead is one of before the clock was set back, and no other belongs to it.
 */
export function ended(before: Pace, ending: Ending, now: number, chance: number): Pace {
	const pace = { ...before, active: before.active - 1 };
	if (ending.is === 'other') return pace;
	if (ending.is === 'through') {
		return { ...pace, refusals: 0, window: Math.min(pace.most, pace.window + 1 / pace.window) };
	}
	const asked = Math.min((ending.retryAfter ?? 0) - 1_000, pace.mostWait);
	if (ending.startedAt < pace.lastCut && pace.lastCut <= now) {
		return { ...pace, closedUntil: Math.max(pace.closedUntil, now + asked) };
	}
	const backOff = Math.min(patience.firstSlowDown * 2 ** pace.refusals, patience.mostSlowDown);
	return {
		...pace,
		lastCut: now,
		window: Math.max(1, pace.window / 2),
		refusals: pace.refusals + 1,
		refusedSince: pace.refusals === 0 ? now : Math.min(pace.refusedSince, now),
		closedUntil: now + Math.max(asked, backOff * (0.5 + chance / 2)),
	};
}
