import type {
	IDataObject,
	INodeExecutionData,
	IPollFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

import { isSameId } from '../api/answer';
import type { Call } from '../api/call';
import { readOutcome } from '../api/callOutcome';
import { toJson } from '../item/output';
import type { CallEvent, EventName } from './names';

interface Filters {
	assistantIds?: string[];
	testIds?: string[];
	outcomes?: string[];
}

/** What a user wants to hear of, and in which form: the fields Events, Filters and Simplify. */
export function readWanted(context: IPollFunctions | IWebhookFunctions) {
	const events = context.getNodeParameter('events', []) as EventName[];
	const filters = context.getNodeParameter('filters', {}) as Filters;
	const { simplify = false } = context.getNodeParameter('options', {}) as { simplify?: boolean };
	return {
		events,
		isWanted: ({ event, call }: CallEvent) => events.includes(event) && isChosen(call, filters),
		toItem: ({ event, call, unverified }: CallEvent, receivedAt: string): INodeExecutionData => {
			const outcome = readOutcome(call);
			const json: IDataObject = { event, outcome, call: toJson(call, simplify), receivedAt };
			return { json: { ...json, ...(unverified && { unverified }) } };
		},
	};
}

const isOneOf = (ids: string[], id: string) => ids.some((one) => isSameId(one, id));

/**
 * Whether a call belongs to one of the chosen assistants or A/B tests, and came to one of the chosen outcomes. What
 * cannot be told counts as chosen; a call that names an assistant and no test is not one of a test.
 */
function isChosen(call: Call, { assistantIds = [], testIds = [], outcomes = [] }: Filters) {
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
