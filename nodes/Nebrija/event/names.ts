import { readCallState } from '../api/call';
import type { Call } from '../api/call';

/** The complete list of events a registration can ask for (docs.nebrijaai.com, "crear webhook"). */
export const eventNames = ['call.started', 'call.finished', 'call.failed'] as const;

export type EventName = (typeof eventNames)[number];

/** Something that has happened to a call. */
export interface CallEvent {
	event: EventName;
	call: Call;
	/** Only a signature vouches for this call: the API did not show it in time. */
	unverified?: true;
}

/** The event of a call that is over, which only its status can tell. */
export function endOf(call: Call): EventName {
	return readCallState(call) === 'failed' ? 'call.failed' : 'call.finished';
}
