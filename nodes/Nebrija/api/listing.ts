import { goesOn, readList, readTime } from './answer';
import { hasEnded, readCallId, readTimes } from './call';
import type { Call } from './call';
import type { Answer, Outcome } from './request';

/** The default of `limit` in the API, so no unknown upper bound can lie below it. */
export const defaultLimit = 50;

/** How far the API's `Date` may be from our clock before an answer counts as an old one, in milliseconds. */
const mostClockDifference = 60_000;

/** The latest calls of the account, as one list answer gave them. */
export interface Listing {
	calls: Call[];
	/** Whether the list has ended by itself, and was not cut by an upper bound nobody knows. */
	complete: boolean;
	/** Whether no longer one could be had by asking for more. */
	isLongest?: boolean;
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
	outcome?: Outcome;
}

/** What the lists of an account have shown to this process. */
interface Shown {
	longest: number;
	/** Both kinds of delay. */
	delay: number;
	delayOnTop: number;
	/** The ids of all calls, when they were listed last; none is nothing that could be seen to grow. */
	all: Set<string | undefined>;
}

const shown = new Map<string, Shown>();

/** What a list was asked for, whose it is, and when. */
interface Asked {
	limit: number;
	agentId?: string;
	account: string;
	readAt: number;
	/** When the answer came, by our clock: what it says of the API's is compared with this. */
	answeredAt: number;
}

/** The list of calls that an answer holds, and what it proves; undefined where it holds none. */
export function readListing(
	answer: Answer,
	{ limit, agentId, account, readAt, answeredAt }: Asked,
): Listing | undefined {
	const calls: Call[] | undefined = readList(answer.body, 'calls');
	if (!calls) return undefined;
	const { length } = calls;
	const serverTime = readTime(answer.headers.date);
	const none: Shown = { longest: 0, delay: Infinity, delayOnTop: Infinity, all: new Set() };
	const before = shown.get(account) ?? none;
	const ages = agesUnderWay(calls, serverTime ?? answeredAt);
	const known = {
		longest: Math.max(length, before.longest),
		delay: least([before.delay, ...ages]),
		delayOnTop: least([before.delayOnTop, ...ages.slice(0, ages.lastIndexOf(Infinity) + 1)]),
	};
	const ids = new Set(calls.map(readCallId));
	const hasGrown = before.all.size > 0 && [...before.all].every((id) => ids.has(id));
	const isWhole = length < limit && !goesOn(answer.body, length);
	const complete = isWhole && (!looksCut(length) || length < known.longest || hasGrown);
	shown.set(account, { ...known, all: complete && agentId === undefined ? ids : before.all });
	const listing = { calls, readAt, complete, delay: complete ? known.delay : known.delayOnTop };
	if (serverTime === undefined) return { ...listing, fresh: !isCached(answer) };
	const clockDifference = serverTime - answeredAt;
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
 * choose as an upper bound, multiples of 20 and 25 among the short ones. Nothing else tells, as long as the account has
 * never shown a longer one, or all calls of before beside new ones.
 */
function looksCut(length: number): boolean {
	if (length < defaultLimit) return false;
	const steps = length < 200 ? [20, 25] : [50];
	return [length, length + 1].some(
		(n) => steps.some((step) => n % step === 0) || Number.isInteger(Math.log2(n)),
	);
}
