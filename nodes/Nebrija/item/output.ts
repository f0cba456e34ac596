import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../api/answer';
import type { Call } from '../api/call';

/** At most ten fields a salesperson would read, and what this node has to add (`skipped`, `recordingProblem`); picks what exists and never fails. */
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
		recordingProblem: call.recordingProblem,
	});
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
export function toJson(call: IDataObject, simplify: boolean): IDataObject {
	const { error, ...json } = simplify ? simplifyCall(call) : call;
	return error === undefined ? json : { ...json, callError: error };
}
