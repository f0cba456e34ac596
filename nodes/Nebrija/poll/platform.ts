import { NodeApiError } from 'n8n-workflow';
import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { readCall, readCallId } from '../api/call';
import type { Call } from '../api/call';
import { isOver } from '../api/callOutcome';
import { readLatestCalls, refusesLength } from '../api/calls';
import { explainBody, explainOutcome } from '../api/explain';
import { credentialName, isAnswer, isSuccess } from '../api/request';
import type { Outcome } from '../api/request';
import { isChosen, toItem } from '../trigger/wanted';
import type { Filters } from '../trigger/wanted';
import { readCursor } from './cursor';
import type { Sighting } from './cursor';
import { pollCalls, sampleCall } from './poll';
import type { Ended, Platform } from './poll';

/** The shortest list to ask for: the default of the API. */
const first = 50;

/** In milliseconds, for one list and for one call. */
const timeouts = { list: 30_000, call: 10_000 };

const refused = {
	message: 'Nebrija AI refused to list the calls',
	advice: 'Ask the support of Nebrija AI.',
};
const whilePolling = {
	4: refused,
	400: refused,
	422: refused,
	429: {
		message: 'Nebrija AI is receiving too many requests',
		advice: 'Poll less often. No call is lost: the next poll goes on where the last one ended.',
	},
};

const polling = new Set<string>();
const toldOfGap = new Set<string>();

/** What the poll trigger puts out: whatever has ended since the last poll, or, by hand, the latest such call. */
export async function poll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const isWanted = readChoice(context);
	if (context.getMode() === 'manual') {
		const sample = await sampleCall(platformOf(context), isWanted);
		if (sample.length > 0) return toItems(context, sample);
		throw failure(context, "None of the latest calls has ended and fits 'Events' and 'Filters'.");
	}
	const key = `${context.getWorkflow().id} ${context.getNode().id}`;
	if (polling.has(key)) return null;
	polling.add(key);
	try {
		return toItems(context, (await advanceCursor(context, key)).filter(isWanted));
	} finally {
		polling.delete(key);
	}
}

/**
 * n8n saves the cursor with the execution it starts; a poll that fails leaves it, so the next one asks again. It stands
 * in two places, under the id of the node: n8n keeps the static data of a node by its name, so that a renamed one loses
 * them, and those of the workflow may be emptied by any Code node.
 */
async function advanceCursor(context: IPollFunctions, key: string): Promise<Ended[]> {
	const homes = [context.getWorkflowStaticData('global'), context.getWorkflowStaticData('node')];
	const { id, name, credentials } = context.getNode();
	const place = `Nebrija Call Poll Trigger ${id || name}`;
	const stamp = `${context.getWorkflow().id} ${credentials?.[credentialName]?.id}`;
	const [cursor] = homes.flatMap((data) => readCursor(data[place], stamp) ?? []);
	const result = await pollCalls(platformOf(context), cursor, stamp);
	if (result.hasGap && !toldOfGap.has(key)) {
		toldOfGap.add(key);
		const message =
			'Nebrija AI does not list enough calls to be sure of all: some may have ended unnoticed. The next poll outputs those it lists. Poll more often.';
		throw failure(context, message);
	}
	toldOfGap.delete(key);
	if (result.unread > 0 && result.ended.length === 0) {
		const message = `${result.unread} calls could not be read from Nebrija AI. The next poll tries again.`;
		throw failure(context, message);
	}
	for (const data of homes) data[place] = { ...result.cursor };
	return result.ended;
}

function failure(context: IPollFunctions, message: string): NodeApiError {
	return new NodeApiError(context.getNode(), {}, { message });
}

function readChoice(context: IPollFunctions): (ended: Ended) => boolean {
	const events = context.getNodeParameter('events', []) as string[];
	const filters = context.getNodeParameter('filters', {}) as Filters;
	return ({ event, call }) => events.includes(event) && isChosen(call, filters);
}

function toItems(context: IPollFunctions, ended: Ended[]): INodeExecutionData[][] | null {
	context.logger.debug(`Nebrija Call Poll Trigger found ${ended.length} calls that have ended`);
	if (ended.length === 0) return null;
	const { simplify = false } = context.getNodeParameter('options', {}) as { simplify?: boolean };
	const receivedAt = new Date().toISOString();
	return [ended.map((one) => toItem(one, simplify, receivedAt))];
}

function platformOf(context: IPollFunctions): Platform {
	return {
		async look(isEnough) {
			const shown: Sighting[][] = [];
			const reading = await readLatestCalls(
				context,
				{ timeout: timeouts.list },
				{ first },
				(list) => {
					shown.push(sightAll(list.calls));
					return isEnough(shown[shown.length - 1]);
				},
			);
			if (!('calls' in reading)) throw refusal(context, reading.outcome);
			const [shorter, list] = [undefined, ...shown].slice(-2);
			const { failure: shorterOnly, complete } = reading;
			if (shorterOnly && !refusesLength(shorterOnly)) throw refusal(context, shorterOnly);
			return { list: list ?? [], shorter, complete, refused: shorterOnly !== undefined };
		},
		async read(callId) {
			return await readCall(context, { timeout: timeouts.call }, callId);
		},
	};
}

function sightAll(calls: Call[]): Sighting[] {
	return calls.flatMap((call) => {
		const id = readCallId(call);
		return id === undefined ? [] : [{ id, call, over: isOver(call, Date.now()) }];
	});
}

/** Why the list cannot be read, in words for the user. */
function refusal(context: IPollFunctions, outcome: Outcome): NodeApiError {
	const { message, advice } = isSuccess(outcome)
		? explainBody(outcome.body, 'a list of calls')
		: explainOutcome(outcome, whilePolling);
	const status = isAnswer(outcome) ? { httpCode: String(outcome.status) } : {};
	return new NodeApiError(
		context.getNode(),
		{},
		{ message: `${message}. ${advice}`, description: advice, ...status },
	);
}
