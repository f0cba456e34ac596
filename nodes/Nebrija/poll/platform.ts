import { NodeApiError } from 'n8n-workflow';
import type { INodeExecutionData, IPollFunctions, JsonObject } from 'n8n-workflow';

import { readCall, readCallId } from '../api/call';
import type { Call } from '../api/call';
import { isOver } from '../api/callOutcome';
import { readLatestCalls, refusesLength } from '../api/calls';
import { defaultLimit } from '../api/listing';
import { isAnswer } from '../api/request';
import type { CallEvent } from '../event/names';
import { readWanted } from '../event/wanted';
import { ItemProblem, expectListing, explainFailure } from '../item/problem';
import { Pacer } from '../pace/pacer';
import { readCursor } from './cursor';
import type { Cursor, Sighting } from './cursor';
import { pollCalls, sampleCall } from './poll';
import type { Platform } from './poll';

/** In milliseconds, for one list and for one call. */
const timeouts = { list: 30_000, call: 10_000 };

/** How fast calls are read one by one. */
const pace = { most: 5, spacing: 0, mostWait: 30_000 };

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
const cursors = new Map<string, Cursor>();

/** What the poll trigger puts out: whatever has ended since the last poll, or, by hand, the latest such call. */
export async function poll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const { isWanted, toItem } = readWanted(context);
	const find = context.getMode() === 'manual' ? findSample : findEnded;
	try {
		const ended = await find(context, isWanted);
		context.logger.debug(`Nebrija Call Poll Trigger found ${ended.length} calls that have ended`);
		const receivedAt = new Date().toISOString();
		return ended.length > 0 ? [ended.map((one) => toItem(one, receivedAt))] : null;
	} catch (error) {
		throw new NodeApiError(context.getNode(), error as JsonObject, {
			...(error instanceof ItemProblem && { message: `${error.message}. ${error.advice}` }),
		});
	}
}

type IsWanted = (one: CallEvent) => boolean;

async function findSample(context: IPollFunctions, isWanted: IsWanted): Promise<CallEvent[]> {
	const sample = await sampleCall(platformOf(context), isWanted);
	if (sample.length > 0) return sample;
	throw new ItemProblem({
		message: "None of the latest calls has ended and fits 'Events' and 'Filters'",
		advice: 'Launch a call and wait for its end, or choose more.',
	});
}

/**
 * n8n saves the cursor with the execution it starts. It stands in two places, under the id of the node: n8n keeps the
 * static data of a node by its name, so that a renamed one loses them, and those of the workflow may be emptied by any
 * Code node. An execution that changes static data brings those back that it began with, so the process remembers it too.
 * The one that has seen most polls counts, but what any of them has dealt with is done: another process may have polled.
 */
async function findEnded(context: IPollFunctions, isWanted: IsWanted): Promise<CallEvent[]> {
	const homes = [context.getWorkflowStaticData('global'), context.getWorkflowStaticData('node')];
	const { id, name } = context.getNode();
	const place = `Nebrija Call Poll Trigger ${id || name}`;
	const stamp = String(context.getWorkflow().id);
	const key = `${stamp} ${place}`;
	if (polling.has(key)) return [];
	polling.add(key);
	try {
		const known = [cursors.get(key), ...homes.map((data) => data[place])]
			.flatMap((value) => readCursor(value, stamp) ?? [])
			.sort((one, other) => (other.turn ?? 0) - (one.turn ?? 0));
		const done = [...new Set(known.flatMap((cursor) => cursor.done))];
		const before = known[0] && { ...known[0], done };
		const { cursor, ended, problem } = await pollCalls(platformOf(context), before, stamp);
		const next = { ...cursor, turn: (before?.turn ?? 0) + 1 };
		for (const data of homes) data[place] = { ...next };
		cursors.set(key, next);
		if (problem) throw new ItemProblem(problem);
		return ended.filter(isWanted);
	} finally {
		polling.delete(key);
	}
}

function platformOf(context: IPollFunctions): Platform {
	const line = new Pacer(pace);
	return {
		async look(isEnough) {
			const shown: Sighting[][] = [];
			const request = { timeout: timeouts.list };
			const reading = await readLatestCalls(
				context,
				request,
				{ first: defaultLimit },
				({ calls }) => {
					shown.push(sightAll(calls));
					return isEnough(shown[shown.length - 1]);
				},
			);
			const { failure, complete } = expectListing(reading, whilePolling);
			const [shorter, list] = [undefined, ...shown].slice(-2);
			const refused = failure !== undefined && refusesLength(failure);
			return {
				...{ list: list ?? [], shorter, complete, refused },
				...(failure && !refused && { failure: explainFailure(failure, whilePolling) }),
			};
		},
		/** The list was just read with the same token: 403 is for this call alone, which is not ours. */
		async read(callId) {
			const request = { timeout: timeouts.call };
			const reading = await line.through(async () => await readCall(context, request, callId));
			const { outcome } = reading ?? {};
			if (outcome && isAnswer(outcome) && outcome.status === 403) {
				return { problem: 'unknown', reason: 'status 403' };
			}
			return reading ?? { problem: 'unavailable', reason: 'too many requests' };
		},
	};
}

function sightAll(calls: Call[]): Sighting[] {
	return calls.flatMap((call) => {
		const id = readCallId(call);
		return id === undefined ? [] : [{ id, call, over: isOver(call, Date.now()) }];
	});
}
