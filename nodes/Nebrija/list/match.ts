import { isSameId, readId } from '../api/answer';
import type { Call, LaunchBody } from '../api/call';
import { readOutcome } from '../api/callOutcome';
import type { Listing } from '../api/listing';
import { askedFor } from '../memory/ledger';
import { callsPerhapsTo, indexOf, wentTo } from './callIndex';
import type { CallIndex, Sighting } from './callIndex';

/** How far times of the API may seem from ours, in milliseconds. */
export const tolerance = {
	/** To take a call for ours: the API's times may be cut to whole seconds. */
	strict: 1_000,
	/** To rule a call out: the machines of the API need not agree on the time, and may cut it to minutes. */
	lax: 120_000,
};

/** Tells the ids of calls that belong to others. */
export type Taken = (id: string) => boolean;

/** A time of ours on the clock of the API; one that cannot be trusted counts as ours. */
export function onTheirClock(time: number, { clockDifference = 0, fresh }: Listing): number {
	return fresh ? time + clockDifference : time;
}

/** A launch as it was sent: to whom, when, and with which assistant or A/B test, as `askedFor` names it. */
export interface Sent {
	number: string;
	with: string;
	at: number;
}

/** Whether a call may be of the assistant or A/B test that was asked for; one that names neither may. */
function wasAskedFor({ call }: Sighting, sent: Sent): boolean {
	const assistantId = readId(call.assistantId);
	const testId = readId(call.testId);
	if (sent.with === askedFor({}) || (assistantId ?? testId) === undefined) return true;
	return [{ assistantId }, { testId }].some((asked) => askedFor(asked) === sent.with);
}

/** The same of a call that nobody waits for; one without a test may be of any test in a list that shows none at all. */
function mayBeOf({ call }: Sighting, wanted: LaunchBody, { showsTests }: CallIndex): boolean {
	return (['assistantId', 'testId'] as const).every((key) => {
		const [shown, asked] = [readId(call[key]), wanted[key]];
		if (asked === undefined) return true;
		return shown === undefined ? key === 'assistantId' || !showsTests : isSameId(shown, asked);
	});
}

/** When a call began: one under way without a time has not begun yet, but only in a list that dates the others. */
function beganAt({ call, start }: Sighting, { isDated }: { isDated: boolean }): number {
	return start ?? (isDated && readOutcome(call) === 'running' ? Infinity : -Infinity);
}

/** The latest moment at which a call may have begun, as far as the list tells. */
export const lastSeenAt = ({ start, end }: Pick<Sighting, 'start' | 'end'>) =>
	start ?? end ?? Infinity;

/** The one of these calls with the least time. */
function leastOf(sightings: Sighting[], timeOf: (sighting: Sighting) => number) {
	return sightings.sort((one, other) => Math.sign(timeOf(one) - timeOf(other)) || 0).at(0);
}

const isFree = ({ id }: Sighting, taken: Taken) => id === undefined || !taken(id);

/**
 * The call that a launch became, as far as a list can be sure of it: it belongs to nobody else, went
 * to the same number with the assistant or A/B test asked for, and began no earlier. In doubt it is none.
 */
export function findCall(listing: Listing, sent: Sent, taken: Taken): Call | undefined {
	const since = onTheirClock(sent.at, listing) - tolerance.strict;
	const began = (sighting: Sighting) => beganAt(sighting, indexOf(listing));
	const ours = callsPerhapsTo(listing, sent.number)
		.filter((sighting) => sighting.id !== undefined && isFree(sighting, taken))
		.filter((sighting) => wentTo(sighting, sent.number) && wasAskedFor(sighting, sent))
		.filter((sighting) => began(sighting) >= since);
	return leastOf(ours, began)?.call;
}

/**
 * All calls that a launch could have become: whoever called, whichever way the number is written, and
 * with two minutes for clocks that disagree. Only where there is none may it be sent again.
 */
export function findPossibleCalls(listing: Listing, sent: Sent, taken: Taken): Sighting[] {
	return freeCallsTo(listing, sent.number, sent.at - tolerance.lax, taken);
}

/** All calls that may have gone to a number since `time`, and that belong to nobody. */
function freeCallsTo(listing: Listing, number: string, time: number, taken: Taken): Sighting[] {
	const since = onTheirClock(time, listing);
	return callsPerhapsTo(listing, number).filter(
		(sighting) => lastSeenAt(sighting) >= since && isFree(sighting, taken),
	);
}

/**
 * Who the list says was called since `time` at this number: by the assistant or A/B test asked for (`call`, the latest),
 * and `doubtful` ones, whose number cannot be read with certainty; `byOthers` went to it with another assistant.
 */
export function callsSince(listing: Listing, wanted: LaunchBody, time: number, taken: Taken) {
	const { number } = wanted.customer;
	const index = indexOf(listing);
	const all = freeCallsTo(listing, number, time, taken);
	const own = all.filter((sighting) => mayBeOf(sighting, wanted, index));
	const certain = own.filter((sighting) => wentTo(sighting, number));
	return {
		call: leastOf(certain, (sighting) => -lastSeenAt(sighting))?.call,
		byOthers: all.filter((sighting) => wentTo(sighting, number) && !own.includes(sighting)),
		doubtful: own.filter((sighting) => !wentTo(sighting, number)),
	};
}
