import type { Call } from '../api/types';
import { ItemProblem } from './errors';
import type { Launch } from './launch';
import type { Listing } from '../api/latestCalls';
import { askedFor } from './ledger';
import type { Entry } from './ledger';
import { callsSince, covers } from './lookUp';
import { readPlacedCall } from './recallLaunch';

/**
 * The call that already went to the person of this item, where the options ask to look: another item's in this
 * run (`callEachNumberOnce`), or any recent one with the same assistant or A/B test (`skipIfCalledWithin`), then
 * with `skipped: true`. These options protect people, so in doubt they throw and nobody is called.
 */
export async function callOfSamePerson(launch: Launch): Promise<Call | undefined> {
	const { context, run, body } = launch;
	const once = context.getNodeParameter('options.callEachNumberOnce', false) as boolean;
	const minutes = Number(context.getNodeParameter('options.skipIfCalledWithin', 0));
	const entries = once || minutes > 0 ? run.ledger.to(body.customer.number) : [];
	if (once) {
		const call = await callOfEntry(launch, entries);
		if (call) return call;
	}
	if (minutes > 0) {
		const since = Date.now() - minutes * 60_000;
		const same = entries.filter((entry) => entry.with === askedFor(body) && entry.at >= since);
		const call = (await callOfEntry(launch, same)) ?? (await recentCall(launch, since));
		if (call) return { ...call, skipped: true };
	}
	return undefined;
}

async function callOfEntry(launch: Launch, entries: Entry[]): Promise<Call | undefined> {
	for (const entry of entries) {
		if (entry.state === 'launched') {
			return launch.run.calls.get(entry.id) ?? (await readPlacedCall(launch, entry.id));
		}
	}
	if (entries.length === 0) return undefined;
	throw new ItemProblem({
		message:
			'Another item with the same number got no clear answer and may have been called, so this item was not called',
		advice:
			'Check that call first. It is the item with the same number that has an error of its own.',
	});
}

async function recentCall({ run, body }: Launch, since: number): Promise<Call | undefined> {
	run.recent ??= run.callList.since(since);
	let listing = await run.recent.catch(explainUnread);
	if (!covers(listing, since)) {
		run.recent = run.callList.since(since);
		listing = await run.recent.catch(explainUnread);
	}
	if (covers(listing, since)) return callsSince(listing, body, since).at(-1);
	throw new ItemProblem({
		message:
			'The list of calls does not reach back far enough to see who was called lately, so this item was not called',
		advice: 'Choose a shorter time in the option Skip If Called Within.',
	});
}

function explainUnread({ message }: Error): Listing {
	throw new ItemProblem({
		message: `The list of calls could not be read to see who was called lately, so this item was not called. ${message}`,
		advice: 'Nobody is called without that list while the option Skip If Called Within is set.',
	});
}
