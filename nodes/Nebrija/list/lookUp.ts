import type { Call } from '../api/call';
import { patience } from '../pace/patience';
import { sleep } from '../pace/sleep';
import { idsOf } from './callIndex';
import { findCall, findPossibleCalls } from './match';
import type { Sent, Taken } from './match';
import { provesAbsence, tellsAll, wouldShow } from './proof';
import type { SharedList } from './sharedList';

/** What the list of calls says of a launch: the call it became, else what it could be, or that there is certainly none. */
export interface Finding {
	call?: Call;
	possible: string[];
	absent: boolean;
}

/**
 * Looks for the call that a launch of unknown outcome became, again and again until it is found or patience ends. The
 * last list that could be read says what else it could be, and only the last look can say that there is none.
 */
export async function lookUp(
	list: SharedList,
	sent: Sent,
	taken: Taken,
	signal?: AbortSignal,
): Promise<Finding> {
	const finding: Finding = { possible: [], absent: false };
	const deadline = Date.now() + patience.slowDowns;
	for (const pause of patience.lookUps) {
		if (Date.now() > deadline) break;
		await sleep(pause, signal);
		const listing = await list
			.now((shown) => !!findCall(shown, sent, taken) || tellsAll(shown, sent.at, sent.at))
			.catch(() => undefined);
		finding.absent = false;
		if (!listing) continue;
		const call = findCall(listing, sent, taken);
		if (call) return { ...finding, call };
		const sightings = findPossibleCalls(listing, sent, taken);
		finding.absent =
			sightings.length === 0 &&
			wouldShow(listing, sent.at) &&
			provesAbsence(listing, sent.at, false);
		finding.possible = idsOf(sightings);
	}
	return finding;
}
