import type { IExecutePaginationFunctions, IHttpRequestOptions } from 'n8n-workflow';

import type { Call } from '../api/call';
import { dial } from './dial';
import { ItemProblem } from '../item/problem';
import { inTurn, phoneOf } from '../memory/process';
import { readLaunchBody } from './body';
import { keysOf } from '../memory/ledger';
import { perItem } from '../item/operation';
import { recallLaunch } from './recall';
import { joinRun } from './run';
import type { Run } from './run';
import { callOfSamePerson, looksAround } from './samePerson';
import { readMaxWait, waitForEnd } from '../read/waitForEnd';

/**
 * Launches the call of one item so that its phone rings once, whatever fails. Everything before the first
 * `await` happens while n8n still starts the items of the run (n8n-core routing-node.js), so all of them are read
 * before the first request leaves.
 */
export const launchOnce = perItem(async function (request) {
	const run = joinRun(this, request);
	const call = await launchItem(this, request, run)
		.finally(() => run.finish())
		.catch(async (error: Error) => {
			throw this.continueOnFail() ? error : await withPlacedCalls(error, run);
		});
	return call ? [{ json: call }] : [];
});

async function launchItem(
	context: IExecutePaginationFunctions,
	request: IHttpRequestOptions,
	run: Run,
): Promise<Call | undefined> {
	const item = context.getItemIndex();
	const reading = readItem(context);
	const problem = 'problem' in reading ? reading.problem : undefined;
	const mayDial = context.continueOnFail() || (await run.preflight.pass(item, problem));
	if ('problem' in reading) throw reading.problem;
	if (!mayDial) return undefined;

	const { body, maxWait } = reading;
	const phone = phoneOf(context, body);
	const launch = { context, request, run, body, phone, keys: keysOf(context, body) };
	const placed = await inTurn(looksAround(context, run) ? phone : run.name + phone, async () => {
		const call =
			(await recallLaunch(launch)) ?? (await callOfSamePerson(launch)) ?? (await dial(launch));
		run.keep(item, call);
		return call;
	});
	if (maxWait === undefined) return placed;
	return await waitForEnd(context, run, placed, maxWait);
}

/** All that the item asks for, or why it cannot be done; read at once, without a promise. */
function readItem(context: IExecutePaginationFunctions) {
	try {
		return { body: readLaunchBody(context), maxWait: readMaxWait(context) };
	} catch (error) {
		return { problem: error as Error };
	}
}

/** When the node stops, n8n throws the output of the other items away; their call ids go along with the error. */
async function withPlacedCalls(error: Error, run: Run): Promise<Error> {
	await run.finished();
	if (!(error instanceof ItemProblem) || run.placed.size === 0) return error;
	const placed = [...run.placed];
	const some = placed.slice(0, 10).map(([item, id]) => `[item ${item}] ${id}`);
	const advice = `${error.advice} ${placed.length} other calls of this run are placed and known: if this execution is retried, they are output and not placed again. ${some.join(', ')}${placed.length > some.length ? ', …' : ''}`;
	return new ItemProblem(
		{ message: error.message, advice },
		{ ...error.details, placedCalls: Object.fromEntries(placed) },
	);
}
