import { sleep } from 'n8n-workflow';
import type { IAllExecuteFunctions, IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import { goesOn, readList, readTime } from './answer';
import { hasEnded, readTimes } from './call';
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
	/** When it was asked for, by our clock in milliseconds since 1970. */
	readAt: number;
	/**
	 * How soon after its start a call stands in such a list of this account, as far as any has shown: the age of the youngest
	 * call that was seen under way in one, in milliseconds; Infinity if none was. In a list that may have been cut only those
	 * count that stood above one that has ended: calls under way may come last.
	 */
	delay: number;
	/** The API's clock minus ours in milliseconds, undefined if it sent no date. */
	clockDifference?: number;
	/** What came instead of a longer list that was asked for afterwards. */
	failure?: Outcome;
}

/** The answer, or the lack of one, that held no list of calls. */
export interface Unlisted {
	outcome: Outcome;
}

/** What the lists of each account have shown to this process: how long they get, and both kinds of delay. */
const shown = new Map<string, { longest: number; delay: number; delayOnTop: number }>();

/**
 * Reads the latest calls, four times as many at a time, until `enough` says so or there are no more to be had. Where
 * a longer list fails, the one before is given, with the failure; where the first is refused, one of the default length.
 */
export async function readLatestCalls(
	context: IAllExecuteFunctions,
	request: Partial<IHttpRequestOptions> & { timeout: number },
	{ first, agentId }: { first: number; agentId?: string },
	enough: (listing: Listing) => boolean,
): Promise<Listing | Unlisted> {
	const account = String(context.getNode().credentials?.[credentialName]?.id);
	let last: Listing | undefined;
	for (let limit = first; ; ) {
		const qs: IDataObject = { limit, ...(agentId !== undefined && { agentId }) };
		const readAt = Date.now();
		const outcome = await sendRequest(context, { ...request, method: 'GET', url: '/calls', qs });
		const listing = isSuccess(outcome)
			? readListing(outcome, { limit, account, readAt })
			: undefined;
		if (!listing && last) return { ...last, failure: outcome };
		if (!listing && (limit <= defaultLimit || !refusesLength(outcome))) return { outcome };
		if (listing) await sleep(othersTurn);
		if (listing && (enough(listing) || listing.calls.length < limit || limit >= most))
			return listing;
		last = listing;
		limit = listing ? Math.min(limit * 4, most) : defaultLimit;
	}
}

/** Whether the API may have refused the list for its length: the upper bound of `limit` is unknown. */
export function refusesLength(outcome: Outcome): boolean {
	return isAnswer(outcome) && [400, 413, 422].includes(outcome.status);
}

function readListing(
	answer: Answer,
	{ limit, account, readAt }: { limit: number; account: string; readAt: number },
): Listing | undefined {
	const calls: Call[] | undefined = readList(answer.body, 'calls');
	if (!calls) return undefined;
	const { length } = calls;
	const now = Date.now();
	const serverTime = readTime(answer.headers.date);
	const before = shown.get(account) ?? { longest: 0, delay: Infinity, delayOnTop: Infinity };
	const ages = agesUnderWay(calls, serverTime ?? now);
	const known = {
		longest: Math.max(length, before.longest),
		delay: least([before.delay, ...ages]),
		delayOnTop: least([before.delayOnTop, ...ages.slice(0, ages.lastIndexOf(Infinity) + 1)]),
	};
	shown.set(account, known);
	const isWhole = length < limit && !goesOn(answer.body, length);
	const complete = isWhole && (!looksCut(length) || length < known.longest);
	const listing = { calls, readAt, complete, delay: complete ? known.delay : known.delayOnTop };
	if (serverTime === undefined) return { ...listing, fresh: !isCached(answer) };
	const clockDifference = serverTime - now;
	const fresh = !isCached(answer) && Math.abs(clockDifference) <= mostClockDifference;
	return { ...listing, fresh, clockDifference };
}

/**
 * How long ago each call began that is under way; Infinity for those that have ended. One that seems to begin in the
 * future tells nothing, beyond what clocks differ by.
 */
function agesUnderWay(calls: Call[], now: number): number[] {
	return calls.map((call) => {
		const { start = -Infinity } = hasEnded(call) ? {} : readTimes(call);
		return now - start < -mostClockDifference ? Infinity : Math.max(0, now - start);
	});
}

const least = (times: number[]) => times.reduce((one, other) => Math.min(one, other), Infinity);

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
