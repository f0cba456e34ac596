import { readCallId } from '../api/call';
import type { Call } from '../api/call';
import { lookUp } from '../list/lookUp';
import type { Finding } from '../list/lookUp';
import { patience } from '../pace/patience';
import { perhapsPlaced } from './problems';
import type { Launch } from './openLaunch';

/**
 * What an earlier try of this item came to. A call that was placed is read, never placed again. One whose outcome
 * was unknown is looked for; it may be sent again only by another execution, once the list proves its absence.
 */
export async function recall(launch: Launch): Promise<Call | undefined> {
	const { record } = launch;
	const entry = record.known;
	if (!entry) return undefined;
	if (entry.id !== undefined) return await readPlacedCall(launch, entry.id);

	const { call, possible, absent } = await lookFor(launch);
	if (call) return adopt(launch, call);
	const hadTime = Date.now() - entry.at >= patience.absence;
	if (absent && hadTime && !record.isOfThisExecution(entry)) {
		record.nothingSent();
		return undefined;
	}
	throw perhapsPlaced('An earlier try of this item got no clear answer', launch, possible);
}

/** Looks in the list for the call that this launch became, which got no clear answer. */
export async function lookFor({ context, run, body, record, signal }: Launch): Promise<Finding> {
	const { at, with: asked } = record.known!;
	const list = await run.accounts.listOf(context, true);
	const sent = { number: body.customer.number, with: asked, at };
	return await lookUp(list, sent, record.taken(), signal);
}

/** Writes down that a launch became a call that was found, and gives it on; `at` is for one that was never sent. */
export function adopt({ record }: Launch, call: Call, at?: number): Call {
	record.placed(readCallId(call) ?? '', at);
	return call;
}

/** The call as it stands now, or what is known of it if it cannot be read: a placed call always has a result. */
export async function readPlacedCall({ context, run, body }: Launch, id: string): Promise<Call> {
	const reading = await run.reader.call(context, id);
	if (reading && 'call' in reading) return reading.call;
	const { customer, assistantId, testId } = body;
	return {
		id,
		customer: { number: customer.number },
		...(assistantId !== undefined && { assistantId }),
		...(testId !== undefined && { testId }),
	};
}
