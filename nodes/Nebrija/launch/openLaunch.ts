import type { IExecutePaginationFunctions, IExecuteSingleFunctions } from 'n8n-workflow';

import type { LaunchBody } from '../api/call';
import type { ItemRequest } from '../item/operation';
import { askedFor, fingerprint, ledgerOf } from '../memory/ledger';
import type { Identity } from '../memory/ledger';
import { LaunchRecord } from '../memory/record';
import type { Run } from './run';

/** One item on its way to a call. */
export interface Launch {
	context: IExecutePaginationFunctions;
	request: ItemRequest;
	run: Run;
	body: LaunchBody;
	/** What is written down of it. */
	record: LaunchRecord;
	/** Ends when the execution is stopped. */
	signal?: AbortSignal;
}

/** Takes up what is known of an item that is to be launched. */
export function openLaunch(
	context: IExecutePaginationFunctions,
	request: ItemRequest,
	run: Run,
	body: LaunchBody,
): Launch {
	const execution = context.getExecutionId() || undefined;
	const identity = readIdentity(context, run, body);
	const record = new LaunchRecord(ledgerOf(context), run.account, identity, execution);
	return { context, request, run, body, record, signal: context.getExecutionCancelSignal() };
}

/** An item is told by its round and place; a tool call by its own id, where n8n gives one, and by what it asks for. */
function readIdentity(
	context: IExecuteSingleFunctions,
	{ isTool }: Run,
	body: LaunchBody,
): Identity {
	const item = context.getItemIndex();
	const whose = { phone: fingerprint(body.customer.number), with: askedFor(body) };
	if (!isTool) {
		const round = context.getWorkflowDataProxy(item).$runIndex as number;
		return { ...whose, round, item };
	}
	const { toolCallId } = context.getInputData().json ?? {};
	return { ...whose, tool: [toolCallId, body].filter(Boolean).map(fingerprint) };
}
