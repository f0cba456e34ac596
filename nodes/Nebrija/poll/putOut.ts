import type { Call, CallReading } from '../api/call';
import { isOver } from '../api/callOutcome';
import type { Explanation } from '../api/explain';
import { endOf } from '../event/names';
import type { CallEvent } from '../event/names';
import { advance, latestFirst } from './cursor';
import type { Cursor, Sighting } from './cursor';
import { findWork } from './reach';

/** How much one poll does at most; the rest follows with the next. */
export const pollLimits = {
	/** Calls that are put out. */
	calls: 2_000,
	/** Calls the list does not show in full, which are read one by one. */
	reads: 300,
	/** Calls that have left the list while they were awaited. */
	awaited: 20,
	/** Polls in a row that cannot read a call, or a longer list, or find the call unknown; then what is shown must do. */
	tries: 10,
};

export const toEvent = (call: Call): CallEvent => ({ event: endOf(call), call });

/** Whether a list shows a call as Get would, so that it need not be read. */
export const isShownInFull = ({ call }: Sighting) => 'transcript' in call;

/** What to say of calls for which the API gave no answer that tells; undefined where there is none. */
export function unreadable(readings: CallReading[]): Explanation | undefined {
	const reasons = readings.flatMap((reading) =>
		'problem' in reading && reading.problem === 'unavailable' ? [reading.reason] : [],
	);
	if (reasons.length === 0) return undefined;
	const message = `${reasons.length} calls could not be read from Nebrija AI (${reasons[0]})`;
	return { message, advice: 'The next poll tries again.' };
}

/** Where a poll has come to, what it puts out, and what the user must be told where that is nothing. */
export interface Poll {
	cursor: Cursor;
	ended: CallEvent[];
	problem?: Explanation;
}

/** Puts out what a list shows as over and new, what was due, and what was awaited and is over now. */
export async function putOut(
	platform: { read(callId: string): Promise<CallReading> },
	cursor: Cursor,
	list: Sighting[],
): Promise<Poll> {
	const { fresh, missingDue, missingOpen } = findWork(cursor, list);
	const taken = fresh.slice(0, pollLimits.calls);
	const listed = new Map(taken.map(({ id, call }) => [id, call]));
	const calls = new Map(taken.filter(isShownInFull).map(({ id, call }) => [id, call]));
	const toRead = [...missingDue, ...[...listed.keys()].filter((id) => !calls.has(id))];
	const ids = [...toRead.slice(0, pollLimits.reads), ...missingOpen.slice(0, pollLimits.awaited)];
	const readings = await Promise.all(ids.map(async (id) => await platform.read(id)));

	const later = fresh.slice(pollLimits.calls).map(({ id }) => id);
	const due = [...toRead.slice(pollLimits.reads), ...later];
	const open = missingOpen.slice(pollLimits.awaited);
	const left = new Set([...due, ...open]);
	const triesOfLeft = Object.entries(cursor.unread ?? {}).filter(([id]) => left.has(id));
	const unread = Object.fromEntries(triesOfLeft);
	for (const [place, reading] of readings.entries()) {
		const id = ids[place];
		const shown = listed.get(id);
		const tries = (cursor.unread?.[id] ?? 0) + 1;
		if ('call' in reading) {
			if (isOver(reading.call, Date.now())) calls.set(id, reading.call);
			else open.push(id);
			continue;
		}
		const [mayPass, isSilent] = [tries <= pollLimits.tries, reading.problem === 'unavailable'];
		if (shown ? mayPass && isSilent : mayPass || isSilent) {
			unread[id] = tries;
			(isSilent && missingOpen.includes(id) ? open : due).push(id);
		} else if (shown) calls.set(id, shown);
	}
	const latest = latestFirst([...calls].map(([id, call]) => ({ id, call })));
	const dealt = latest.map(({ id }) => id);
	const isNews = (_: CallReading, place: number) => unread[ids[place]] <= pollLimits.tries;
	return {
		cursor: { ...advance(cursor, list, { dealt, due, open }), unread },
		ended: latest.map(({ call }) => toEvent(call)).reverse(),
		...(calls.size === 0 && { problem: unreadable(readings.filter(isNews)) }),
	};
}
