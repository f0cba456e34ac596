import { readTimes } from '../api/call';
import { idsOf } from './cursor';
import type { Cursor, Sighting } from './cursor';

/** In milliseconds; far more than clocks differ. */
const longBefore = 24 * 60 * 60_000;

/** This many known calls in a list say that no call can stand behind it that is not known. */
const knownEnough = 10;

/** Behind this many known calls stands history only: far fewer than are remembered, in which order ever they ended. */
const deepEnough = 1_000;

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
 * Whether no longer list need be asked for: this one reaches back behind all that the one before it showed for the first
 * time, since calls may be listed late, and shows what is due.
 */
export function showsEnough(cursor: Cursor, list: Sighting[]): boolean {
	const known = idsOf(cursor);
	const wanted = Math.min((cursor.recent ?? 0) + knownEnough, known.size);
	const { missingDue } = findWork(cursor, list);
	return reachesBack(cursor, list) && countKnown(known, list) >= wanted && missingDue.length === 0;
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
 * The part of a list that is known or new, the newest first. Behind the last call that is known stands what was never
 * read, because it was history at the first poll, or what was forgotten; which end of a list is its older one is told by
 * the shorter list asked for before.
 */
export function withoutHistory(
	cursor: Cursor,
	list: Sighting[],
	shorter: Sighting[] | undefined,
): Sighting[] {
	const known = idsOf(cursor);
	if (!shorter || list.length <= shorter.length || countKnown(known, list) === 0) return list;
	const placesOf = (ids: Set<string>, of: Sighting[]) =>
		of.flatMap(({ id }, place) => (ids.has(id) ? [place] : []));
	const newer = placesOf(new Set(shorter.map(({ id }) => id)), list);
	const middle = newer.reduce((sum, place) => sum + place, 0) / newer.length;
	const newestFirst = middle < list.length / 2 ? list : [...list].reverse();
	const places = placesOf(known, newestFirst).slice(0, deepEnough);
	return newestFirst.slice(0, places[places.length - 1] + 1);
}

/** What a list leaves to be done: calls that are over and new, and those that are due or awaited but not shown. */
export function findWork({ done, due, open, noted = [] }: Cursor, list: Sighting[]) {
	const isDone = new Set(done);
	const shown = new Set(list.map(({ id }) => id));
	const missing = (ids: string[]) => ids.filter((id) => !shown.has(id) && !isDone.has(id));
	return {
		fresh: list.filter(({ id, over }) => over && !isDone.has(id)),
		missingDue: missing([...due, ...noted]),
		missingOpen: missing(open),
	};
}
