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
 * been dealt with, the last shown first; `due` have to be put out, or read once more; `open` are awaited.
 */
export interface Cursor {
	/** Of which workflow the ids are. */
	stamp: string;
	/** How many polls it has seen: of two, the one that has seen more is not an old one that came back. */
	turn?: number;
	/** When the first poll was, in milliseconds. */
	began?: number;
	done: string[];
	due: string[];
	open: string[];
	/** How many calls the last list showed for the first time. */
	recent?: number;
	/** How many polls in a row wanted a longer list than they got; what these showed for the first time is due. */
	short?: number;
	/** When lists began to show no call at all, in milliseconds. */
	emptied?: number;
	/** How many polls in a row could not read these calls. */
	unread?: Record<string, number>;
}

/** Far more than a list shows that had no reason to be long. */
const mostDone = 2_000;
const mostDue = 10_000;
const mostOpen = 5_000;

/** The cursor in static data; undefined before the first poll, and where it came with another workflow. */
export function readCursor(value: unknown, stamp: string): Cursor | undefined {
	const cursor = (value ?? {}) as Cursor;
	const isWhole = [cursor.done, cursor.due, cursor.open].every((list) => Array.isArray(list));
	return isWhole && cursor.stamp === stamp ? cursor : undefined;
}

/** Where to begin: everything that is over is history, everything that is not is awaited. */
export function firstCursor(stamp: string, list: Sighting[]): Cursor {
	const dealt = latestFirst(list.filter(({ over }) => over)).map(({ id }) => id);
	const cursor = { stamp, began: Date.now(), done: [], due: [], open: [] };
	return { ...advance(cursor, list, { dealt, due: [], open: [] }), recent: 0 };
}

/** Only to put calls out in the order they ended, and to forget the oldest first; what has no time is the oldest. */
export function latestFirst<T extends { call: Call }>(list: T[]): T[] {
	const timeOf = ({ call }: T) => {
		const { start, end } = readTimes(call);
		return end ?? start ?? 0;
	};
	return [...list].sort((one, other) => timeOf(other) - timeOf(one));
}

/** What is known; what only lists have shown that were too short is due, but proves nothing. */
export const idsOf = ({ done, due, open, short }: Cursor) =>
	new Set([...done, ...(short === undefined ? due : []), ...open]);

/** The cursor after a list that is too short: nothing moves, and what it shows is due once the list must do. */
export function note(cursor: Cursor, list: Sighting[], short: number): Cursor {
	const known = idsOf(cursor);
	const unknown = list.map(({ id }) => id).filter((id) => !known.has(id));
	const due = [...new Set([...cursor.due, ...unknown])].slice(0, mostDue);
	return { ...cursor, short, due, emptied: undefined };
}

/** The cursor after these calls were dealt with, the newest first; what the list has shown is forgotten last. */
export function advance(
	cursor: Cursor,
	list: Sighting[],
	{ dealt, due, open }: { dealt: string[]; due: string[]; open: string[] },
): Cursor {
	const known = idsOf(cursor);
	const isDone = new Set([...dealt, ...cursor.done]);
	const isLeft = (id: string) => !isDone.has(id);
	const listed = new Set(list.map(({ id }) => id));
	const shown = [...isDone].filter((id) => listed.has(id));
	const running = list.filter(({ over }) => !over).map(({ id }) => id);
	const done = [...new Set([...shown, ...isDone])];
	return {
		recent: [...listed].filter((id) => !known.has(id)).length,
		stamp: cursor.stamp,
		began: cursor.began,
		done: done.slice(0, Math.max(mostDone, shown.length)),
		due: [...new Set(due)].filter(isLeft).slice(0, mostDue),
		open: [...new Set([...open, ...running])].filter(isLeft).slice(-mostOpen),
	};
}
