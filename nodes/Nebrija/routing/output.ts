import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { isObject } from '../api/envelopes';
import type { Call } from '../api/types';

/** At most ten fields a salesperson would read, and `skipped` where it is set; picks what exists and never fails. */
export function simplifyCall(call: Call): IDataObject {
	const { id, status, assistantId, testVariant, startTime, durationMinutes } = call;
	const summary = isObject(call.analysis) ? call.analysis.summary : undefined;
	return dropAbsent({
		id,
		status,
		customerNumber: call.customer?.number,
		assistantId,
		testVariant,
		startTime,
		durationMinutes,
		endedReason: call.endedReason,
		transcript: call.transcript,
		...(summary ? { summary } : { analysis: call.analysis }),
		skipped: call.skipped,
	});
}

function dropAbsent(fields: IDataObject): IDataObject {
	return Object.fromEntries(
		Object.entries(fields).filter(([, value]) => value !== undefined && value !== null),
	);
}

/**
 * The output item of one call. A field named `error` is moved to `callError`: n8n takes a top-level `error` of
 * the first item for a failed node and runs all items again (n8n-core workflow-execute.js, checkFailure).
 */
export function toItem(call: IDataObject, simplify: boolean): INodeExecutionData {
	const { error, ...json } = simplify ? simplifyCall(call) : call;
	return { json: error === undefined ? json : { ...json, callError: error } };
}
