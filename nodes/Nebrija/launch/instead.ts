import type { IDataObject } from 'n8n-workflow';

import type { Call, LaunchBody } from '../api/call';

/** What is put out for an item whose customer was not called, on purpose and without a fault. */
export interface NotCalled extends IDataObject {
	notCalled: 'testRun' | 'outsideCallingHours';
	customer: { number: string };
	reason: string;
}

/** Whether this is put out in the place of a call. */
export function isNotCalled(output: Call | NotCalled): output is NotCalled {
	return 'notCalled' in output;
}

/** The item of a test run that calls nobody: what would have been sent. */
export function notCalledInTest(request: LaunchBody, reason: string): NotCalled {
	const customer = { number: request.customer.number };
	return { notCalled: 'testRun', testRun: true, customer, request, reason };
}

/** The item of a customer who may not be called now; `callableFrom` is ISO 8601 in UTC, or null if no moment ever fits. */
export function notCalledNow(
	{ customer: { number } }: LaunchBody,
	outside: { timeZones: string[]; callableFrom: string | null; reason: string },
): NotCalled {
	return { notCalled: 'outsideCallingHours', customer: { number }, ...outside };
}

/** A call to the test number, marked so that nobody takes it for one to the customer. */
export function inTest(call: Call, insteadOf: string, more: IDataObject = {}): Call {
	return { ...call, testRun: true, insteadOf, ...more };
}
