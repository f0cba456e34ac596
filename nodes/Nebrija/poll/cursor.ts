import { readTimes } from '../api/call';
import type { Call } from '../api/call';

/** What a list says of one call. */
export interface Sighting {
	id: string;
	over: boolean;
	call: Call;
}

/**
 * How far polling has come, by ids alone: no time of a call and no order of the list decides what is new. `done` have
 * been dealt with, the last shown first; `due` are over, but have not been put out yet; `open` are awaited.
 */
export interface Cursor {
	/** Of which workflow the ids are. */
	stamp: string;
	/** When the first poll was, in milliseconds. */
	began?: number;
	done: string[];
	due: string[];
	open: string[];
	/** How many polls in a row wanted a longer list than they got. */
	short?: number;
	/** How many polls in a row could not read these calls. */
	unread?: Record<string, number>;
}

/** Far more than a list shows that had no reason to be long. */
const mostDone = 2_000;
const mostDue = 10_000;
const mostOpen = 1_000;

/** In milliseconds; far more than clocks differ. */
const longBefore = 24 * 60 * 60_000;

/** This many known calls in a list say that no call can stand behind it that is not known. */
const knownEnough = 10;

/** The cursor in static data; undefined before the first poll, and where it came with another workflow. */
export function readCursor(value: unknown, stamp: string): Cursor | undefined {
	const cursor = (value ?? {}) as Partial<Cursor>;
	const { done, due, open } = cursor;
	const lists = [done, due, open];
	if (cursor.stamp !== stamp || !lists.every((list) => Array.isArray(list))) return undefined;
	return cursor as Cursor;
}

/** Where to begin: everything that is over is history, everything that is not is awaited. */
export function firstCursor(stamp: string, list: Sighting[]): Cursor {
	const dealt = list.filter(({ over }) => over).map(({ id }) => id);
	return advance({ stamp, began: Date.now(), done: [], due: [], open: [] }, list, { dealt });
}

const idsOf = ({ done, due, open }: Cursor) => new Set([...done, ...due, ...open]);

function countKnown(known: Set<string>, list: Sighting[]): number {
	return list.filter(({ id }) => known.has(id)).length;
}

/** Whether a list goes back to calls that were known before, so that no call can have been missed. */
export function reachesBack(cursor: Cursor, list: Sighting[]): boolean {
	const known = idsOf(cursor);
	const enough = Math.min(knownEnough, Math.ceil(known.size / 2));
	return known.size > 0 && countKnown(known, list) >= enough;
}

/**
 * Whether a list is of another account, as far as it shows: nothing in it was known before, or, where there was no call
 * yet, one is older than that.
 */
export function isStrange(cursor: Cursor, list: Sighting[]): boolean {
	const known = idsOf(cursor);
	const { began } = cursor;
	return known.size > 0
		? countKnown(known, list) === 0
		: began !== undefined && list.some((sighting) => isOlder(sighting, began - longBefore));
}

/** Whether all times of a call say that it is older; a single one may be wrong. */
function isOlder({ call }: Sighting, than: number): boolean {
	const { start = Infinity, end = Infinity } = readTimes(call);
	return start < than && end < than;
}

/**
 * The part of a list that is known or new. Behind the last call that is known stands what was never read, because it
 * was history at the first poll; which end of a list is its older one is told by the shorter list asked for before.
 */
export function withoutHistory(
	cursor: Cursor,
	list: Sighting[],
	shorter: Sighting[] | undefined,
): Sighting[] {
	const known = idsOf(cursor);
	if (!shorter || countKnown(known, list) === 0) return list;
	const isKnown = ({ id }: Sighting) => known.has(id);
	const newer = new Set(shorter.map(({ id }) => id));
	const places = list.flatMap(({ id }, place) => (newer.has(id) ? [place] : []));
	const middle = places.reduce((sum, place) => sum + place, 0) / places.length;
	return middle < list.length / 2
		? list.slice(0, list.map(isKnown).lastIndexOf(true) + 1)
		: list.slice(list.findIndex(isKnown));
}

/** What a list leaves to be done: calls that are over and new, and those that are due or awaited but not shown. */
export function findWork({ done, due, open }: Cursor, list: Sighting[]) {
	const isDone = new Set(done);
	const shown = new Set(list.map(({ id }) => id));
	const missing = (ids: string[]) => ids.filter((id) => !shown.has(id));
	return {
		fresh: list.filter(({ id, over }) => over && !isDone.has(id)),
		missingDue: missing(due),
		missingOpen: missing(open),
	};
}

/** The cursor after these calls were dealt with; what the list has shown is forgotten last. */
export function advance(
	cursor: Cursor,
	list: Sighting[],
	{ dealt = [], due = [], open = [] }: { dealt?: string[]; due?: string[]; open?: string[] },
): Cursor {
	const isDone = new Set([...dealt, ...cursor.done]);
	const isLeft = (id: string) => !isDone.has(id);
	const shown = list.map(({ id }) => id).filter((id) => isDone.has(id));
	const running = list.filter(({ over }) => !over).map(({ id }) => id);
	const done = [...new Set([...shown, ...isDone])];
	return {
		stamp: cursor.stamp,
		began: cursor.began,
		done: done.slice(0, Math.max(mostDone, shown.length)),
		due: [...new Set(due)].filter(isLeft).slice(0, mostDue),
		open: [...new Set([...open, ...running])].filter(isLeft).slice(-mostOpen),
	};
}
