import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { hasEnded, readCallId } from '../api/call';
import type { Call } from '../api/call';
import { ItemProblem } from '../item/problem';
import { patience } from '../pace/patience';
import { sleep } from '../pace/sleep';
import type { Reader } from './reader';

/** The options of waiting, in milliseconds; undefined where the user does not want to wait. */
export function readMaxWait(context: IExecuteSingleFunctions): number | undefined {
	if (context.getNodeParameter('options.waitForEnd', false) !== true) return undefined;
	const minutes = context.getNodeParameter('options.maxWait', 15) as unknown;
	if (typeof minutes === 'number' && minutes > 0) return minutes * 60_000;
	throw new ItemProblem({
		message: "The option 'Max Wait (Minutes)' is not a number above 0",
		advice: 'Enter how many minutes to wait at most, for example 15.',
	});
}

/**
 * Reads a call, less and less often, until it has ended. After `maxWait` milliseconds it gives the call as last
 * known: waiting never loses a call, and a read that fails is only a read less. Cancelling ends it at once.
 */
export async function waitForEnd(
	context: IExecuteSingleFunctions,
	reader: Reader,
	call: Call,
	maxWait: number,
): Promise<Call> {
	const deadline = Date.now() + maxWait;
	const signal = context.getExecutionCancelSignal();
	let last = call;
	for (let pause = patience.firstPoll; ; pause = Math.min(pause * 1.5, patience.mostPoll)) {
		const left = deadline - Date.now();
		if (left <= 0) return last;
		await sleep(Math.min(pause * (0.8 + Math.random() * 0.4), left), signal);
		const reading = await reader.call(context, readCallId(call) ?? '');
		if (!reading || !('call' in reading)) continue;
		last = call.skipped ? { ...reading.call, skipped: true } : reading.call;
		if (hasEnded(reading.call)) return last;
	}
}
