import type { IWebhookFunctions } from 'n8n-workflow';

import { readTime } from '../api/answer';
import { readCallId, readCallState, readTimes } from '../api/call';
import type { Call } from '../api/call';
import { isOver, readOutcome } from '../api/callOutcome';
import { endOf } from '../event/names';
import type { CallEvent, EventName } from '../event/names';
import { withoutUnsafeKeys } from './content';
import type { Content } from './content';
import { readBack } from './readBack';
import type { Reading } from './readBack';
import type { Settings } from './settings';

/** What a delivery was proven to report, and what a repetition of it is told by. */
export interface Proven extends CallEvent {
	key: string;
}

/** An answer that is no success; `denied` says why the credential cannot read calls, if it cannot. */
export interface Refusal {
	status: number;
	message: string;
	denied?: string;
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
function eventOf(call: Call, named: EventName | undefined, wanted: EventName[]) {
	const isEnd = named === 'call.finished' || named === 'call.failed';
	if (!isOver(call, Date.now(), isEnd)) {
		const isStart = named === undefined ? wanted.includes('call.started') : !isEnd;
		return isStart ? 'call.started' : undefined;
	}
	const told = endOf(call);
	const isTold = named !== undefined && ['failed', 'finished'].includes(readCallState(call));
	const other = told === 'call.failed' ? 'call.finished' : 'call.failed';
	return !isTold && !wanted.includes(told) && wanted.includes(other) ? other : told;
}

/** What a signed delivery says by itself, named by its status where it is not. The id of its call is the likeliest one: others may be those of what it came with. */
function takeAsItCame({ event, name, callIds, call }: Content, wanted: EventName[]): Proven {
	const record = readOutcome(call) === 'running' ? call : { status: 'ended' };
	return {
		event: event ?? eventOf(record, undefined, wanted) ?? wanted[0],
		call: withoutUnsafeKeys(call),
		key: keyOf(callIds[0], event ?? name),
	};
}

/** Deliveries nothing vouches for that are being proven in this process; more are asked to come again. */
const mostUnproven = 50;
let unproven = 0;

/** Proves a delivery by reading its call back, unless the user wants it as it came, and always signed. */
export async function prove(
	context: IWebhookFunctions,
	content: Content,
	genuine: boolean,
	settings: Settings,
): Promise<Proven | Refusal> {
	if (!settings.readBack) return takeAsItCame(content, settings.events);
	const read: Read = async (isGood) => await readBack(context, content.callIds, genuine, isGood);
	if (genuine) return await believe(content, settings, read);
	if (unproven >= mostUnproven) {
		return { status: 503, message: 'Too many deliveries are being checked' };
	}
	unproven++;
	return await examine(content, settings, read).finally(() => unproven--);
}

type Read = (isGood: (reading: Reading) => boolean) => Promise<Reading>;

/** A signed delivery: its name is believed, and where the API is silent, it is output as it came, marked. */
async function believe(
	content: Content,
	{ events: wanted }: Settings,
	read: Read,
): Promise<Proven> {
	const { event: named, name } = content;
	const reading = await read((reading) =>
		'call' in reading
			? eventOf(reading.call, named, wanted) !== undefined
			: reading.problem === 'denied',
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
async function examine(
	{ event: named }: Content,
	{ events: wanted, registration }: Settings,
	read: Read,
): Promise<Proven | Refusal> {
	const judge = (reading: Reading): Proven | Refusal | undefined => {
		if ('problem' in reading) return refusalOf(reading);
		const { call } = reading;
		if (endedBefore(call, registration?.createdAt)) {
			return { status: 401, message: 'This call had ended before the workflow was registered' };
		}
		const event = eventOf(call, named, wanted);
		return event && { event, call, key: keyOf(readCallId(call), event) };
	};
	const reading = await read((reading) => judge(reading) !== undefined);
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
