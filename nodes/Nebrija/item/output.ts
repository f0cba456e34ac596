import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { isObject } from '../api/answer';
import { readCallId } from '../api/call';
import type { Call } from '../api/call';
import { readOutcome } from '../api/callOutcome';
import type { CallOutcome } from '../api/callOutcome';

export const simplifyOption: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/**
 * The fields of a call that a salesperson would read, and what this node has to add; picks what exists and never
 * fails. `outcome` is given for a call that was only just launched: the answer to a launch holds filler.
 */
export function simplifyCall(call: Call, outcome: CallOutcome): IDataObject {
	const { analysis } = call;
	const { summary, ...findings } = isObject(analysis) ? analysis : {};
	const isCall = call.notCalled === undefined;
	const { customer, endedReason, startTime, durationMinutes, cost } = call;
	const { testVariant, transcript, recordingUrl } = call;
	const { skipped, notCalled, callableFrom, reason, testRun, recordingProblem } = call;
	return dropAbsent({
		id: readCallId(call),
		customerNumber: customer?.number,
		...(isCall && { outcome }),
		...{ endedReason, startTime, durationMinutes, cost, testVariant },
		...(summary ? { summary, analysis: isEmpty(findings) ? null : findings } : { analysis }),
		...{ transcript, recordingUrl },
		...{ skipped, notCalled, callableFrom, reason, testRun, recordingProblem },
	});
}

function isEmpty(fields: object): boolean {
	return Object.keys(fields).length === 0;
}

function dropAbsent(fields: IDataObject): IDataObject {
	return Object.fromEntries(
		Object.entries(fields).filter(([, value]) => value !== undefined && value !== null),
	);
}

/**
 * What an item says of its call. A field named `error` is moved to `callError`: n8n takes a top-level `error` of
 * the first item for a failed node and runs all items again (n8n-core workflow-execute.js, checkFailure).
 */
export function toJson(
	call: IDataObject,
	simplify: boolean,
	outcome: CallOutcome = readOutcome(call),
): IDataObject {
	const { error, ...json } = simplify ? simplifyCall(call, outcome) : call;
	return error === undefined ? json : { ...json, callError: error };
}
