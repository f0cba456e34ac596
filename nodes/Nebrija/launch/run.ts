import type { IExecuteSingleFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { readCallId } from '../api/answer';
import { readLatestCalls } from '../api/calls';
import type { Call } from '../api/call';
import { CallList } from '../list/sharedList';
import { expectListing } from '../item/problem';
import { Ledger, isTool, memoryOf } from '../memory/ledger';
import { covers } from '../list/match';
import { Pacer } from '../pace/pacer';
import { patience } from '../pace/patience';
import { Preflight } from './preflight';

/** Calls read at the same time: reading dials nobody, so this is only kindness to the API. */
const maxReads = 20;
const firstLook = 100;

const runs = new WeakMap<object, Run>();

let runsOpened = 0;

/** What the items of one try of one run of the node know of each other. */
export class Run {
	/** The item that joined last; n8n starts items in order, so a lower one begins another try. */
	latest = -1;

	/** How many items n8n starts in this run. */
	readonly total: number;

	/** The request options of the node for reading: like those of a launch, but less patient. */
	readonly readRequest: IHttpRequestOptions;

	readonly preflight: Preflight;

	readonly ledger: Ledger;

	readonly starts: Pacer;

	readonly reads: Pacer;

	readonly callList: CallList;

	/** Ids of calls that belong to an item of this run. */
	readonly owned: Set<string>;

	/** The calls of this try, by id. */
	readonly calls = new Map<string, Call>();

	/** Which call each item of this try became. */
	readonly placed = new Map<number, string>();

	/** The calls before this try that `skipIfCalledWithin` looks at, read once. */
	recent?: ReturnType<CallList['since']>;

	/** The calls since the execution began that this one retries, read once. */
	sinceFirst?: ReturnType<CallList['since']>;

	/** Stands for this run among the phones of `inTurn` where other executions do not matter. */
	readonly name = String(++runsOpened);

	private over = 0;

	private allOver = () => {};

	private readonly everyoneOver = new Promise<void>((resolve) => (this.allOver = resolve));

	constructor(context: IExecuteSingleFunctions, request: IHttpRequestOptions) {
		this.total = countItems(context);
		this.preflight = new Preflight(this.total);
		const runIndex = context.getWorkflowDataProxy(context.getItemIndex()).$runIndex as number;
		this.ledger = new Ledger(memoryOf(context), runIndex, context.getExecutionId());
		this.owned = new Set(this.ledger.callIds());
		const signal = context.getExecutionCancelSignal();
		const option = (name: string, fallback: number) =>
			Number(context.getNodeParameter(`options.${name}`, fallback)) || fallback;
		this.starts = new Pacer(
			Math.max(1, Math.floor(option('maxConcurrent', 50))),
			Math.max(0, option('callsPerMinute', 0)),
			signal,
		);
		this.reads = new Pacer(maxReads, 0, signal);
		const timeout = Math.min(request.timeout ?? patience.read, patience.read);
		this.readRequest = { ...request, method: 'GET', timeout };
		this.callList = new CallList(async (reach) =>
			expectListing(
				await readLatestCalls(context, this.readRequest, { first: firstLook }, (list) =>
					covers(list, reach),
				),
			),
		);
	}

	/** Writes down which call an item became. */
	keep(item: number, call: Call): void {
		const id = readCallId(call) ?? '';
		this.placed.set(item, id);
		this.calls.set(id, call);
	}

	/** Says that an item has come to its end, good or bad. */
	finish(): void {
		if (++this.over >= this.total) this.allOver();
	}

	/** Resolves when every item of this try has come to its end. */
	async finished(): Promise<void> {
		await this.everyoneOver;
	}
}

/** As the engine counts them (n8n-core routing-node.js, workflow-execute.js handleExecuteOnce); a tool call is one. */
function countItems(context: IExecuteSingleFunctions): number {
	if (isTool(context) || context.getNode().executeOnce) return 1;
	return context.getExecuteData().data.main?.[0]?.length ?? 1;
}

/** The run an item belongs to; the first item of each try opens a new one. */
export function joinRun(context: IExecuteSingleFunctions, request: IHttpRequestOptions): Run {
	const memory = isTool(context) ? context.getExecuteData() : memoryOf(context);
	const item = context.getItemIndex();
	const known = runs.get(memory);
	const run = known && item > known.latest ? known : new Run(context, request);
	run.latest = item;
	runs.set(memory, run);
	return run;
}
