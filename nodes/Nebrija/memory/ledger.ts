import { createHash } from 'crypto';
import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import type { LaunchBody } from '../api/call';

/** What is known of one launch: sent without a clear answer yet, or placed. A refused launch leaves no entry. */
export type Entry =
	| { state: 'sending'; at: number; with: string; execution?: string }
	| { state: 'launched'; at: number; with: string; id: string };

interface Stored {
	run: number;
	/** When the run began first, and in which execution. */
	began: number;
	execution?: string;
	entries: Record<string, Entry>;
}

const memories = new WeakMap<object, IDataObject>();

/**
 * The memory of the node in this execution. n8n keeps it through Retry On Fail and through "Retry execution"
 * (n8n-workflow NodeHelpers.getContext). Where n8n has none, it lasts as long as the run.
 */
export function memoryOf(context: IExecuteSingleFunctions): IDataObject {
	try {
		return context.getContext('node');
	} catch {
		const run = context.getExecuteData();
		const memory = memories.get(run) ?? {};
		memories.set(run, memory);
		return memory;
	}
}

/** A short, stable name for a value: the first 16 hexadecimal digits of its SHA-256. */
export function fingerprint(value: unknown): string {
	return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);
}

/** Which assistant or A/B test a launch asks for, as a fingerprint. */
export function askedFor({ assistantId, testId }: LaunchBody): string {
	return fingerprint([assistantId, testId]).slice(0, 8);
}

/** Whether the node runs as the tool of an AI agent. */
export function isTool(context: IExecuteSingleFunctions): boolean {
	return (
		context.getNode().type.endsWith('Tool') || 'toolCallId' in (context.getInputData().json ?? {})
	);
}

/**
 * Under which keys a launch stands in the ledger. For an item: its index and number, so that a variable that
 * changes with every try (a date, say) does not make a new launch of it. As a tool: the id of the tool call, and
 * the whole request, so that an agent that repeats itself gets the first call. All end in the number's fingerprint.
 */
export function keysOf(context: IExecuteSingleFunctions, body: LaunchBody): string[] {
	const phone = fingerprint(body.customer.number);
	if (!isTool(context)) return [`${context.getItemIndex()}:${phone}`];
	const { toolCallId } = context.getInputData().json ?? {};
	const names = toolCallId ? [fingerprint(toolCallId), fingerprint(body)] : [fingerprint(body)];
	return names.map((name) => `tool-${name}:${phone}`);
}

/** The launches of one run of the node, and of all tool calls of the execution, stored in the node's memory. */
export class Ledger {
	/** When the execution began that this one retries, undefined if it retries none. */
	readonly retryOf?: number;

	private readonly entries: Record<string, Entry>;

	private readonly keysByPhone = new Map<string, Set<string>>();

	/** Opens what is stored; launches of an earlier run (another loop round) are over and forgotten. */
	constructor(memory: IDataObject, run: number, execution?: string) {
		const stored = memory.launches as unknown as Stored | undefined;
		this.entries = Object.fromEntries(
			Object.entries(stored?.entries ?? {}).filter(
				([key]) => stored?.run === run || key.startsWith('tool-'),
			),
		);
		for (const key of Object.keys(this.entries)) this.index(key);
		const first = stored?.run === run ? stored : { began: Date.now(), execution };
		if (first.execution !== execution) this.retryOf = first.began;
		const { began } = first;
		const now: Stored = { run, began, execution: first.execution, entries: this.entries };
		memory.launches = now as unknown as IDataObject;
	}

	find(keys: string[]): Entry | undefined {
		return keys.map((key) => this.entries[key]).find((entry) => entry !== undefined);
	}

	write(keys: string[], entry: Entry): void {
		for (const key of keys) {
			this.entries[key] = entry;
			this.index(key);
		}
	}

	erase(keys: string[]): void {
		for (const key of keys) delete this.entries[key];
	}

	/** All launches to this number, other items' included. */
	to(number: string): Entry[] {
		return [...(this.keysByPhone.get(fingerprint(number)) ?? [])]
			.map((key) => this.entries[key])
			.filter((entry) => entry !== undefined);
	}

	/** The ids of all placed calls. */
	callIds(): string[] {
		return Object.values(this.entries).flatMap((entry) =>
			entry.state === 'launched' ? [entry.id] : [],
		);
	}

	private index(key: string): void {
		const phone = key.slice(key.indexOf(':') + 1);
		const keys = this.keysByPhone.get(phone) ?? new Set();
		this.keysByPhone.set(phone, keys.add(key));
	}
}
