import { opensIn } from './week';
import type { Window } from './week';
import { changeBetween, offsetAt } from './zone';

/** Daylight saving can make hours of several zones meet in one season only, so that is how far ahead to look. */
const farthest = 400 * 1_440;

/** What was found is not looked for again: since when it holds, and what it is. */
const found = new Map<string, { since: number; opening?: number }>();

const mostFound = 1_000;

/** How long it is believed that hours never meet. */
const day = 1_440;

/** The first minute, from a minute since 1970 on, at which the clocks of a time zone are inside one of the windows. */
function openingIn(zone: string, windows: Window[], from: number): number {
	for (let now = from; ; ) {
		const offset = offsetAt(zone, now);
		const opening = now + opensIn(windows, now + offset);
		if (opening === now || offsetAt(zone, opening) === offset) return opening;
		now = changeBetween(zone, now, opening);
	}
}

function searched(zones: string[], windows: Window[], from: number): number | undefined {
	let now = from;
	let agreed = 0;
	for (let turn = 0; agreed < zones.length; turn++) {
		const opening = openingIn(zones[turn % zones.length], windows, now);
		if (opening > from + farthest) return undefined;
		agreed = opening === now ? agreed + 1 : 1;
		now = opening;
	}
	return now;
}

/**
 * The first minute, from a minute since 1970 on, that is inside one of the windows in every one of the time zones, with
 * their clocks changed in between; undefined if there is none in a whole year.
 */
export function openingOf(zones: string[], windows: Window[], from: number): number | undefined {
	const name = JSON.stringify([zones, windows]);
	const known = found.get(name);
	if (known && known.since <= from && from <= (known.opening ?? known.since + day)) {
		return known.opening;
	}
	if (found.size >= mostFound) found.clear();
	const opening = searched(zones, windows, from);
	found.set(name, { since: from, opening });
	return opening;
}
