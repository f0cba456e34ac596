import type { Call } from '../api/call';
import { tooShortList, unreadList } from '../item/problem';
import { lastLaunch } from '../memory/process';
import { keepCall, lookUp, note, perhapsPlaced } from '../memory/record';
import type { Launch } from '../memory/record';
import type { Entry } from '../memory/ledger';
import { callsSince, covers } from '../list/match';
import { patience } from '../pace/patience';
import { pollCall } from '../read/waitForEnd';

/**
 * What an earlier try of this item came to. A call that was placed is read, never placed again. One whose outcome
 * was unknown is looked for; it may be sent again only by another execution, once the list shows its absence.
 */
export async function recallLaunch(launch: Launch): Promise<Call | undefined> {
	const { context, run, keys } = launch;
	const entry = run.ledger.find(keys);
	if (!entry) return await callOfOtherRetry(launch);
	if (entry.state === 'launched') return await readPlacedCall(launch, entry.id);

	const { call, absent } = await lookUp(launch, entry.at);
	if (call) return keepCall(launch, call, entry.at);
	if (!absent || !mayBeSentAgain(entry, context.getExecutionId())) {
		throw perhapsPlaced('An earlier try of this item got no clear answer', entry.at);
	}
	note(launch);
	return undefined;
}

/**
 * The call that this item may have become since the execution began that this one retries: Retry can be pressed
 * more than once on the same execution, and one retry knows nothing of the other.
 */
async function callOfOtherRetry(launch: Launch): Promise<Call | undefined> {
	const { run, body, phone } = launch;
	const began = run.ledger.retryOf;
	if (began === undefined) return undefined;
	const last = lastLaunch(phone, body);
	if (last?.state === 'launched' && last.at >= began && !run.owned.has(last.id)) {
		return keepCall(launch, await readPlacedCall(launch, last.id), last.at);
	}
	const question = 'who has been called since the execution began';
	run.sinceFirst ??= run.callList.since(began);
	const listing = await run.sinceFirst.catch((error: Error) => {
		throw unreadList(question, error);
	});
	const call = callsSince(listing, body, began).find(({ id }) => !run.owned.has(String(id)));
	if (call) return keepCall(launch, call, began);
	if (covers(listing, began)) return undefined;
	throw tooShortList(
		question,
		'Run the workflow anew for this item, once you know that it was not called.',
	);
}

/** Whether an absent call was certainly not placed: it had time to appear, and n8n has begun a new execution since. */
function mayBeSentAgain(entry: Entry & { state: 'sending' }, execution?: string): boolean {
	const otherExecution = entry.execution !== undefined && entry.execution !== execution;
	return otherExecution && Date.now() - entry.at >= patience.absence;
}

/** The call as it stands now, or what is known of it if it cannot be read: a placed call always has a result. */
export async function readPlacedCall({ context, run, body }: Launch, id: string): Promise<Call> {
	const { customer, assistantId, testId } = body;
	const known: Call = {
		id,
		customer: { number: customer.number },
		...(assistantId !== undefined && { assistantId }),
		...(testId !== undefined && { testId }),
	};
	return (await pollCall(context, run, id)) ?? known;
}
