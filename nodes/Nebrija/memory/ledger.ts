import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import type { LaunchBody } from '../api/call';
import { fingerprint } from '../api/fingerprint';

/** One launch: on its way or of unknown outcome, placed, or gone (never sent, or refused). */
export interface Entry {
	state: 'sending' | 'launched' | 'gone';
	/** When it was sent, in milliseconds since 1970, and by which execution. */
	at: number;
	execution?: string;
	/** Whose phone, and which assistant or A/B test, as fingerprints. */
	phone: string;
	with: string;
	/** Of an item: the round of the node in its execution, and its place in it. */
	round?: number;
	item?: number;
	/** Of a tool call: fingerprints of its id and of the whole request. */
	tool?: string[];
	/** Of a placed call. */
	id?: string;
}

/** What tells one launch from all others of an execution. */
export type Identity = Pick<Entry, 'phone' | 'with' | 'round' | 'item' | 'tool'>;

/** Which assistant or A/B test a launch asks for, as a fingerprint; upper and lower case are alike. */
export function askedFor({
	assistantId,
	testId,
}: Pick<LaunchBody, 'assistantId' | 'testId'>): string {
	const ids = [assistantId, testId].map((id) => id?.toLowerCase());
	return fingerprint(ids).slice(0, 8);
}

/**
 * An item is the same on a later try if its number is: a variable may change with every try (a date, say). A tool call
 * is the same by its id or by its whole request, so that an agent that repeats itself gets the first call.
 */
function keysOf({ phone, round, item, tool }: Identity): string[] {
	return tool ? tool.map((name) => `${name} ${phone}`) : [`${round} ${item} ${phone}`];
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

const ledgers = new WeakMap<object, Ledger>();

/** The ledger of an execution: one for all rounds, tries and parallel tool calls, changed in place. */
export function ledgerOf(context: IExecuteSingleFunctions): Ledger {
	const memory = memoryOf(context);
	const ledger = ledgers.get(memory) ?? new Ledger(memory);
	ledgers.set(memory, ledger);
	return ledger;
}

/** All launches of one execution, and of the failed one it retries, stored in the node's memory. */
export class Ledger {
	/** When this execution began to use it; the one it retries had ended by then. */
	readonly openedAt = Date.now();

	/** Ids of placed calls, in lower case: each belongs to one launch, and no other may take it for its own. */
	private readonly taken = new Set<string>();

	private readonly entries: Entry[];

	private readonly byKey = new Map<string, Entry>();

	private readonly byPhone = new Map<string, Entry[]>();

	constructor(private readonly memory: IDataObject) {
		const stored = memory.launches as unknown as Entry[] | undefined;
		this.entries = stored ?? [];
		memory.launches = this.entries as unknown as IDataObject[];
		for (const entry of this.entries) this.index(entry);
	}

	get isEmpty(): boolean {
		return this.entries.length === 0;
	}

	/** What is known of a launch; nothing if it was never sent or is gone. */
	find(identity: Identity): Entry | undefined {
		return keysOf(identity)
			.map((key) => this.byKey.get(key))
			.find((entry) => entry !== undefined && entry.state !== 'gone');
	}

	/** Writes down that a launch is on its way. */
	open(identity: Identity, at: number, execution: string): Entry {
		const entry: Entry = { state: 'sending', at, execution, ...identity };
		const gone = this.byKey.get(keysOf(identity)[0]);
		if (gone?.state === 'gone') return Object.assign(gone, entry);
		this.entries.push(entry);
		this.index(entry);
		return entry;
	}

	/** Writes down which call a launch became. */
	place(entry: Entry, id: string): void {
		Object.assign(entry, { state: 'launched', id });
		this.taken.add(id.toLowerCase());
	}

	/** Whether a call belongs to one of these launches; a list may write its id in other letters than the answer did. */
	owns(id: string): boolean {
		return this.taken.has(id.toLowerCase());
	}

	/** All launches to this phone, other rounds' included. */
	to(phone: string): Entry[] {
		return (this.byPhone.get(phone) ?? []).filter(({ state }) => state !== 'gone');
	}

	/** All launches that became a call. */
	placed(): Entry[] {
		return this.entries.filter(({ state }) => state === 'launched');
	}

	/**
	 * When the execution that this one retries sent its last launch; undefined if it left none, or one before it did: a
	 * retry of such a retry knows no more.
	 */
	lastSentBefore(execution: string): number | undefined {
		const times = this.entries.filter((entry) => entry.execution !== execution).map(({ at }) => at);
		if (times.length === 0) this.memory.isBlind = true;
		if (this.memory.isBlind) return undefined;
		return times.reduce((one, other) => Math.max(one, other));
	}

	private index(entry: Entry): void {
		for (const key of keysOf(entry)) this.byKey.set(key, entry);
		const others = this.byPhone.get(entry.phone);
		if (others) others.push(entry);
		else this.byPhone.set(entry.phone, [entry]);
		if (entry.id !== undefined) this.taken.add(entry.id.toLowerCase());
	}
}
