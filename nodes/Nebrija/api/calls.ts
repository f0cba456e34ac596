import { sleep } from 'n8n-workflow';
import type { IAllExecuteFunctions, IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import { accountOf } from './credential';
import { defaultLimit, readListing } from './listing';
import type { Listing } from './listing';
import { credentialName, isAnswer, isSuccess, sendRequest } from './request';
import type { Outcome } from './request';

/** The most calls to ask for: the API has no pages, only a longer list. */
const most = 10_000;

/** Lets n8n do other work between parsing a long list, looking through it, and all that waited for it (milliseconds). */
export const othersTurn = 0;

/** The answer, or the lack of one, that held no list of calls. */
export interface Unlisted {
	outcome: Outcome;
}

/**
 * Reads the latest calls, ten times as many at a time, until `enough` says so or there are no more to be had. Where
 * a longer list fails, the one before is given, with that outcome; where one is refused, twice as many are asked for at a
 * time, or the default length where it was the first.
 */
export async function readLatestCalls(
	context: IAllExecuteFunctions,
	request: Partial<IHttpRequestOptions> & { timeout: number },
	{ first, agentId }: { first: number; agentId?: string },
	enough: (listing: Listing) => boolean,
): Promise<Listing | Unlisted> {
	const account = accountOf(await context.getCredentials(credentialName));
	let last: Listing | undefined;
	let growth = 10;
	for (let limit = first; ; ) {
		const qs: IDataObject = { limit, ...(agentId !== undefined && { agentId }) };
		const readAt = Date.now();
		const outcome = await sendRequest(context, { ...request, method: 'GET', url: '/calls', qs });
		const answeredAt = Date.now();
		await sleep(othersTurn);
		const listing = isSuccess(outcome)
			? readListing(outcome, { limit, agentId, account, readAt, answeredAt })
			: undefined;
		if (listing) {
			await sleep(othersTurn);
			const isLongest = listing.calls.length < limit || limit >= most;
			if (enough(listing) || isLongest) return { ...listing, isLongest };
			last = listing;
		} else if (!last) {
			if (limit <= defaultLimit || !refusesLength(outcome)) return { outcome };
			[limit, growth] = [defaultLimit, 2];
			continue;
		} else if (growth > 2 && refusesLength(outcome)) {
			growth = 2;
		} else return { ...last, outcome, isLongest: true };
		limit = Math.min(last.calls.length * growth, most);
	}
}

/** Whether the API may have refused the list for its length: the upper bound of `limit` is unknown. */
export function refusesLength(outcome: Outcome): boolean {
	return isAnswer(outcome) && [400, 413, 422].includes(outcome.status);
}
