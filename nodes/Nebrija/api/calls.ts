import { sleep } from 'n8n-workflow';
import type { IAllExecuteFunctions, IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import { readList } from './answer';
import { hasEnded } from './call';
import type { Call } from './call';
import { credentialName, isAnswer, isSuccess, sendRequest } from './request';
import type { Answer, Outcome } from './request';

/** The most calls to ask for: the API has no pages, only a longer list. */
const most = 10_000;

/** Lets n8n do other work between parsing a long list, looking through it, and all that waited for it (milliseconds). */
export const othersTurn = 0;

/** The default of `limit` in the API, so no unknown upper bound can lie below it. */
const defaultLimit = 50;

/** How far the API's `Date` may be from our clock before an answer counts as an old one, in milliseconds. */
const mostClockDifference = 60_000;

/** The latest calls of the account, as one list answer gave them. */
export interface Listing {
	calls: Call[];
	/** Whether the list has ended by itself, and was not cut by an upper bound nobody knows. */
	complete: boolean;
	/** Whether the answer is a new one: not from a cache, and not dated by a clock that is far from ours. */
	fresh: boolean;
	/** Whether calls that are under way are known to stand in the lists of this account. */
	showsRunning: boolean;
	/** The API's clock minus ours in milliseconds, undefined if it sent no date. */
	clockDifference?: number;
	/** What came instead of a longer list that was asked for afterwards. */
	failure?: Outcome;
}

/** The answer, or the lack of one, that held no list of calls. */
export interface Unlisted {
	outcome: Outcome;
}

/** What the lists of each account have shown to this process: how long they get, and calls that are under way. */
const shown = new Map<string, { longest: number; running: boolean }>();

/**
 * Reads the latest calls, four times as many at a time, until `enough` says so or there are no more to be had. Where
 * a longer list fails, the one before is given, with the failure.
 */
export async function readLatestCalls(
	context: IAllExecuteFunctions,
	request: Partial<IHttpRequestOptions> & { timeout: number },
	{ first, agentId }: { first: number; agentId?: string },
	enough: (listing: Listing) => boolean,
): Promise<Listing | Unlisted> {
	const account = String(context.getNode().credentials?.[credentialName]?.id);
	let last: Listing | undefined;
	for (let limit = first; ; limit = Math.min(limit * 4, most)) {
		const qs: IDataObject = { limit, ...(agentId !== undefined && { agentId }) };
		const outcome = await sendRequest(context, { ...request, method: 'GET', url: '/calls', qs });
		const listing = isSuccess(outcome) ? readListing(outcome, limit, account) : undefined;
		if (!listing) return last ? { ...last, failure: outcome } : { outcome };
		last = listing;
		await sleep(othersTurn);
		if (enough(listing) || listing.calls.length < limit || limit >= most) return listing;
	}
}

/** Whether the API may have refused the list for its length: the upper bound of `limit` is unknown. */
export function refusesLength(outcome: Outcome): boolean {
	return isAnswer(outcome) && [400, 413, 422].includes(outcome.status);
}

function readListing(answer: Answer, limit: number, account: string): Listing | undefined {
	const calls: Call[] | undefined = readList(answer.body, 'calls');
	if (!calls) return undefined;
	const { length } = calls;
	const before = shown.get(account) ?? { longest: 0, running: false };
	const longest = Math.max(length, before.longest);
	const showsRunning = before.running || calls.some((call) => !hasEnded(call));
	shown.set(account, { longest, running: showsRunning });
	const complete = length < limit && (!looksCut(length) || length < longest);
	const serverTime = Date.parse(String(answer.headers.date));
	if (Number.isNaN(serverTime)) return { calls, complete, showsRunning, fresh: !isCached(answer) };
	const clockDifference = serverTime - Date.now();
	const fresh = !isCached(answer) && Math.abs(clockDifference) <= mostClockDifference;
	return { calls, complete, showsRunning, fresh, clockDifference };
}

function isCached({ headers }: Answer): boolean {
	return Number(headers.age ?? 0) > 0;
}

/**
 * Whether a list that is shorter than asked for may have been cut all the same: it has one of the lengths that people
 * choose as an upper bound. Nothing else tells, as long as the account has never shown a longer one.
 */
function looksCut(length: number): boolean {
	if (length < defaultLimit) return false;
	const isRound = [length, length + 1].some((n) => n % 50 === 0 || Number.isInteger(Math.log2(n)));
	return isRound;
}
