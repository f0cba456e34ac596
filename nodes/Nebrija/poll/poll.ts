import type { IDataObject } from 'n8n-workflow';

import { advance, findNew, firstCursor, reachesBack } from './cursor';
import type { Cursor, Sighting } from './cursor';
import type { EventName } from '../trigger/events';
import type { CallRecord } from '../trigger/prove';

/** The most calls one poll outputs; the rest follow with the next. An object, so that tests can make do with fewer. */
export const mostCalls = { ofOnePoll: 500 };

/** Awaited calls that have left the list are asked for one by one, no more than this at a poll. */
const mostAsked = 20;

const atOnce = 5;

/** The platform as polling needs it. */
export interface Platform {
	list(isEnough: (sightings: Sighting[]) => boolean): Promise<{ sightings: Sighting[] }>;
	read(callId: string): Promise<CallRecord>;
	sight(call: IDataObject): Sighting | undefined;
}

export interface Poll {
	cursor: Cursor;
	ended: Array<{ event: EventName; call: IDataObject }>;
	/** Calls that are over, but could not be read; the next poll tries again. */
	unread: string[];
}

async function readAll(platform: Platform, ids: string[]): Promise<Map<string, CallRecord>> {
	const records = new Map<string, CallRecord>();
	for (let i = 0; i < ids.length; i += atOnce) {
		const some = ids.slice(i, i + atOnce);
		const read = await Promise.all(some.map(async (id) => await platform.read(id)));
		some.forEach((id, place) => records.set(id, read[place]));
	}
	return records;
}

/** Everything that has ended since the cursor, each call once; the first poll outputs nothing and only begins. */
export async function pollCalls(platform: Platform, cursor: Cursor | undefined): Promise<Poll> {
	if (!cursor) {
		const { sightings } = await platform.list((list) => list.length >= 200);
		return { cursor: firstCursor(sightings), ended: [], unread: [] };
	}
	const { sightings } = await platform.list((list) => reachesBack(cursor, list));
	const listed = new Map(sightings.map((sighting) => [sighting.id, sighting]));
	const gone = cursor.open.filter((id) => !listed.has(id));
	const fresh = findNew(cursor, sightings);
	const asked = gone.slice(0, mostAsked);
	const read = [...asked, ...fresh.slice(0, mostCalls.ofOnePoll).map(({ id }) => id)];
	const records = await readAll(platform, read);

	const dealt: Sighting[] = [];
	const ended: Poll['ended'] = [];
	const unread: string[] = [];
	const awaited: string[] = [];
	for (const [id, record] of records) {
		const call = 'call' in record ? record.call : listed.get(id)?.call;
		if ('problem' in record && record.problem === 'unavailable') unread.push(id);
		else if ('call' in record && record.state === 'running') awaited.push(id);
		else if (call) {
			const failed = 'call' in record && record.state === 'failed';
			dealt.push({ ...platform.sight(call), id, over: true });
			ended.push({ event: failed ? 'call.failed' : 'call.finished', call });
		}
	}
	const running = sightings.filter(({ over }) => !over).map(({ id }) => id);
	const later = [...gone.slice(mostAsked), ...running, ...awaited, ...unread];
	return { cursor: advance(cursor, { dealt, later }), ended, unread };
}

/** The call that ended last, for building a workflow; moves no cursor. */
export async function sampleCall(platform: Platform): Promise<Poll['ended']> {
	const { sightings } = await platform.list(() => true);
	const latest = sightings
		.filter(({ over }) => over)
		.sort((one, other) => (other.endedAt ?? 0) - (one.endedAt ?? 0))[0];
	if (!latest) return [];
	const record = await platform.read(latest.id);
	const call = 'call' in record ? record.call : latest.call;
	const failed = 'call' in record && record.state === 'failed';
	return call ? [{ event: failed ? 'call.failed' : 'call.finished', call }] : [];
}
