import type { CallReading } from '../api/call';
import type { Explanation } from '../api/explain';
import type { CallEvent } from '../event/names';
import { firstCursor, idsOf, latestFirst, note } from './cursor';
import type { Cursor, Sighting } from './cursor';
import { isShownInFull, pollLimits, putOut, toEvent, unreadable } from './putOut';
import type { Poll } from './putOut';
import { isStrange, reachesBack, showsEnough, withoutHistory } from './reach';

/** How many calls the first poll takes note of. */
const enoughToBegin = 200;

/** How many known calls are asked for to tell whose list it is. */
const witnesses = 3;

/** How many calls are read to find one that fits: a list may not show all that the filters ask for. */
const mostSamples = 10;

const tooShort = {
	message: 'Nebrija AI does not list enough calls to be sure of all: some may have ended unnoticed',
	advice: 'The next poll outputs those it lists. Poll more often.',
};

const noSample = {
	message: "None of the latest calls has ended and fits 'Events' and 'Filters'",
	advice: 'Launch a call and wait for its end, or choose more.',
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

/**
 * Everything that has ended since the cursor, each call once; the first poll outputs nothing and only begins. Where the
 * list shows nothing that was known, a few calls are asked for: all unknown, it is another account, which begins anew,
 * but an empty list alone says nothing yet. A list that is too short is told once, before it must do; where a longer one
 * fails, that is told before, since it may pass.
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
	const look = await platform.look((list) => showsEnough(cursor, list));
	const known = [...idsOf(cursor)];
	const strange = isStrange(cursor, look.list);
	if (strange && look.list.length === 0) {
		return { cursor: { ...cursor, emptied: cursor.emptied ?? Date.now() }, ended: [] };
	}
	if (strange) {
		const asked = known.slice(0, witnesses);
		const readings = await Promise.all(asked.map(async (id) => await platform.read(id)));
		if (!readings.some((reading) => 'call' in reading)) {
			const problem = unreadable(readings);
			if (problem) {
				return { cursor: note(cursor, look.list, cursor.short ?? 0), ended: [], problem };
			}
			const begun = { ...firstCursor(stamp, []), began: cursor.emptied };
			return cursor.emptied === undefined || isStrange(begun, look.list)
				? { cursor: firstCursor(stamp, look.list), ended: [] }
				: await putOut(platform, begun, look.list);
		}
	}
	const list = withoutHistory(cursor, look.list, look.shorter);
	const { complete, refused, failure } = look;
	const isCut = strange || refused || failure || (known.length > 0 && !complete);
	const short = (cursor.short ?? 0) + 1;
	const mayPass = failure ? pollLimits.tries : 0;
	if (!isCut || reachesBack(cursor, list) || short > mayPass + 1) {
		const out = await putOut(platform, cursor, list);
		const recent = (failure ? (cursor.recent ?? 0) : 0) + (out.cursor.recent ?? 0);
		return { ...out, cursor: { ...out.cursor, recent } };
	}
	const problem = failure && short <= mayPass ? failure : tooShort;
	return { cursor: note(cursor, list, short), ended: [], problem };
}

/** The wanted call that ended last, for building a workflow; moves no cursor. */
export async function sampleCall(
	platform: Platform,
	isWanted: (one: CallEvent) => boolean,
): Promise<Omit<Poll, 'cursor'>> {
	const { list } = await platform.look(() => true);
	const fitting = list.filter(({ over, call }) => over && isWanted(toEvent(call)));
	for (const one of latestFirst(fitting).slice(0, mostSamples)) {
		const reading = isShownInFull(one) ? one : await platform.read(one.id);
		const event = toEvent('call' in reading ? reading.call : one.call);
		if (isWanted(event)) return { ended: [event] };
	}
	return { ended: [], problem: noSample };
}
