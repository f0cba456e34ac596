import { readTimes } from '../api/call';
import { idsOf } from './cursor';
import type { Cursor, Sighting } from './cursor';

/** In milliseconds; far more than clocks differ. */
const longBefore = 24 * 60 * 60_000;

/** This many known calls in a list say that no call can stand behind it that is not known. */
const knownEnough = 10;

/** Behind this many known calls stands history only: far fewer than are remembered, in which order ever they ended. */
const deepEnough = 1_000;

/** How many calls are known, and how many of them a list shows. */
function count(cursor: Cursor, list: Sighting[]) {
	const known = idsOf(cursor);
	return { known: known.size, shown: list.filter(({ id }) => known.has(id)).length };
}

/** Whether a list goes back to calls that were known before, so that no call can have been missed. */
export function reachesBack(cursor: Cursor, list: Sighting[]): boolean {
	const { known, shown } = count(cursor, list);
	return known > 0 && shown >= Math.min(knownEnough, Math.ceil(known / 2));
}

/**
 * Whether no longer list need be asked for: this one reaches back behind all that the one before it showed for the first
 * time, since calls may be listed late, and shows what is due.
 */
export function showsEnough(cursor: Cursor, list: Sighting[]): boolean {
	const { known, shown } = count(cursor, list);
	const { missingDue } = findWork(cursor, list);
	const enough = Math.min((cursor.recent ?? 0) + knownEnough, known);
	return known > 0 && shown >= enough && missingDue.length === 0;
}

/**
 * Whether a list is of another account, as far as it shows: nothing in it was known before, or, where there was no call
 * yet, one is older than that.
 */
export function isStrange(cursor: Cursor, list: Sighting[]): boolean {
	const { known, shown } = count(cursor, list);
	const { began = -Infinity } = cursor;
	return known > 0 ? shown === 0 : list.some((sighting) => isOlder(sighting, began - longBefore));
}

/** Whether all times of a call say that it is older; a single one may be wrong. */
function isOlder({ call }: Sighting, than: number): boolean {
	const { start = Infinity, end = Infinity } = readTimes(call);
	return start < than && end < than;
}

/**
 * The part of a list that is known or new, the newest first. Behind the last call that is known stands what was never
 * read, because it was history at the first poll, or what was forgotten; a list that is shorter than half of what has
 * been dealt with does not reach so far. Which end of a list is its older one is told by the shorter list asked for before.
 */
export function withoutHistory(
	cursor: Cursor,
	list: Sighting[],
	shorter: Sighting[] | undefined,
): Sighting[] {
	if (!shorter || list.length <= shorter.length) return list;
	const newest = new Set(shorter.map(({ id }) => id));
	const ahead = list.slice(0, list.length / 2).filter(({ id }) => newest.has(id));
	const newestFirst = ahead.length >= newest.size / 2 ? list : [...list].reverse();
	if (list.length < cursor.done.length / 2) return newestFirst;
	const known = idsOf(cursor);
	const places = newestFirst.flatMap(({ id }, place) => (known.has(id) ? [place] : []));
	const last = places.slice(0, deepEnough).at(-1) ?? list.length;
	return newestFirst.slice(0, last + 1);
}

/** What a list leaves to be done: calls that are over and new, and those that are due or awaited but not shown. */
export function findWork({ done, due, open }: Cursor, list: Sighting[]) {
	const isDone = new Set(done);
	const shown = new Set(list.map(({ id }) => id));
	const missing = (ids: string[]) => ids.filter((id) => !shown.has(id) && !isDone.has(id));
	return {
		fresh: list.filter(({ id, over }) => over && !isDone.has(id)),
		missingDue: missing(due),
		missingOpen: missing(open),
	};
}
