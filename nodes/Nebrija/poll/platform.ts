import { NodeApiError } from 'n8n-workflow';
import type { INodeExecutionData, IPollFunctions, JsonObject } from 'n8n-workflow';

import { readCall, readCallId } from '../api/call';
import type { Call } from '../api/call';
import { isOver } from '../api/callOutcome';
import { readLatestCalls } from '../api/calls';
import { isAnswer } from '../api/request';
import { ItemProblem, expectWholeListing } from '../item/problem';
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
	try {
		return toItems(context, await findEnded(context));
	} catch (error) {
		throw new NodeApiError(context.getNode(), error as JsonObject, {
			...(error instanceof ItemProblem && { message: `${error.message}. ${error.advice}` }),
		});
	}
}

async function findEnded(context: IPollFunctions): Promise<Ended[]> {
	const isWanted = readChoice(context);
	if (context.getMode() === 'manual') {
		const sample = await sampleCall(platformOf(context), isWanted);
		if (sample.length > 0) return sample;
		throw new ItemProblem({
			message: "None of the latest calls has ended and fits 'Events' and 'Filters'",
			advice: 'Launch a call and wait for its end, or choose more.',
		});
	}
	const key = `${context.getWorkflow().id} ${context.getNode().id}`;
	if (polling.has(key)) return [];
	polling.add(key);
	try {
		return (await advanceCursor(context, key)).filter(isWanted);
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
	const { id, name } = context.getNode();
	const place = `Nebrija Call Poll Trigger ${id || name}`;
	const stamp = String(context.getWorkflow().id);
	const [cursor] = homes.flatMap((data) => readCursor(data[place], stamp) ?? []);
	const result = await pollCalls(platformOf(context), cursor, stamp);
	if (result.hasGap && !toldOfGap.has(key)) {
		toldOfGap.add(key);
		throw new ItemProblem({
			message:
				'Nebrija AI does not list enough calls to be sure of all: some may have ended unnoticed',
			advice: 'The next poll outputs those it lists. Poll more often.',
		});
	}
	toldOfGap.delete(key);
	if (result.unread > 0 && result.ended.length === 0) {
		const message = `${result.unread} calls could not be read from Nebrija AI`;
		throw new ItemProblem({ message, advice: 'The next poll tries again.' });
	}
	for (const data of homes) data[place] = { ...result.cursor };
	return result.ended;
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
			const { failure, complete } = expectWholeListing(reading, whilePolling);
			const [shorter, list] = [undefined, ...shown].slice(-2);
			return { list: list ?? [], shorter, complete, refused: failure !== undefined };
		},
		/** The list was just read with the same token: 403 is for this call alone, which is not ours. */
		async read(callId) {
			const reading = await readCall(context, { timeout: timeouts.call }, callId);
			const { outcome } = reading;
			if (!outcome || !isAnswer(outcome) || outcome.status !== 403) return reading;
			return { problem: 'unknown', reason: 'status 403' };
		},
	};
}

function sightAll(calls: Call[]): Sighting[] {
	return calls.flatMap((call) => {
		const id = readCallId(call);
		return id === undefined ? [] : [{ id, call, over: isOver(call, Date.now()) }];
	});
}
