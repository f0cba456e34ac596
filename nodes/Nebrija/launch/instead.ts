import type { IDataObject } from 'n8n-workflow';

import type { Call, LaunchBody } from '../api/call';
import type { Outside } from '../hours/outside';

/** What is put out for an item whose customer was not called, on purpose and without a fault. */
export interface NotCalled extends IDataObject {
	notCalled: 'testRun' | 'outsideCallingHours';
	customer: { number: string };
	reason: string;
}

/** What an item comes to: the call that was placed for it, now or before, or none. */
export type Ending = { call: Call } | { notCalled: NotCalled };

/** The item of a customer who may not be called at this hour: why, and from when on. */
export function notCalledNow(number: string, outside: Outside): NotCalled {
	return { notCalled: 'outsideCallingHours', customer: { number }, ...outside };
}

/** The item of a test run that calls nobody: what would have been sent, and whether this is the hour for it. */
export function notCalledInTest(request: LaunchBody, reason: string, outside?: Outside): NotCalled {
	const customer = { number: request.customer.number };
	return {
		notCalled: 'testRun',
		testRun: true,
		customer,
		request,
		reason: outside ? `${reason}. ${inProduction(outside)}` : reason,
		...(outside && { callableFrom: outside.callableFrom }),
	};
}

/**
 * A call to the test number, marked so that nobody takes it for one to the customer. The hours of the customer do not
 * hold for it, so it only says what they would have meant.
 */
export function inTest(call: Call, insteadOf: string, outside?: Outside): Call {
	return {
		...call,
		testRun: true,
		insteadOf,
		...(outside && { callableFrom: outside.callableFrom, reason: inProduction(outside) }),
	};
}

function inProduction({ reason }: Outside): string {
	return `A production run would not call this customer now. ${reason}`;
}
