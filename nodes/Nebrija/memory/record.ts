import { sleep } from 'n8n-workflow';
import type { IDataObject, IExecutePaginationFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { readCallId } from '../api/answer';
import type { Call, LaunchBody } from '../api/call';
import { ItemProblem } from '../item/problem';
import { noteLaunch } from './process';
import { askedFor } from './ledger';
import type { Entry } from './ledger';
import { callsSince, covers } from '../list/match';
import { patience } from '../pace/patience';
import type { Run } from '../launch/run';

/** One item on its way to a call. */
export interface Launch {
	context: IExecutePaginationFunctions;
	request: IHttpRequestOptions;
	run: Run;
	body: LaunchBody;
	/** Whose phone it is to ring, for all executions. */
	phone: string;
	/** Where it stands in the ledger. */
	keys: string[];
}

/** Writes down what is known of a launch; no entry says that nothing was sent, or that it was refused. */
export function note({ run, keys, phone, body }: Launch, entry?: Entry): void {
	if (entry) run.ledger.write(keys, entry);
	else run.ledger.erase(keys);
	noteLaunch(phone, body, entry);
}

/** Writes down that the call was placed, and gives it on. */
export function keepCall(launch: Launch, call: Call, at: number): Call {
	const id = readCallId(call) ?? '';
	launch.run.owned.add(id);
	note(launch, { state: 'launched', at, with: askedFor(launch.body), id });
	return call;
}

/**
 * Looks for the call that a launch sent at `at` without a clear answer may have become. `absent` is true only if
 * the last list provably covers that moment and does not hold the call.
 */
export async function lookUp(
	{ context, run, body }: Launch,
	at: number,
): Promise<{ call?: Call; absent: boolean }> {
	let absent = false;
	for (const pause of patience.lookUps) {
		await sleep(pause, context.getExecutionCancelSignal());
		const listing = await run.callList.since(at).catch(() => undefined);
		const call =
			listing && callsSince(listing, body, at).find(({ id }) => !run.owned.has(String(id)));
		if (call) return { call, absent: false };
		absent = listing !== undefined && covers(listing, at);
	}
	return { absent };
}

/** The problem of a launch whose outcome stays unknown: nobody may send it again on the strength of this message. */
export function perhapsPlaced(reason: string, at: number, details: IDataObject = {}): ItemProblem {
	const sentAt = new Date(at).toISOString();
	return new ItemProblem(
		{
			message: `${reason}. The call may have been placed all the same, so do not call this number again before you have checked`,
			advice: `Look in Nebrija AI, or with the operation Get Many and the filter Customer Number, for a call to this number that started at about ${sentAt} (UTC). This node does not place it a second time in this execution.`,
		},
		{ ...details, mayHaveBeenPlaced: true, sentAt },
	);
}
