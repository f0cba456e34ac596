import type { IExecutePaginationFunctions } from 'n8n-workflow';

import { readCallId } from '../api/call';
import type { Call } from '../api/call';
import { itemOperation } from '../item/operation';
import type { ItemRequest } from '../item/operation';
import { ItemProblem } from '../item/problem';
import { readMaxWait, waitForEnd } from '../read/waitForEnd';
import { readLaunchBody } from './body';
import { dial, findKnownCall } from './dial';
import { openLaunch } from './openLaunch';
import type { Launch } from './openLaunch';
import { perhapsPlaced, stoppedBefore, stoppedWaiting } from './problems';
import { joinRun } from './run';
import type { Run } from './run';

/**
 * Launches the call of one item so that its phone rings once, whatever fails. Everything before the first
 * `await` happens while n8n still starts the items of the run (n8n-core routing-node.js), so all of them are read
 * before the first request leaves.
 */
export const launchOnce = itemOperation(async function (request) {
	const run = joinRun(this, request);
	try {
		const call = await launchItem(this, request, run).finally(() => run.finish());
		return call ? [{ json: call }] : [];
	} catch (error) {
		throw this.continueOnFail() ? error : await run.withPlacedCalls(error as Error);
	}
});

async function launchItem(
	context: IExecutePaginationFunctions,
	request: ItemRequest,
	run: Run,
): Promise<Call | undefined> {
	const item = context.getItemIndex();
	const reading = readItem(context);
	const problem = 'problem' in reading ? reading.problem : undefined;
	const mayDial = context.continueOnFail() || (await run.preflight.pass(item, problem));
	if ('problem' in reading) throw reading.problem;
	if (!mayDial) return undefined;

	const { body, maxWait } = reading;
	const launch = openLaunch(context, request, run, body);
	const call = await placeCall(launch).catch((error: Error) => {
		throw explainStop(launch, error);
	});
	run.keep(item, call);
	if (maxWait === undefined) return call;
	return await waitForEnd(context, run.reader, call, maxWait).catch((error: Error) => {
		throw launch.signal?.aborted ? stoppedWaiting(readCallId(call) ?? '') : error;
	});
}

/** All that the item asks for, or why it cannot be done; read at once, without a promise. */
function readItem(context: IExecutePaginationFunctions) {
	try {
		return { body: readLaunchBody(context), maxWait: readMaxWait(context) };
	} catch (error) {
		return { problem: error as Error };
	}
}

/** Known calls are given out at once; who is called waits for a place first, and is asked about again there. */
async function placeCall(launch: Launch): Promise<Call> {
	return (await findKnownCall(launch)) ?? (await dial(launch));
}

/** Whatever waits when the execution is stopped rejects with words of n8n, which do not say what became of the call. */
function explainStop({ signal, record }: Launch, error: Error): Error {
	if (!signal?.aborted || error instanceof ItemProblem) return error;
	const { known } = record;
	return known ? perhapsPlaced('The execution was stopped', known.at) : stoppedBefore();
}
