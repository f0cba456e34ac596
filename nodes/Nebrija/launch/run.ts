import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { readCallId } from '../api/call';
import type { Call } from '../api/call';
import type { ItemRequest } from '../item/operation';
import { ItemProblem } from '../item/problem';
import { isTool } from '../item/tool';
import { paceOf } from '../pace/nodes';
import type { Pacer } from '../pace/pacer';
import { patience } from '../pace/patience';
import { Reader } from '../read/reader';
import { Accounts } from './accounts';
import { Preflight } from './preflight';

const runs = new WeakMap<object, Run>();

/** What the items of one try of one round of the node share. */
export class Run {
	/** The item that joined last; n8n starts items in order, so a lower one begins another try. */
	latest = -1;

	readonly preflight: Preflight;

	readonly reader: Reader;

	readonly accounts: Accounts;

	readonly starts: Pacer;

	/** How many items n8n starts in this run. */
	readonly total: number;

	readonly isTool: boolean;

	private readonly placedCalls: Record<number, string> = {};

	private readonly numbers: Record<number, string> = {};

	private readonly calls = new Map<string, Call>();

	private over = 0;

	private allOver = () => {};

	private readonly everyoneOver = new Promise<void>((resolve) => (this.allOver = resolve));

	private placedAdvice?: string;

	constructor(context: IExecuteSingleFunctions, request: ItemRequest) {
		const node = context.getNode();
		this.isTool = isTool(context);
		this.total = countItems(context, this.isTool || node.executeOnce === true);
		this.preflight = new Preflight(this.total);
		this.starts = paceOf(context);
		const readRequest = { ...request, timeout: patience.read };
		this.reader = new Reader(readRequest);
		this.accounts = new Accounts(context, readRequest, this.total);
	}

	/** Keeps what became of an item, for those who are given the same call and for the message of a failure. */
	keep(item: number, call: Call, number: string): void {
		const id = readCallId(call) ?? '';
		this.numbers[item] = number;
		this.placedCalls[item] = id;
		this.calls.set(id, call);
	}

	/** A call of this run as it was put out. */
	callOf(id: string): Call | undefined {
		return this.calls.get(id);
	}

	/** Called when an item has come to its end, good or bad. */
	finish(): void {
		if (++this.over >= this.total) this.allOver();
	}

	/** When the node stops, n8n throws the output of the other items away; their call ids go along with the error. */
	async withPlacedCalls(error: Error): Promise<Error> {
		await this.everyoneOver;
		if (!(error instanceof ItemProblem) || this.calls.size === 0) return error;
		this.placedAdvice ??= describePlaced(this.numbers);
		const { message, advice, details } = error;
		return new ItemProblem(
			{ message, advice: `${advice} ${this.placedAdvice}` },
			{ ...details, placedCalls: this.placedCalls },
		);
	}
}

function describePlaced(numbers: Record<number, string>): string {
	const placed = Object.entries(numbers);
	const some = placed.slice(0, 10).map(([item, number]) => `${number} (item ${item})`);
	const rest = placed.length - some.length;
	return `Other calls of this run were placed, ${placed.length} in all: ${some.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}. 'Retry' in the list of executions outputs them and places none of them again; 'Debug in editor' and 'Execute step' call everybody again.`;
}

/** As the engine counts them (n8n-core routing-node.js, workflow-execute.js handleExecuteOnce); a tool call is one. */
function countItems(context: IExecuteSingleFunctions, isOne: boolean): number {
	return isOne ? 1 : (context.getExecuteData().data.main?.[0]?.length ?? 1);
}

/** The run an item belongs to; the first item of each try opens a new one. */
export function joinRun(context: IExecuteSingleFunctions, request: ItemRequest): Run {
	const execution = context.getExecuteData();
	const item = context.getItemIndex();
	const known = runs.get(execution);
	const run = known && item > known.latest ? known : new Run(context, request);
	run.latest = item;
	runs.set(execution, run);
	return run;
}
