import { sleep } from 'n8n-workflow';
import type { IAllExecuteFunctions } from 'n8n-workflow';

import { callPath } from './callPath';
import { isObject, readCallId, readOne } from './answer';
import { isAnswer, sendRequest } from './request';
import type { Call } from './call';

/** What reading a call back gave: the call, that the API knows no such call, or nothing in time. */
export type ReadBack = { call: Call } | { problem: 'unknown' | 'unavailable'; reason: string };

/** In milliseconds: a sender that waits five seconds for its answer must still get one. */
export const readBackPatience = {
	/** For one answer. */
	answer: 2_000,
	/** Before each try. */
	pauses: [0, 300, 700, 1_000],
	/** For everything together. */
	total: 4_000,
};

/**
 * Reads one call with the credential, again while `isGood` is not content or the API fails, and gives the last
 * answer when patience ends. Never rejects: a delivery that cannot be proven must still be answered.
 */
export async function readCallBack(
	context: IAllExecuteFunctions,
	callId: string,
	isGood: (readBack: ReadBack) => boolean,
): Promise<ReadBack> {
	const deadline = Date.now() + readBackPatience.total;
	let last: ReadBack = { problem: 'unavailable', reason: 'no time was left to ask' };
	for (const pause of readBackPatience.pauses) {
		const left = deadline - Date.now() - pause;
		if (left <= 0) break;
		await sleep(pause);
		const next = await readOnce(context, callId, Math.min(left, readBackPatience.answer));
		if ('call' in next || !('call' in last)) last = next;
		if (isGood(last)) break;
	}
	return last;
}

async function readOnce(
	context: IAllExecuteFunctions,
	callId: string,
	timeout: number,
): Promise<ReadBack> {
	const url = callPath(callId);
	if (!url) return { problem: 'unknown', reason: 'this is no ID' };
	try {
		const outcome = await sendRequest(context, { method: 'GET', url, timeout });
		if (!isAnswer(outcome)) return { problem: 'unavailable', reason: outcome.code };
		const { status, body } = outcome;
		if ([400, 404, 410, 422].includes(status)) {
			return { problem: 'unknown', reason: `status ${status}` };
		}
		const call = status >= 200 && status < 300 ? readOne(body, 'call') : undefined;
		if (isObject(call) && readCallId(call) !== undefined) return { call };
		return { problem: 'unavailable', reason: `status ${status}` };
	} catch (error) {
		return { problem: 'unavailable', reason: (error as Error).message };
	}
}
