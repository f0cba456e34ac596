import type { IAllExecuteFunctions, IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import { isObject, isSameId, readId, readOne, readTime } from './answer';
import { isAnswer, isSuccess, sendRequest } from './request';
import type { Outcome } from './request';

/** A call as the API describes it; every field may be absent or null (docs.nebrijaai.com, "obtener llamada"). */
export interface Call extends IDataObject {
	id?: string | null;
	status?: string | null;
	customer?: { number?: string | null } | null;
	assistantId?: string | null;
	phoneNumberId?: string | null;
	testId?: string | null;
	testVariant?: string | null;
	startTime?: string | null;
	endTime?: string | null;
	durationMinutes?: number | null;
	cost?: number | null;
	endedReason?: string | null;
	transcript?: string | null;
	recordingUrl?: string | null;
	analysis?: IDataObject | null;
	transferDestination?: IDataObject | null;
}

/** Body of POST /calls; absent keys are left out, never sent empty. */
export interface LaunchBody extends IDataObject {
	customer: { number: string };
	assistantId?: string;
	testId?: string;
	phoneNumberId?: string;
	variables?: IDataObject;
}

/** The id of a call: `id`, then `callId`. */
export function readCallId(call: IDataObject): string | undefined {
	return readId(call.id) ?? readId(call.callId);
}

/** When a call began and ended, in milliseconds since 1970, as far as its record says so. */
export function readTimes(call: Call): { start?: number; end?: number } {
	return {
		start: readTime(call.startTime ?? call.startedAt),
		end: readTime(call.endTime ?? call.endedAt),
	};
}

/** Whether the record of a call holds an end; 0 is how some write none. */
export function showsEnd(call: Call): boolean {
	const end = call.endTime ?? call.endedAt;
	return end !== 0 && readId(end) !== undefined;
}

/** How far a call has come. `ended` is over, without a word on whether it went well. */
export type CallState = 'running' | 'ended' | 'finished' | 'failed';

/**
 * Statuses of a call that is over. Only `ended` is documented, in examples; `finished` and `failed` are inferred
 * from the names of the events, the others are guesses. An unknown status without end time is still running.
 */
const finalStatuses: Record<string, CallState> = {
	ended: 'ended',
	finished: 'finished',
	completed: 'finished',
	failed: 'failed',
	error: 'failed',
	canceled: 'failed',
	cancelled: 'failed',
	'no answer': 'ended',
	busy: 'ended',
};

/** The state of a call as GET /calls/:id shows it; never to be asked of the answer to a launch, whose example is filler. */
export function readCallState(call: Call): CallState {
	const status = String(call.status ?? '')
		.trim()
		.toLowerCase()
		.replace(/[-_]/g, ' ');
	const state = Object.hasOwn(finalStatuses, status) ? finalStatuses[status] : undefined;
	const over = state ?? (showsEnd(call) ? 'ended' : 'running');
	return over === 'ended' && wasSpoken(call) ? 'finished' : over;
}

/** Whether anything was said, as far as the record of a call shows it. */
export function wasSpoken({ transcript, durationMinutes }: Call): boolean {
	return Number(durationMinutes) > 0 || readId(transcript) !== undefined;
}

/** True once a call is over, in whatever way. */
export function hasEnded(call: Call): boolean {
	return readCallState(call) !== 'running';
}

/** What reading one call gave: the call, that the API knows no such call, or nothing that tells. */
export type CallReading =
	| { call: Call; outcome?: Outcome }
	| { problem: 'unknown' | 'unavailable'; reason: string; outcome?: Outcome };

/** Refusals of GET /calls/:id that say there is no such call (all inferred). */
const noSuchCall = [400, 404, 410, 422];

/** Where the API answers for one call; undefined for what cannot stand in an address, or would lead to another. */
function callPath(id: string): string | undefined {
	return /^\.+$/.test(id) || /\p{Cs}/u.test(id) ? undefined : `/calls/${encodeURIComponent(id)}`;
}

/**
 * Reads one call. An answer that names no id, or another one, is not the call that was asked for. Rejects only
 * where nothing could be sent, as `sendRequest` does.
 */
export async function readCall(
	context: IAllExecuteFunctions,
	request: Partial<IHttpRequestOptions> & { timeout: number },
	id: string,
): Promise<CallReading> {
	const url = callPath(id);
	if (!url) return { problem: 'unknown', reason: 'this is no ID' };
	const outcome = await sendRequest(context, { ...request, method: 'GET', url });
	if (!isAnswer(outcome)) return { problem: 'unavailable', reason: outcome.code, outcome };
	const reason = `status ${outcome.status}`;
	if (noSuchCall.includes(outcome.status)) return { problem: 'unknown', reason, outcome };
	const call = isSuccess(outcome) ? readOne(outcome.body, 'call') : undefined;
	if (isObject(call) && isSameId(readCallId(call), id)) return { call, outcome };
	return { problem: 'unavailable', reason, outcome };
}
