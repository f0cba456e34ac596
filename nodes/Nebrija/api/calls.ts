import type { IAllExecuteFunctions, IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import { readList } from './answer';
import { isAnswer, sendRequest } from './request';
import type { Answer, NoAnswer } from './request';
import type { Call } from './call';

/** The most calls to ask for: the API has no pages, only a longer list. */
const most = 10_000;

/** The default of `limit` in the API, so no unknown upper bound can lie below it. */
const defaultLimit = 50;

/** The latest calls of the account, as one list answer gave them. */
export interface Listing {
	calls: Call[];
	/** Whether the list has provably ended, and was not cut by an upper bound nobody knows. */
	complete: boolean;
	/** The API's clock minus ours in milliseconds, undefined if it sent no date. */
	clockDifference?: number;
}

/** The answer, or the lack of one, that held no list of calls. */
export interface Unread {
	outcome: Answer | NoAnswer;
}

/**
 * Reads the latest calls, four times as many at a time, until `enough` says so or there are no more to be had. If
 * the API refuses a list for its length, the one before counts; any other failure gives what came instead of a list.
 */
export async function readLatestCalls(
	context: IAllExecuteFunctions,
	request: Partial<IHttpRequestOptions>,
	{ first, agentId }: { first: number; agentId?: string },
	enough: (listing: Listing) => boolean,
): Promise<Listing | Unread> {
	let last: Listing | undefined;
	for (let limit = first; ; limit = Math.min(limit * 4, most)) {
		const qs: IDataObject = { limit, ...(agentId !== undefined && { agentId }) };
		const outcome = await sendRequest(context, { ...request, method: 'GET', url: '/calls', qs });
		const listing = readListing(outcome, limit);
		if (!listing) return last && refusesLength(outcome) ? last : { outcome };
		last = listing;
		if (enough(listing) || listing.calls.length < limit || limit >= most) return listing;
	}
}

/** Which statuses may mean that `limit` is too large; its upper bound is unknown. */
function refusesLength(outcome: Answer | NoAnswer): boolean {
	return isAnswer(outcome) && [400, 413, 422].includes(outcome.status);
}

function readListing(outcome: Answer | NoAnswer, limit: number): Listing | undefined {
	if (!isAnswer(outcome) || outcome.status >= 300) return undefined;
	const calls: Call[] | undefined = readList(outcome.body, 'calls');
	if (!calls) return undefined;
	const serverTime = Date.parse(String(outcome.headers.date));
	return {
		calls,
		complete: calls.length < limit && !looksCut(calls.length),
		...(!Number.isNaN(serverTime) && { clockDifference: serverTime - Date.now() }),
	};
}

/** A list of a round length that is shorter than asked for was probably cut by an upper bound nobody knows. */
function looksCut(length: number): boolean {
	return length >= defaultLimit && length % defaultLimit === 0;
}
