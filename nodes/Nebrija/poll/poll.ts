import { readCallState, readTimes } from '../api/call';
import type { Call, CallReading } from '../api/call';
import { isOver } from '../api/callOutcome';
import type { EventName } from '../trigger/events';
import { advance, findWork, firstCursor, isStrange, reachesBack, withoutHistory } from './cursor';
import type { Cursor, Sighting } from './cursor';

/** How much one poll does at most; the rest follows with the next. */
export const pollLimits = {
	/** Calls that are put out. */
	calls: 2_000,
	/** Calls the list does not show in full, which are read one by one. */
	reads: 300,
	/** Calls that have left the list while they were awaited. */
	awaited: 20,
	/** Reads at the same time. */
	atOnce: 5,
};

/** How many calls the first poll takes note of. */
const enoughToBegin = 200;

/** A list of the latest calls. */
export interface Look {
	list: Sighting[];
	/** The longest list that was shown before this one. */
	shorter?: Sighting[];
	/** Whether the list ended by itself. */
	complete: boolean;
	/** Whether a longer list was refused. */
	refused: boolean;
}

/** The platform as polling needs it. */
export interface Platform {
	look(isEnough: (list: Sighting[]) => boolean): Promise<Look>;
	read(callId: string): Promise<CallReading>;
}

export interface Ended {
	event: EventName;
	call: Call;
}

export interface Poll {
	cursor: Cursor;
	ended: Ended[];
	/** Calls that could not be read; the next poll tries again. */
	unread: number;
	/** Whether there may be calls between the list and what was known before. */
	hasGap: boolean;
}

/** The event of a call that is over, which only its status can tell. */
function toEnded(call: Call): Ended {
	return { event: readCallState(call) === 'failed' ? 'call.failed' : 'call.finished', call };
}

/** Whether a list shows a call as Get would, so that it need not be read. */
const isShownInFull = ({ call }: Sighting) => 'transcript' in call;

/** Only to put calls out in the order they ended; what has no time comes first. */
function timeOf(call: Call): number {
	const { start, end } = readTimes(call);
	return end ?? start ?? 0;
}

async function readAll(platform: Platform, ids: string[]): Promise<Map<string, CallReading>> {
	const readings = new Map<string, CallReading>();
	for (let i = 0; i < ids.length; i += pollLimits.atOnce) {
		const some = ids.slice(i, i + pollLimits.atOnce);
		const read = await Promise.all(some.map(async (id) => await platform.read(id)));
		some.forEach((id, place) => readings.set(id, read[place]));
	}
	return readings;
}

/**
 * Everything that has ended since the cursor, each call once; the first poll outputs nothing and only begins. Where the
 * list shows nothing that was known, one call is asked for: unknown, it is another account, which begins anew.
 */
export async function pollCalls(
	platform: Platform,
	cursor: Cursor | undefined,
	stamp: string,
): Promise<Poll> {
	const quiet = { ended: [], unread: 0, hasGap: false };
	if (!cursor) {
		const { list } = await platform.look(({ length }) => length >= enoughToBegin);
		return { ...quiet, cursor: firstCursor(stamp, list) };
	}
	const look = await platform.look(
		(list) => reachesBack(cursor, list) && findWork(cursor, list).missingDue.length === 0,
	);
	const { list, shorter, complete, refused } = look;
	if (isStrange(cursor, list)) {
		const [known] = [...cursor.open, ...cursor.done, ...cursor.due];
		const reading = known ? await platform.read(known) : { problem: 'unknown' };
		if ('call' in reading) {
			if (list.length === 0) return { ...quiet, cursor };
			return { ...(await putOut(platform, cursor, list)), hasGap: true };
		}
		if (reading.problem === 'unavailable') return { ...quiet, cursor, unread: 1 };
		return { ...quiet, cursor: firstCursor(stamp, list) };
	}
	const isEmpty = cursor.done.length + cursor.due.length + cursor.open.length === 0;
	const isCut = refused || (!isEmpty && !complete);
	const hasGap = isCut && !reachesBack(cursor, list);
	return { ...(await putOut(platform, cursor, withoutHistory(cursor, list, shorter))), hasGap };
}

async function putOut(
	platform: Platform,
	cursor: Cursor,
	list: Sighting[],
): Promise<Omit<Poll, 'hasGap'>> {
	const { fresh, missingDue, missingOpen } = findWork(cursor, list);
	const taken = fresh.slice(0, pollLimits.calls);
	const unseen = taken.filter((sighting) => !isShownInFull(sighting)).map(({ id }) => id);
	const toRead = [...missingDue, ...unseen];
	const asked = toRead.slice(0, pollLimits.reads);
	const awaited = missingOpen.slice(0, pollLimits.awaited);
	const readings = await readAll(platform, [...asked, ...awaited]);

	const calls = new Map(taken.filter(isShownInFull).map(({ id, call }) => [id, call]));
	const listed = new Map(taken.map(({ id, call }) => [id, call]));
	const open = missingOpen.slice(pollLimits.awaited);
	const due = [
		...toRead.slice(pollLimits.reads),
		...fresh.slice(pollLimits.calls).map(({ id }) => id),
	];
	let unread = 0;
	for (const [id, reading] of readings) {
		if ('call' in reading) {
			if (isOver(reading.call, Date.now())) calls.set(id, reading.call);
			else open.push(id);
		} else if (reading.problem === 'unavailable') {
			unread++;
			(asked.includes(id) ? due : open).push(id);
		} else if (listed.has(id)) {
			calls.set(id, listed.get(id)!);
		}
	}
	const ended = [...calls.values()].sort((one, other) => timeOf(one) - timeOf(other)).map(toEnded);
	return { cursor: advance(cursor, list, { dealt: [...calls.keys()], due, open }), ended, unread };
}

/** The wanted call that ended last, for building a workflow; moves no cursor. */
export async function sampleCall(
	platform: Platform,
	isWanted: (ended: Ended) => boolean,
): Promise<Ended[]> {
	const { list } = await platform.look(() => true);
	const ended = list.filter(({ over, call }) => over && isWanted(toEnded(call)));
	const [latest] = ended.sort((one, other) => timeOf(other.call) - timeOf(one.call));
	if (!latest) return [];
	const reading = isShownInFull(latest) ? latest : await platform.read(latest.id);
	return [toEnded('call' in reading ? reading.call : latest.call)];
}
