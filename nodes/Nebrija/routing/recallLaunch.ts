import type { Call } from '../api/types';
import { keepCall, lookUp, perhapsPlaced } from './launch';
import type { Launch } from './launch';
import type { Entry } from './ledger';
import { patience } from './patience';
import { pollCall } from './waitForEnd';

/**
 * What an earlier try of this item came to. A call that was placed is read, never placed again. One whose outcome
 * was unknown is looked for; it may be sent again only by another execution, once the list shows its absence.
 */
export async function recallLaunch(launch: Launch): Promise<Call | undefined> {
	const { context, run, keys } = launch;
	const entry = run.ledger.find(keys);
	if (!entry) return undefined;
	if (entry.state === 'launched') return await readPlacedCall(launch, entry.id);

	const { call, absent } = await lookUp(launch, entry.at);
	if (call) return keepCall(launch, call, entry.at);
	if (!absent || !mayBeSentAgain(entry, context.getExecutionId())) {
		throw perhapsPlaced('An earlier try of this item got no clear answer', entry.at);
	}
	run.ledger.erase(keys);
	return undefined;
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
