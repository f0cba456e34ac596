import type { CallReading } from '../api/call';
import type { Explanation } from '../api/explain';
import type { CallEvent } from '../event/names';
import { advance, findWork, firstCursor, isStrange, reachesBack, withoutHistory } from './cursor';
import type { Cursor, Sighting } from './cursor';
import { isShownInFull, putOut, timeOf, toEvent, unreadable } from './putOut';

/** How many calls the first poll takes note of. */
const enoughToBegin = 200;

/** How many known calls are asked for to tell whose list it is. */
const witnesses = 3;

/** Polls in a row that want a longer list than they get because it fails, before the shorter one must do. */
export const patience = 5;

const tooShort = {
	message: 'Nebrija AI does not list enough calls to be sure of all: some may have ended unnoticed',
	advice: 'The next poll outputs those it lists. Poll more often.',
};

/** A list of the latest calls. */
export interface Look {
	list: Sighting[];
	/** The longest list that was shown before this one. */
	shorter?: Sighting[];
	/** Whether the list ended by itself. */
	complete: boolean;
	/** Whether a longer list was refused for its length. */
	refused: boolean;
	/** Why else there is no longer list. */
	failure?: Explanation;
}

/** The platform as polling needs it. */
export interface Platform {
	look(isEnough: (list: Sighting[]) => boolean): Promise<Look>;
	read(callId: string): Promise<CallReading>;
}

/** Where a poll has come to, what it puts out, and what the user must be told where that is nothing. */
export interface Poll {
	cursor: Cursor;
	ended: CallEvent[];
	problem?: Explanation;
}

/**
 * Everything that has ended since the cursor, each call once; the first poll outputs nothing and only begins. Where the
 * list shows nothing that was known, a few calls are asked for: all unknown, it is another account, which begins anew.
 * A list that is too short is told once; what it shows is due with the next poll. Where it is too short because a longer
 * one fails, that may pass: it is told a few times, and nothing moves.
 */
export async function pollCalls(
	platform: Platform,
	cursor: Cursor | undefined,
	stamp: string,
): Promise<Poll> {
	if (!cursor) {
		const { list } = await platform.look(({ length }) => length >= enoughToBegin);
		return { cursor: firstCursor(stamp, list), ended: [] };
	}
	const look = await platform.look(
		(list) => reachesBack(cursor, list) && findWork(cursor, list).missingDue.length === 0,
	);
	const known = [...cursor.done, ...cursor.due, ...cursor.open];
	const strange = isStrange(cursor, look.list);
	if (strange) {
		const asked = known.slice(0, witnesses);
		const readings = await Promise.all(asked.map(async (id) => await platform.read(id)));
		if (!readings.some((reading) => 'call' in reading)) {
			const problem = unreadable(readings);
			return problem
				? { cursor, ended: [], problem }
				: { cursor: firstCursor(stamp, look.list), ended: [] };
		}
		if (look.list.length === 0) return { cursor, ended: [] };
	}
	const list = withoutHistory(cursor, look.list, look.shorter);
	const { complete, refused, failure } = look;
	const isCut = strange || refused || failure || (known.length > 0 && !complete);
	const short = isCut && !reachesBack(cursor, list) ? (cursor.short ?? 0) + 1 : 0;
	if (failure && short > 0 && short <= patience) {
		return { cursor: { ...cursor, short }, ended: [], problem: failure };
	}
	if (!failure && short === 1) {
		const fresh = findWork(cursor, list).fresh.map(({ id }) => id);
		const noted = advance(cursor, list, { due: [...cursor.due, ...fresh], open: cursor.open });
		return { cursor: { ...noted, short }, ended: [], problem: tooShort };
	}
	return await putOut(platform, cursor, list);
}

/** The wanted call that ended last, for building a workflow; moves no cursor. */
export async function sampleCall(
	platform: Platform,
	isWanted: (one: CallEvent) => boolean,
): Promise<CallEvent[]> {
	const { list } = await platform.look(() => true);
	const ended = list.filter(({ over, call }) => over && isWanted(toEvent(call)));
	const [latest] = ended.sort((one, other) => timeOf(other.call) - timeOf(one.call));
	if (!latest) return [];
	const reading = isShownInFull(latest) ? latest : await platform.read(latest.id);
	return [toEvent('call' in reading ? reading.call : latest.call)];
}
