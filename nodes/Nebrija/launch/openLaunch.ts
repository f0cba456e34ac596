import type { IExecutePaginationFunctions, IExecuteSingleFunctions } from 'n8n-workflow';

import type { Call, LaunchBody } from '../api/call';
import { fingerprint } from '../api/fingerprint';
import { outsideHours } from '../hours/outside';
import type { CallingHours } from '../hours/outside';
import type { ItemRequest } from '../item/operation';
import { askedFor, ledgerOf } from '../memory/ledger';
import type { Identity } from '../memory/ledger';
import { LaunchRecord } from '../memory/record';
import { inTest } from './instead';
import type { Order } from '../order/readOrder';
import type { Run } from './run';

/** One item on its way to a call. */
export interface Launch {
	context: IExecutePaginationFunctions;
	request: ItemRequest;
	run: Run;
	/** What is sent; in a test run with a test number its phone is that one. */
	body: LaunchBody;
	isTest: boolean;
	/** When its phone may ring, where that is limited; a test number may ring at any hour. */
	hours?: CallingHours;
	/** Whether no other item of this execution comes before it. */
	isFirst: boolean;
	/** What is written down of it. */
	record: LaunchRecord;
	/** Ends when the execution is stopped. */
	signal?: AbortSignal;
	/** The call with what the user has to know of it. */
	mark(call: Call): Call;
}

/** Takes up what is known of an item that is to be launched. */
export function openLaunch(
	context: IExecutePaginationFunctions,
	request: ItemRequest,
	run: Run,
	{ body: customer, testNumber, hours }: Order,
	account: string,
): Launch {
	const isTest = testNumber !== undefined;
	const body = isTest
		? { ...customer, customer: { ...customer.customer, number: testNumber } }
		: customer;
	const ledger = ledgerOf(context);
	const identity = readIdentity(context, run, body);
	const execution = context.getExecutionId() || String(ledger.openedAt);
	const record = new LaunchRecord(ledger, account, identity, execution);
	return {
		context,
		request,
		run,
		body,
		isTest,
		hours: isTest ? undefined : hours,
		isFirst: run.isTool
			? ledger.isEmpty || !!record.known
			: identity.round === 0 && identity.item === 0,
		record,
		signal: context.getExecutionCancelSignal(),
		mark: (call) => (isTest ? inTest(call, customer.customer.number, outsideHours(hours)) : call),
	};
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
