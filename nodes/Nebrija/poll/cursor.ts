import type { IDataObject } from 'n8n-workflow';

/** What a list says of one call; the time of an end without `endTime` is that of its start. */
export interface Sighting {
	call?: IDataObject;
	id: string;
	over: boolean;
	endedAt?: number;
}

/**
 * How far polling has come, by ids and by the API's own times: no clock of ours is compared with them. Calls that
 * ended before `floor` are done, as are those in `done`; those in `open` are awaited, whatever their times.
 */
export interface Cursor {
	floor: number;
	done: Array<[id: string, endedAt: number]>;
	open: string[];
}

/** More than the margin by which ends may show out of order; below a floor no id is needed. */
const mostDone = 1_000;
const mostOpen = 500;

/** This many known calls in a row at the end of a list say that everything above it is new or known. */
const knownTail = 10;

/** The cursor in static data, undefined before the first poll. */
export function readCursor(value: unknown): Cursor | undefined {
	const { floor, done, open } = (value ?? {}) as Partial<Cursor>;
	if (typeof floor !== 'number' || !Array.isArray(done) || !Array.isArray(open)) return undefined;
	return { floor, done, open };
}

/** Where to begin: everything that is over is history, everything that is not is awaited. */
export function firstCursor(sightings: Sighting[]): Cursor {
	const over = sightings.filter((sighting) => sighting.over);
	const floor = Math.max(0, ...over.map(({ endedAt }) => endedAt ?? 0));
	return {
		floor,
		done: over
			.filter(({ endedAt }) => endedAt === undefined || endedAt >= floor)
			.map(({ id, endedAt }) => [id, endedAt ?? floor]),
		open: sightings.filter(({ over: ended }) => !ended).map(({ id }) => id),
	};
}

/** The calls that are over and not done yet, the earliest end first. */
export function findNew({ floor, done, open }: Cursor, sightings: Sighting[]): Sighting[] {
	const isDone = new Set(done.map(([id]) => id));
	const isOpen = new Set(open);
	return sightings
		.filter(({ id, over, endedAt }) => {
			if (!over || isDone.has(id)) return false;
			return isOpen.has(id) || endedAt === undefined || endedAt >= floor;
		})
		.sort((one, other) => (one.endedAt ?? 0) - (other.endedAt ?? 0));
}

/** True if the list goes back to calls that were there at the last poll, so that no call can have been missed. */
export function reachesBack(cursor: Cursor, sightings: Sighting[]): boolean {
	const tail = sightings.slice(-knownTail);
	const isOpen = new Set(cursor.open);
	const fresh = findNew(cursor, tail);
	return (
		sightings.length > knownTail &&
		tail.every(
			(sighting) => !fresh.includes(sighting) && (sighting.over || isOpen.has(sighting.id)),
		)
	);
}

/** The cursor after these calls were dealt with; those left for later stay awaited. */
export function advance(
	cursor: Cursor,
	{ dealt, later }: { dealt: Sighting[]; later: string[] },
): Cursor {
	const added = dealt.map(({ id, endedAt }): [string, number] => [id, endedAt ?? cursor.floor]);
	const ids = new Set(added.map(([id]) => id));
	const all = [...cursor.done.filter(([id]) => !ids.has(id)), ...added].sort(
		([, one], [, other]) => one - other,
	);
	const floor = all.length > mostDone ? all[all.length - mostDone][1] : cursor.floor;
	return {
		floor: Math.max(floor, cursor.floor),
		done: all.filter(([, endedAt]) => endedAt >= floor || all.length <= mostDone),
		open: [...new Set(later)].filter((id) => !ids.has(id)).slice(-mostOpen),
	};
}
