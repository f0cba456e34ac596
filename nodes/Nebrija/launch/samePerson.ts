import type { IExecuteSingleFunctions } from 'n8n-workflow';

import type { Call } from '../api/call';
import { ItemProblem, tooShortList, unreadList } from '../item/problem';
import { lastLaunch } from '../memory/process';
import type { Launch } from '../memory/record';
import { askedFor } from '../memory/ledger';
import type { Entry } from '../memory/ledger';
import { callsSince, covers } from '../list/match';
import { patience } from '../pace/patience';
import { readPlacedCall } from './recall';
import type { Run } from './run';

const question = 'who was called lately';

function readSkipWithin(context: IExecuteSingleFunctions): number {
	return Number(context.getNodeParameter('options.skipIfCalledWithin', 0));
}

/** Whether other executions matter to an item, so that those who call the same phone have to wait for each other. */
export function looksAround(context: IExecuteSingleFunctions, run: Run): boolean {
	return run.ledger.retryOf !== undefined || readSkipWithin(context) > 0;
}

/**
 * The call that already went to the person of this item, where the options ask to look: another item's in this
 * run (`callEachNumberOnce`), or any recent one with the same assistant or A/B test (`skipIfCalledWithin`), then
 * with `skipped: true`. These options protect people, so in doubt they throw and nobody is called.
 */
export async function callOfSamePerson(launch: Launch): Promise<Call | undefined> {
	const { context, run, body } = launch;
	const once = context.getNodeParameter('options.callEachNumberOnce', false) as boolean;
	const minutes = readSkipWithin(context);
	const entries = once || minutes > 0 ? run.ledger.to(body.customer.number) : [];
	if (once) {
		const call = await callOfEntry(launch, entries);
		if (call) return call;
	}
	if (minutes > 0) {
		const since = Date.now() - minutes * 60_000;
		const same = entries.filter((entry) => entry.with === askedFor(body) && entry.at >= since);
		const call =
			(await callOfEntry(launch, same)) ??
			(await callOfOtherExecution(launch, since)) ??
			(await recentCall(launch, since));
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

/** What other executions of this n8n process have just sent, which the list of calls need not show yet. */
async function callOfOtherExecution(launch: Launch, since: number): Promise<Call | undefined> {
	const last = lastLaunch(launch.phone, launch.body);
	if (!last || last.at < since) return undefined;
	if (last.state === 'launched') return await readPlacedCall(launch, last.id);
	if (Date.now() - last.at >= patience.absence) return undefined;
	throw new ItemProblem({
		message:
			'Another execution has sent a call to this number and got no clear answer yet, so this item was not called',
		advice: 'Look for that call first, for example with the operation Get Many.',
	});
}

async function recentCall({ run, body }: Launch, since: number): Promise<Call | undefined> {
	const explainUnread = (error: Error) => {
		throw unreadList(question, error);
	};
	run.recent ??= run.callList.since(since);
	let listing = await run.recent.catch(explainUnread);
	if (!covers(listing, since)) {
		run.recent = run.callList.since(since);
		listing = await run.recent.catch(explainUnread);
	}
	if (covers(listing, since)) return callsSince(listing, body, since).at(-1);
	throw tooShortList(question, 'Choose a shorter time in the option Skip If Called Within.');
}
