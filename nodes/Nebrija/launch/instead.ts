import type { IDataObject } from 'n8n-workflow';

import type { Call, LaunchBody } from '../api/call';

/** What is put out for an item whose customer was not called, on purpose and without a fault. */
export interface NotCalled extends IDataObject {
	notCalled: 'testRun';
	customer: { number: string };
	reason: string;
}

/** The item of a test run that calls nobody: what would have been sent. */
export function notCalledInTest(request: LaunchBody, reason: string): NotCalled {
	const customer = { number: request.customer.number };
	return { notCalled: 'testRun', testRun: true, customer, request, reason };
}

/** A call to the test number, marked so that nobody takes it for one to the customer. */
export function inTest(call: Call, insteadOf: string): Call {
	return { ...call, testRun: true, insteadOf };
}
