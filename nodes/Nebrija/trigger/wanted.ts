import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { isSameId } from '../api/answer';
import type { Call } from '../api/call';
import { readOutcome } from '../api/callOutcome';
import { toJson } from '../item/output';
import type { Proven } from './prove';

/** Which calls a user wants to hear of; what is empty excludes nothing. */
export interface Filters {
	assistantIds?: string[];
	testIds?: string[];
	outcomes?: string[];
}

const isOneOf = (ids: string[], id: string) => ids.some((one) => isSameId(one, id));

/**
 * Whether a call belongs to one of the chosen assistants or A/B tests, and came to one of the chosen outcomes. What
 * cannot be told counts as chosen; a call that names an assistant and no test is not one of a test.
 */
export function isChosen(call: Call, filters: Filters): boolean {
	const { assistantIds = [], testIds = [], outcomes = [] } = filters;
	const { assistantId, testId } = call;
	const outcome = readOutcome(call);
	const isToldOutcome = outcome !== 'running' && outcome !== 'unknown';
	if (outcomes.length > 0 && isToldOutcome && !outcomes.includes(outcome)) return false;
	if (assistantIds.length === 0 && testIds.length === 0) return true;
	const byAssistant =
		assistantIds.length > 0 && (!assistantId || isOneOf(assistantIds, assistantId));
	const byTest = testIds.length > 0 && (testId ? isOneOf(testIds, testId) : !assistantId);
	return byAssistant || byTest;
}

/** What a trigger puts out for a call. */
export function toItem(
	{ event, call, unverified }: Omit<Proven, 'key'>,
	simplify: boolean,
	receivedAt: string,
): INodeExecutionData {
	const outcome = readOutcome(call);
	const json: IDataObject = { event, outcome, call: toJson(call, simplify), receivedAt };
	return { json: { ...json, ...(unverified && { unverified }) } };
}
