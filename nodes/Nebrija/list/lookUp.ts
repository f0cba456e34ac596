import type { Call } from '../api/call';
import { patience } from '../pace/patience';
import { sleep } from '../pace/sleep';
import { findCall, findPossibleCalls } from './match';
import type { Sent, Taken } from './match';
import { provesAbsence, tellsAll, wouldShow } from './proof';
import type { SharedList } from './sharedList';

/** A launch whose outcome is unknown. */
export interface Unknown {
	sent: Sent;
	taken: () => Taken;
}

/** What the list of calls says of it: the call it became, or that there is certainly none, or what it could be. */
export type Finding = { call: Call } | { absent: true } | { absent: false; possible: string[] };

/**
 * Looks for the call that a launch of unknown outcome became, again and again until it is found or patience ends. The
 * last list that could be read says what else it could be, and only the last look can say that there is none.
 */
export async function lookUp(
	list: SharedList,
	{ sent, taken }: Unknown,
	signal?: AbortSignal,
): Promise<Finding> {
	let possible: string[] = [];
	let absent = false;
	const deadline = Date.now() + patience.slowDowns;
	for (const pause of patience.lookUps) {
		if (Date.now() > deadline) break;
		await sleep(pause, signal);
		const isFound = taken();
		const listing = await list
			.now((shown) => !!findCall(shown, sent, isFound) || tellsAll(shown, sent.at, sent.at))
			.catch(() => undefined);
		absent = false;
		if (!listing) continue;
		const call = findCall(listing, sent, taken());
		if (call) return { call };
		const sightings = findPossibleCalls(listing, sent, taken());
		absent =
			sightings.length === 0 &&
			wouldShow(listing, sent.at) &&
			provesAbsence(listing, sent.at, false);
		possible = sightings.flatMap(({ id }) => (id === undefined ? [] : [id]));
	}
	return absent ? { absent } : { absent: false, possible };
}
