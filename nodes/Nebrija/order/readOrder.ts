import type { IExecuteSingleFunctions } from 'n8n-workflow';

import type { LaunchBody } from '../api/call';
import type { CallingHours } from '../hours/outside';
import { ItemProblem } from '../item/problem';
import { readMaxWait } from '../read/waitForEnd';
import { readLaunchBody, readNumber } from './body';
import { readCallingHours } from './callingHours';
import { readRunKind, whoIsCalled } from './testRun';
import type { TestPolicy } from './testRun';

/** All that one item asks for. */
export interface Order {
	/** The launch of the customer. */
	body: LaunchBody;
	/** Who is called in this run. */
	who: TestPolicy;
	/** The phone that rings in the place of the customer's. */
	testNumber?: string;
	/** When the phone of the customer may ring, where that is limited. */
	hours?: CallingHours;
	/** How long to wait for the end, in milliseconds. */
	maxWait?: number;
}

/** Reads an item of a run of `total` items; throws an ItemProblem for what cannot be done. */
export function readOrder(context: IExecuteSingleFunctions, total: number): Order {
	const policy = context.getNodeParameter('options.inTestRuns', 'call') as TestPolicy;
	const who = whoIsCalled(readRunKind(context), policy);
	const body = readLaunchBody(context);
	const testNumber = who === 'callTestNumber' ? readTestNumber(context) : undefined;
	if (who === 'call') refuseTooMany(context, total);
	const hours = readCallingHours(context, body.customer.number);
	return { body, who, testNumber, hours, maxWait: readMaxWait(context) };
}

function readTestNumber(context: IExecuteSingleFunctions): string {
	if (String(context.getNodeParameter('options.testNumber', '') ?? '').trim() === '') {
		throw new ItemProblem({
			message: "The option 'Test Number' is empty",
			advice: 'Enter the phone that is to ring in test runs, for example your own.',
		});
	}
	return readNumber(context, 'options.testNumber', 'Test Number');
}

function refuseTooMany(context: IExecuteSingleFunctions, total: number): void {
	const most = context.getNodeParameter('options.maxCalls', 0) as number;
	if (most <= 0 || total <= most) return;
	throw new ItemProblem({
		message: `There are ${total} items, more than the ${most} that the option 'Max Calls' allows in one run`,
		advice: "Nobody was called. Send fewer items, or raise 'Max Calls'.",
	});
}
