import { NodeApiError } from 'n8n-workflow';
import type { INodeExecutionData, IPollFunctions, JsonObject } from 'n8n-workflow';

import { readCall, readCallId } from '../api/call';
import type { Call } from '../api/call';
import { isOver } from '../api/callOutcome';
import { readLatestCalls, refusesLength } from '../api/calls';
import { defaultLimit } from '../api/listing';
import { isAnswer } from '../api/request';
import { readWanted } from '../event/wanted';
import { ItemProblem, expectListing, explainFailure } from '../item/problem';
import { Pacer } from '../pace/pacer';
import { readCursor } from './cursor';
import type { Cursor, Sighting } from './cursor';
import { pollCalls, sampleCall } from './poll';
import type { Platform } from './poll';
import type { Poll } from './putOut';

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
	const platform = platformOf(context);
	try {
		const { ended, problem } =
			context.getMode() === 'manual'
				? await sampleCall(platform, isWanted)
				: await goOn(context, platform);
		if (problem) throw new ItemProblem(problem);
		const wanted = ended.filter(isWanted);
		context.logger.debug(`Nebrija Call Poll Trigger found ${wanted.length} calls that have ended`);
		const receivedAt = new Date().toISOString();
		return wanted.length > 0 ? [wanted.map((one) => toItem(one, receivedAt))] : null;
	} catch (error) {
		throw new NodeApiError(context.getNode(), error as JsonObject, {
			...(error instanceof ItemProblem && { message: `${error.message}. ${error.advice}` }),
		});
	}
}

/**
 * n8n saves the cursor with the execution it starts. It stands in two places, under the id of the node: n8n keeps the
 * static data of a node by its name, so that a renamed one loses them, and those of the workflow may be emptied by any
 * Code node. An execution that changes static data brings those back that it began with, so the process remembers it too.
 * The one that has seen most polls counts, but what any with the same begin has dealt with is done: another process may
 * have polled.
 */
async function goOn(context: IPollFunctions, platform: Platform): Promise<Omit<Poll, 'cursor'>> {
	const homes = [context.getWorkflowStaticData('global'), context.getWorkflowStaticData('node')];
	const { id, name } = context.getNode();
	const place = `Nebrija Call Poll Trigger ${id || name}`;
	const stamp = String(context.getWorkflow().id);
	const key = `${stamp} ${place}`;
	if (polling.has(key)) return { ended: [] };
	polling.add(key);
	try {
		const known = [cursors.get(key), ...homes.map((data) => data[place])]
			.flatMap((value) => readCursor(value, stamp) ?? [])
			.sort((one, other) => (other.turn ?? 0) - (one.turn ?? 0));
		const alike = known.filter(({ began }) => began === known[0].began);
		const done = [...new Set(alike.flatMap((cursor) => cursor.done))];
		const before = known[0] && { ...known[0], done };
		const { cursor, ...rest } = await pollCalls(platform, before, stamp);
		const next = { ...cursor, turn: (before?.turn ?? 0) + 1 };
		for (const data of homes) data[place] = { ...next };
		cursors.set(key, next);
		return rest;
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
			const asked = { first: defaultLimit };
			const reading = await readLatestCalls(context, request, asked, ({ calls }) => {
				shown.unshift(sightAll(calls));
				return isEnough(shown[0]);
			});
			const { outcome: failure, complete } = expectListing(reading, whilePolling);
			const [list, shorter] = shown;
			const isTooLong = failure !== undefined && refusesLength(failure);
			return {
				...{ list, shorter, complete, refused: isTooLong },
				...(failure && !isTooLong && { failure: explainFailure(failure, whilePolling) }),
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
