import { fingerprint } from '../api/fingerprint';
import type { Listing } from '../api/listing';
import type { Entry } from '../memory/ledger';
import { patience } from '../pace/patience';
import { indexOf } from './callIndex';
import { lastSeenAt, onTheirClock, tolerance } from './match';

/** A list that was compared with the calls that are known to have been placed. */
export interface Testimony extends Listing {
	/** A call that it should show and does not. */
	missing?: Entry;
}

/**
 * Whether every call since `time` would stand in this list: it is a new answer that leaves out no call that is known,
 * and reaches back past that time. An empty one may come from a token that may launch calls and not list them, so it is
 * believed only where no launch is of unknown outcome.
 */
export function provesAbsence(listing: Testimony, time: number, mayBeEmpty: boolean): boolean {
	const { calls, fresh, missing } = listing;
	if (!fresh || missing || (calls.length === 0 && !mayBeEmpty)) return false;
	return reachesBack(listing, time);
}

/** Whether the list reaches back past this time, with two minutes for clocks that disagree. */
function reachesBack(listing: Listing, time: number): boolean {
	const since = onTheirClock(time, listing) - tolerance.lax;
	return listing.complete || indexOf(listing).reach < since;
}

/** `Date` is cut to seconds, in milliseconds. */
const unitOfDate = 1_000;

/**
 * From when on lists would show a call that was sent at this time, in milliseconds since 1970: when it is as old as the
 * youngest one ever seen under way in a list. Where none was, lists may hold calls only once they have ended. A list that
 * is dated behind our clock may be as old as that.
 */
export function shownFrom(
	{ delay, clockDifference = 0 }: Listing,
	sentAt: number,
	most = patience.longestCall,
): number {
	return sentAt + Math.min(delay, most) - Math.min(0, clockDifference + unitOfDate);
}

/** Whether a call that was sent at this time would stand in this list. */
export function wouldShow(listing: Listing, sentAt: number, most?: number): boolean {
	return listing.readAt + tolerance.strict >= shownFrom(listing, sentAt, most);
}

/**
 * Whether a longer list would tell no more of the calls since `time`, where one of them may have been sent at `sentAt`:
 * until some were seen on top, calls under way may stand last. Before it could prove anything, a short one will do.
 */
export function tellsAll(listing: Testimony, time: number, sentAt = -Infinity): boolean {
	if (listing.complete) return true;
	const isEarly = listing.readAt - sentAt < patience.absence;
	const isSeen = listing.delay < Infinity || listing.isLongest === true;
	const showsUnderWay = isSeen && wouldShow(listing, sentAt);
	return (isEarly || showsUnderWay) && !listing.missing && reachesBack(listing, time);
}

/**
 * A call that is known to have been placed, and that a list leaves out or dates too early: then calls stand in it late,
 * in another order or not at all, and whoever is not in it may have been called as well. One that a list need not show
 * yet may be missing, and one of days ago.
 */
export function findMissing(listing: Listing, known: Entry[]): Entry | undefined {
	if (listing.calls.length === 0) return known[0];
	const { byId, byMask, reach } = indexOf(listing);
	let lasts: Map<string, number> | undefined;
	return known.find(({ id = '', at, phone }) => {
		const since = onTheirClock(at, listing) - tolerance.lax;
		const from = Math.max(at + patience.absence, shownFrom(listing, at));
		const isAsked = from <= listing.readAt && listing.readAt <= at + patience.forgotten;
		if (!isAsked || (!listing.complete && since <= reach)) return false;
		const sighting = byId.get(id.toLowerCase());
		if (sighting) return lastSeenAt(sighting) < since;
		if (byMask.size > 0) return false;
		lasts ??= lastByPhone(listing);
		return (lasts.get(phone) ?? -Infinity) < since;
	});
}

/** When each phone was called last, by the list: the answer to a launch may name another id than the list does. */
function lastByPhone(listing: Listing): Map<string, number> {
	const lasts = new Map<string, number>();
	for (const sighting of [...indexOf(listing).byTail.values()].flat()) {
		const phone = fingerprint(`+${sighting.digits}`);
		lasts.set(phone, Math.max(lasts.get(phone) ?? -Infinity, lastSeenAt(sighting)));
	}
	return lasts;
}
