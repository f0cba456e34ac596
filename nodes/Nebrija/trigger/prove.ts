import type { IDataObject } from 'n8n-workflow';

import { readTime } from '../api/answer';
import { readCallId, readCallState, readTimes } from '../api/call';
import type { Call } from '../api/call';
import { isOver, readOutcome } from '../api/callOutcome';
import { withoutUnsafeKeys } from './events';
import type { Content, EventName } from './events';
import type { ReadBack, Reading } from './readBack';

export interface Proven {
	event: EventName;
	call: IDataObject;
	/** Only the signature vouches for this call: the API did not show it in time. */
	unverified?: true;
	/** What a repetition is told by. */
	key: string;
}

export interface Refusal {
	status: number;
	message: string;
	/** Why the credential cannot read calls, if it cannot. */
	denied?: string;
}

/** What a proof is judged by; `since` is when the registration was made, by the clock of the API. */
export interface Grounds {
	wanted: EventName[];
	since?: string;
}

/**
 * A repeated delivery is told by call and event, however the id is written: no delivery id is known. Where the event is
 * a guess, its name stands in, so that what was guessed does not take the place of what is reported later.
 */
export const keyOf = (callId: string | undefined, event: string | undefined) =>
	`${callId?.toLowerCase()} ${event}`;

/**
 * The event a record tells; undefined while it does not show what is claimed. A record that is over without a word
 * on how, and a delivery without a name, count as the event that is wanted.
 */
export function eventOf(
	call: Call,
	named: EventName | undefined,
	wanted: EventName[],
): EventName | undefined {
	const isEnd = named === 'call.finished' || named === 'call.failed';
	if (!isOver(call, Date.now(), isEnd)) {
		const isStart = named === undefined ? wanted.includes('call.started') : !isEnd;
		return isStart ? 'call.started' : undefined;
	}
	const state = readCallState(call);
	const told: EventName[] =
		state === 'failed' ? ['call.failed', 'call.finished'] : ['call.finished', 'call.failed'];
	const isTold = named !== undefined && (state === 'failed' || state === 'finished');
	return (!isTold && told.find((event) => wanted.includes(event))) || told[0];
}

/** What a signed delivery says by itself. The id of its call is the likeliest one: others may be those of what it came with. */
export function takeAsItCame({ event, name, callIds, call }: Content, wanted: EventName[]): Proven {
	const record = readOutcome(call) === 'running' ? call : { status: 'ended' };
	return {
		event: event ?? eventOf(record, undefined, wanted) ?? wanted[0],
		call: withoutUnsafeKeys(call),
		key: keyOf(callIds[0], event ?? name),
	};
}

/** A signed delivery: its name is believed, and where the API is silent, it is output as it came, marked. */
export async function believe(
	content: Content,
	{ wanted }: Grounds,
	readBack: ReadBack,
): Promise<Proven> {
	const { event: named, name, callIds } = content;
	const reading = await readBack(callIds, (read) =>
		'call' in read ? eventOf(read.call, named, wanted) !== undefined : read.problem === 'denied',
	);
	if (!('call' in reading)) return { ...takeAsItCame(content, wanted), unverified: true };
	const { call } = reading;
	const told = named ?? eventOf(call, named, wanted);
	return { event: told ?? wanted[0], call, key: keyOf(readCallId(call), told ?? name) };
}

/**
 * Any other delivery may be a lie, about a real call even: only ids leave it, so a forged one injects nothing, and the
 * record of the API names its event. What ended before the registration was made is history that somebody replays.
 */
export async function examine(
	{ event: named, callIds }: Content,
	{ wanted, since }: Grounds,
	readBack: ReadBack,
): Promise<Proven | Refusal> {
	const judge = (read: Reading): Proven | Refusal | undefined => {
		if ('problem' in read) return refusalOf(read);
		if (endedBefore(read.call, since)) {
			return { status: 401, message: 'This call had ended before the workflow was registered' };
		}
		const event = eventOf(read.call, named, wanted);
		return event && { event, call: read.call, key: keyOf(readCallId(read.call), event) };
	};
	const reading = await readBack(callIds, (read) => judge(read) !== undefined);
	const message =
		'call' in reading
			? 'Nebrija AI does not show yet that this call is over'
			: 'The call could not be checked with Nebrija AI';
	return judge(reading) ?? { status: 503, message };
}

function refusalOf({ problem, reason }: Exclude<Reading, { call: Call }>): Refusal | undefined {
	if (problem === 'unknown') return { status: 401, message: 'Nebrija AI knows no such call' };
	if (problem === 'unavailable') return undefined;
	return { status: 503, message: 'Calls cannot be checked with Nebrija AI', denied: reason };
}

function endedBefore(call: Call, since: string | undefined): boolean {
	const { end = Infinity } = readTimes(call);
	return end < (readTime(since) ?? -Infinity);
}
