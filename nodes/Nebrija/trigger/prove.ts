import type { IDataObject } from 'n8n-workflow';

import type { Content, EventName } from './events';

/** How far a call has come, as its record shows. */
export type CallState = 'running' | 'ended' | 'finished' | 'failed';

/** What reading the call back gave. */
export type CallRecord =
	| { call: IDataObject; state: CallState }
	| { problem: 'unknown' | 'unavailable'; reason: string };

/** Reads a call with the credential, again while the answer is not good, for a bounded time. */
export type ReadBack = (
	callId: string,
	isGood: (record: CallRecord) => boolean,
) => Promise<CallRecord>;

export interface Proven {
	event: EventName;
	call: IDataObject;
	/** Only the signature vouches for this call: the API did not show it in time. */
	unverified?: true;
}

export interface Refusal {
	status: number;
	message: string;
}

/** The event a record tells by itself; what cannot be told counts as wanted. */
export function eventOf(state: CallState, wanted: EventName[]): EventName {
	const told: EventName[] =
		state === 'running'
			? ['call.started']
			: state === 'failed'
				? ['call.failed', 'call.finished']
				: ['call.finished', 'call.failed'];
	return told.find((event) => wanted.includes(event)) ?? wanted[0] ?? told[0];
}

/**
 * The event to output. A signed name is believed. Any other may be a lie about a real call, so the record
 * decides: undefined while it does not show an end that is claimed.
 */
function settleEvent(
	named: EventName | undefined,
	state: CallState,
	wanted: EventName[],
	genuine: boolean,
): EventName | undefined {
	if (genuine) return named ?? eventOf(state, wanted);
	if (named === 'call.started') return named;
	if (state === 'running') {
		return named === undefined && wanted.includes('call.started') ? 'call.started' : undefined;
	}
	if (named === undefined) return eventOf(state, wanted);
	return state === 'ended' ? named : state === 'failed' ? 'call.failed' : 'call.finished';
}

/**
 * Turns what a delivery claims into what the API knows. Only ids leave the delivery, so a forged one injects nothing.
 * When the API is silent, a signed delivery is output as it came, marked; every other sender is asked to repeat.
 */
export async function prove(
	{ event, callId, call }: Content & { callId: string; event?: EventName },
	{ wanted, genuine }: { wanted: EventName[]; genuine: boolean },
	readBack: ReadBack,
): Promise<Proven | Refusal> {
	const record = await readBack(callId, (read) => {
		if ('problem' in read) return read.problem === 'unknown' && !genuine;
		return settleEvent(event, read.state, wanted, false) !== undefined;
	});
	if ('call' in record) {
		const settled = settleEvent(event, record.state, wanted, genuine);
		if (settled !== undefined) return { event: settled, call: record.call };
		return { status: 503, message: 'Nebrija AI does not show yet that this call is over' };
	}
	if (record.problem === 'unknown') {
		return { status: 401, message: 'Nebrija AI knows no such call' };
	}
	if (genuine) return { event: event ?? eventOf('ended', wanted), call, unverified: true };
	return { status: 503, message: 'The call could not be checked with Nebrija AI' };
}
