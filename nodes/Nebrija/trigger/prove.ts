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
interface Proven extends CallEvent {
	key: string;
}

/** An answer that is no success; `denied` says why the credential cannot read calls, if it cannot. */
export interface Refusal {
	status: number;
	message: string;
	denied?: string;
}

export const refuse = (status: number, message: string): Refusal => ({ status, message });

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

/**
 * What a signed delivery says by itself, named by its status where it is not. The id of its call is the likeliest one:
 * others may be those of what it came with.
 */
function takeAsItCame({ event, name, callIds, call }: Content, wanted: EventName[]): Proven {
	const record = readOutcome(call) === 'running' ? call : { status: 'ended' };
	return {
		event: event ?? eventOf(record, undefined, wanted) ?? wanted[0],
		call: withoutUnsafeKeys(call),
		key: keyOf(callIds[0], event ?? name),
	};
}

/** What a reading makes of a delivery, and whether a later one could say more. */
type Verdict = (Proven | Refusal) & { mayChange?: boolean };

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
	if (!genuine && unproven >= mostUnproven) {
		return refuse(503, 'Too many deliveries are being checked');
	}
	const judge = (reading: Reading) => (genuine ? believe : examine)(reading, content, settings);
	const proving = readBack(context, content.callIds, genuine, judge);
	if (genuine) return await proving;
	unproven++;
	return await proving.finally(() => unproven--);
}

/** A signed delivery: its name is believed, and where the API is silent, it is output as it came, marked. */
function believe(reading: Reading, content: Content, { events: wanted }: Settings): Verdict {
	if ('problem' in reading) {
		const mayChange = reading.problem !== 'denied';
		return { ...takeAsItCame(content, wanted), unverified: true, mayChange };
	}
	const { event: named, name } = content;
	const { call } = reading;
	const shown = eventOf(call, named, wanted);
	const told = named ?? shown;
	const key = keyOf(readCallId(call), told ?? name);
	return { event: told ?? wanted[0], call, key, mayChange: shown === undefined };
}

/**
 * Any other delivery may be a lie, about a real call even: only ids leave it, so a forged one injects nothing, and the
 * record of the API names its event. What ended before the registration was made is history that somebody replays.
 */
function examine(
	reading: Reading,
	{ event: named }: Content,
	{ events: wanted, registration }: Settings,
): Verdict {
	if ('problem' in reading) {
		const { problem, reason } = reading;
		if (problem === 'unknown') return refuse(401, 'Nebrija AI knows no such call');
		if (problem === 'unavailable') {
			return { ...refuse(503, 'The call could not be checked with Nebrija AI'), mayChange: true };
		}
		return { ...refuse(503, 'Calls cannot be checked with Nebrija AI'), denied: reason };
	}
	const { call } = reading;
	if (endedBefore(call, readTime(registration?.createdAt))) {
		return refuse(401, 'This call had ended before the workflow was registered');
	}
	const event = eventOf(call, named, wanted);
	if (!event) {
		const message = 'Nebrija AI does not show yet that this call is over';
		return { ...refuse(503, message), mayChange: true };
	}
	return { event, call, key: keyOf(readCallId(call), event) };
}

/** Whether a call certainly ended before this time: an end that is whole may have been cut to seconds, or to minutes. */
function endedBefore(call: Call, time = -Infinity): boolean {
	const { end = Infinity } = readTimes(call);
	const unit = [60_000, 1_000].find((each) => end % each === 0) ?? 1;
	return end + unit <= time;
}
