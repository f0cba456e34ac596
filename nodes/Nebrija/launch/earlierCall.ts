import { readTimes } from '../api/call';
import type { Call } from '../api/call';
import { lastSeenAt } from '../list/match';
import { patience } from '../pace/patience';
import { perhapsCalled } from './problems';
import { adopt, readPlacedCall } from './recall';
import { calledSince, skipTo } from './calledSince';
import type { Launch } from './openLaunch';

/**
 * The call that the person of this item already got, where somebody asks: `callEachNumberOnce` (in this execution),
 * `skipIfCalledWithin` (in any), a tool call (an agent may say the same again) and a retry that knows nothing of this
 * item (another retry, or a crashed run, may have called). In doubt it throws, and nobody is called.
 */
export async function earlierCall(launch: Launch): Promise<Call | undefined> {
	return (
		(await callOfExecution(launch)) ??
		(await callOfToolElsewhere(launch)) ??
		(await callOfLately(launch)) ??
		(await callOfOtherRetry(launch))
	);
}

async function callOfExecution(launch: Launch): Promise<Call | undefined> {
	const { context, run, record } = launch;
	const others = record.ofThisNode();
	const isAsked = context.getNodeParameter('options.callEachNumberOnce', run.isTool) as boolean;
	const id = isAsked ? others.find((entry) => entry.id !== undefined)?.id : undefined;
	if (id !== undefined) return run.callOf(id) ?? (await readPlacedCall(launch, id));
	const isUnknown = others.some(({ state }) => state === 'sending');
	if (isUnknown && (isAsked || run.isTool)) throw perhapsCalled(true);
	return undefined;
}

/**
 * Every tool call behind an MCP Server Trigger is an execution of its own: one of unknown outcome is asked about whoever
 * sent it, and the same request within two minutes gives the first call.
 */
async function callOfToolElsewhere(launch: Launch): Promise<Call | undefined> {
	const { run, record } = launch;
	if (!run.isTool) return undefined;
	const others = record.ofOthers();
	const unknown = others.filter(({ state }) => state === 'sending').at(-1);
	if (unknown) {
		return await calledSince(launch, {
			since: unknown.at,
			words: 'what became of an earlier call to this number',
			advice: 'Look in Nebrija AI for that call first.',
			about: 'launch',
		});
	}
	const request = record.identity.tool?.at(-1);
	const same = others.find(
		({ at, tool = [] }) => tool.at(-1) === request && Date.now() - at < patience.absence,
	);
	return same?.id === undefined ? undefined : await skipTo(launch, same.id);
}

async function callOfLately(launch: Launch): Promise<Call | undefined> {
	const minutes = Number(launch.context.getNodeParameter('options.skipIfCalledWithin', 0));
	if (!(minutes > 0)) return undefined;
	return await calledSince(launch, {
		since: Date.now() - minutes * 60_000,
		words: 'who was called lately',
		advice: "Choose a shorter time in the option 'Skip If Called Within (Minutes)'.",
		about: 'window',
	});
}

async function callOfOtherRetry(launch: Launch): Promise<Call | undefined> {
	const { context, record } = launch;
	if (context.getMode() !== 'retry') return undefined;
	const last = record.ledger.lastSentBefore(record.execution);
	const since = last ?? Date.now() - patience.forgotten;
	const call = await calledSince(launch, {
		since,
		words: 'who has been called since the execution that is retried',
		advice: 'Run the workflow anew for this item, once you know that it was not called.',
		about: 'launch',
		sentBy: last === undefined ? record.ledger.openedAt : undefined,
		isAsked: (entry) => !record.isOfThisExecution(entry),
	});
	if (!call) return undefined;
	return adopt(launch, call, Math.min(Date.now(), Math.max(since, lastSeenAt(readTimes(call)))));
}
