import type { Call } from '../api/call';
import type { Listing } from '../api/listing';
import { idsOf } from '../list/callIndex';
import { callsSince, tolerance } from '../list/match';
import { provesAbsence, shownFrom, tellsAll, wouldShow } from '../list/proof';
import type { Testimony } from '../list/proof';
import type { Entry } from '../memory/ledger';
import { patience } from '../pace/patience';
import { sleep } from '../pace/sleep';
import type { Launch } from './openLaunch';
import { hiddenCall, perhapsCalled, unclearCalls, unprovenList, unreadList } from './problems';
import { readPlacedCall } from './recall';

/** A question to everything that remembers calls: was this person called since … ? */
export interface Question {
	/** Milliseconds since 1970. */
	since: number;
	/** The question in words. */
	words: string;
	/** What to do where the list does not reach back so far. */
	advice: string;
	/**
	 * `window`: only calls by the assistant asked for count, those of this node as well. `launch`: somebody else may have
	 * launched a call since; one by another assistant leaves a doubt, and clocks may disagree.
	 */
	about: 'window' | 'launch';
	/** Which launches are asked about; all, unless it says so. */
	isAsked?: (entry: Entry) => boolean;
	/** Until when an execution that left no memory may have launched calls. */
	sentBy?: number;
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
	const isOfLaunch = question.about === 'launch';
	const others = record.ofOthers();
	const remembered = (isOfLaunch ? others : [...record.ofThisNode(), ...others]).filter(
		asks(question),
	);
	const own = remembered.filter((entry) => entry.with === record.identity.with);
	const placed = own.find(({ id }) => id !== undefined);
	if (placed?.id !== undefined) return await skipTo(launch, placed.id);
	const counting = isOfLaunch ? remembered : own;
	const unknown = counting.filter(({ state }) => state === 'sending');
	const unknownAt = Math.max(...unknown.map(({ at }) => at));
	if (Date.now() - unknownAt < patience.absence) {
		throw perhapsCalled(unknown.some((entry) => record.isOfThisExecution(entry)));
	}
	const call = await listedSince(launch, question, unknownAt);
	if (!call) record.forget(unknown);
	return call;
}

function asks({ since, isAsked = () => true }: Question): (entry: Entry) => boolean {
	return (entry) => entry.at >= since && isAsked(entry);
}

/**
 * What the list says, as soon as it would show the launches of unknown outcome: the one this process knows of, sent at
 * `unknownAt`, and those that nobody remembers. The list may be `age` milliseconds old.
 */
async function listedSince(
	launch: Launch,
	question: Question,
	unknownAt: number,
	age = patience.hearsay,
): Promise<Call | undefined> {
	const { context, run, body, record, signal } = launch;
	const { since, words, advice, about, sentBy = -Infinity } = question;
	const { number } = body.customer;
	const isOfLaunch = about === 'launch';
	const sentAt = isOfLaunch ? since : unknownAt;
	const from = isOfLaunch ? since - tolerance.lax : since;
	const isAsked = asks(question);
	const taken = record.taken((entry) => !isAsked(entry));
	const look = (listing: Listing) => callsSince(listing, body, from, taken);
	const isEnough = (last: Testimony) => !!look(last).call || tellsAll(last, since, sentAt);
	const list = await run.accounts.listOf(context, isOfLaunch);
	const listing = await list.lately(age, isEnough).catch((error: Error) => {
		throw unreadList(words, error);
	});
	const { call, byOthers, doubtful } = look(listing);
	if (call) return { ...call, skipped: true };
	if (isOfLaunch && byOthers.length > 0) {
		throw unclearCalls(words, number, idsOf(byOthers), 'another assistant has called this number');
	}
	if (doubtful.length > 0) {
		throw unclearCalls(words, number, idsOf(doubtful), 'it does not show every number in full');
	}
	const nothingUnknown = Math.max(unknownAt, sentBy) === -Infinity;
	if (!provesAbsence(listing, since, nothingUnknown)) throw unprovenList(words, listing, advice);
	if (!wouldShow(listing, unknownAt)) {
		throw hiddenCall(words, number, shownFrom(listing, unknownAt));
	}
	if (wouldShow(listing, sentBy, patience.absence)) return undefined;
	const believedFrom = shownFrom(listing, sentBy, patience.absence);
	await sleep(Math.max(0, believedFrom - Date.now()), signal);
	return await listedSince(launch, question, unknownAt, 0);
}
