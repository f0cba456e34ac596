import type { Call } from '../api/call';
import type { Listing } from '../api/calls';
import type { Sighting } from '../list/callIndex';
import { callsSince, provesAbsence } from '../list/match';
import type { Taken } from '../list/match';
import type { Entry } from '../memory/ledger';
import { hasCalled } from '../memory/process';
import { patience } from '../pace/patience';
import type { Launch } from './openLaunch';
import { perhapsCalled, unclearCalls, unprovenList, unreadList } from './problems';
import { readPlacedCall } from './recall';

/** A question to everything that remembers calls: was this person called since … ? */
export interface Question {
	/** Milliseconds since 1970. */
	since: number;
	/** The question in words. */
	words: string;
	/** What to do where the list does not reach back so far. */
	advice: string;
	/** Calls that do not count: they belong to other items. */
	taken: Taken;
	/** Whether a call by another assistant than the one asked for leaves a doubt. */
	anyAssistant: boolean;
	/** Whether an empty list is believed of an account that no call is known of. */
	mayBeEmpty: boolean;
}

/** A call that was placed before, as it stands now, in the place of a new one. */
export async function skipTo(launch: Launch, id: string): Promise<Call> {
	return { ...(await readPlacedCall(launch, id)), skipped: true };
}

/**
 * The call that this person got since a moment, as the memory of this process and the list of calls know it, with
 * `skipped: true`; undefined if there certainly is none. Throws where neither can tell: then nobody is called.
 */
export async function calledSince(launch: Launch, question: Question): Promise<Call | undefined> {
	const { record } = launch;
	const since = question.since;
	const remembered = record
		.ofOtherExecutions()
		.filter(({ at, id }) => at >= since && (id === undefined || !question.taken(id)));
	const own = remembered.filter((entry) => entry.with === record.identity.with);
	const placed = own.find(({ id }) => id !== undefined);
	if (placed?.id !== undefined) return await skipTo(launch, placed.id);
	const isOpen = ({ state, at }: Entry) =>
		state === 'sending' && Date.now() - at < patience.absence;
	if ((question.anyAssistant ? remembered : own).some(isOpen)) {
		throw perhapsCalled('A call of another execution');
	}
	return await listedSince(launch, question);
}

async function listedSince(
	{ run, body, record }: Launch,
	{ since, words, advice, taken, anyAssistant, mayBeEmpty }: Question,
): Promise<Call | undefined> {
	const hasPlaced = !mayBeEmpty || record.ledger.taken.size > 0 || hasCalled(record.account);
	const { number } = body.customer;
	const look = (listing: Listing) => callsSince(listing, body, since, taken);
	const listing = await run.list
		.lately(
			patience.hearsay,
			since,
			(last) => look(last).call !== undefined || provesAbsence(last, since, hasPlaced),
		)
		.catch((error: Error) => {
			throw unreadList(words, error);
		});
	const { call, byOthers, doubtful } = look(listing);
	if (call) return { ...call, skipped: true };
	if (anyAssistant && byOthers.length > 0) {
		throw unclearCalls(words, number, idsOf(byOthers), 'another assistant has called this number');
	}
	if (doubtful.length > 0) {
		throw unclearCalls(words, number, idsOf(doubtful), 'it does not show every number in full');
	}
	if (provesAbsence(listing, since, hasPlaced)) return undefined;
	throw unprovenList(words, listing, advice);
}

function idsOf(sightings: Sighting[]): string[] {
	return sightings.flatMap(({ id }) => (id === undefined ? [] : [id]));
}
