import type { Call } from '../api/call';
import { patience } from '../pace/patience';
import { sleep } from '../pace/sleep';
import { findCall, findPossibleCalls, provesAbsence, wouldShow } from './match';
import type { Sent, Taken } from './match';
import type { SharedList } from './sharedList';

/** A launch whose outcome is unknown. */
export interface Unknown {
	sent: Sent;
	taken: () => Taken;
	/** Whether the account is known to have placed calls. */
	hasCalled: () => boolean;
}

/** What the list of calls says of it: the call it became, or that there is certainly none, or what it could be. */
export type Finding = { call: Call } | { absent: true } | { absent: false; possible: string[] };

/** Looks for the call that a launch of unknown outcome became, again and again until it is found or patience ends. */
export async function lookUp(
	list: SharedList,
	{ sent, taken, hasCalled }: Unknown,
	signal?: AbortSignal,
): Promise<Finding> {
	let finding: Finding = { absent: false, possible: [] };
	for (const pause of patience.lookUps) {
		await sleep(pause, signal);
		const isFound = taken();
		const listing = await list
			.since(sent.at, (shown) => findCall(shown, sent, isFound) !== undefined)
			.catch(() => undefined);
		if (!listing) {
			finding = { absent: false, possible: [] };
			continue;
		}
		const call = findCall(listing, sent, taken());
		if (call) return { call };
		const possible = findPossibleCalls(listing, sent, taken());
		const absent =
			possible.length === 0 &&
			wouldShow(listing, sent.at) &&
			provesAbsence(listing, sent.at, hasCalled());
		const ids = possible.flatMap(({ id }) => (id === undefined ? [] : [id]));
		finding = absent ? { absent } : { absent: false, possible: ids };
	}
	return finding;
}
