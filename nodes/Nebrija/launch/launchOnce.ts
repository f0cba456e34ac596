import type { IExecutePaginationFunctions } from 'n8n-workflow';

import { readCallId } from '../api/call';
import type { Call } from '../api/call';
import { outsideHours } from '../hours/outside';
import { itemOperation } from '../item/operation';
import type { ItemRequest, Output } from '../item/operation';
import { ItemProblem } from '../item/problem';
import { waitForEnd } from '../read/waitForEnd';
import { dial, isJustLaunched } from './dial';
import { notCalledInTest } from './instead';
import { openLaunch } from './openLaunch';
import type { Launch } from './openLaunch';
import { readOrder } from '../order/readOrder';
import type { Order } from '../order/readOrder';
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
		const output = await launchItem(this, request, run).finally(() => run.finish());
		return output ? [output] : [];
	} catch (error) {
		throw this.continueOnFail() ? error : await run.withPlacedCalls(error as Error);
	}
});

async function launchItem(
	context: IExecutePaginationFunctions,
	request: ItemRequest,
	run: Run,
): Promise<Output | undefined> {
	const item = context.getItemIndex();
	const { order, problem } = readItem(context, run);
	const mayDial = context.continueOnFail() || (await run.preflight.pass(item, problem));
	if (!order) throw problem;
	if (!mayDial) return undefined;

	if (order.who === 'callNobody') {
		const reason = 'This is a test run, in which nobody is called';
		return { json: notCalledInTest(order.body, reason, outsideHours(order.hours)) };
	}
	const account = await run.accounts.accountOf(context);
	const launch = openLaunch(context, request, run, order, account);
	if (order.testNumber !== undefined && !launch.isFirst) {
		const reason = 'Only the first item of a test run calls the test number';
		return { json: notCalledInTest(order.body, reason, outsideHours(order.hours)) };
	}
	const ending = await dial(launch).catch((error: Error) => {
		throw explainStop(launch, error);
	});
	if ('notCalled' in ending) return { json: ending.notCalled };
	run.keep(item, ending.call, order.body.customer.number);
	const call = await awaitEnd(launch, order, ending.call);
	return { json: launch.mark(call), isNew: isJustLaunched(call) };
}

/** All that the item asks for, or why it cannot be done; read at once, without a promise. */
function readItem(
	context: IExecutePaginationFunctions,
	run: Run,
): { order: Order; problem?: undefined } | { order?: undefined; problem: Error } {
	try {
		return { order: readOrder(context, run.total) };
	} catch (error) {
		return { problem: error as Error };
	}
}

async function awaitEnd(launch: Launch, { maxWait }: Order, call: Call): Promise<Call> {
	if (maxWait === undefined) return call;
	const { context, run, signal } = launch;
	return await waitForEnd(context, run.reader, call, maxWait).catch((error: Error) => {
		throw signal?.aborted ? stoppedWaiting(readCallId(call) ?? '') : error;
	});
}

/** Whatever waits when the execution is stopped rejects with words of n8n, which do not say what became of the call. */
function explainStop(launch: Launch, error: Error): Error {
	if (!launch.signal?.aborted || error instanceof ItemProblem) return error;
	return launch.record.known ? perhapsPlaced('The execution was stopped', launch) : stoppedBefore();
}
