import { patience } from '../pace/patience';
import { whenStopped } from '../pace/stop';
import type { Entry } from './ledger';

/** What this process remembers of an account. */
interface Memory {
	/** Its launches by phone, each with when it was shared last; what was shared first stands first. */
	launches: Map<string, Map<Entry, number>>;
	/** Its latest call, so that it is known to have called, however long ago. */
	latestCall?: Entry;
}

const memories = new Map<string, Memory>();

const turns = new Map<string, Promise<unknown>>();

/** Lets every execution of this process know of a launch, and of what becomes of it: the entry is shared, not copied. */
export function share(account: string, entry: Entry): void {
	const memory = memories.get(account) ?? { launches: new Map<string, Map<Entry, number>>() };
	const { launches } = memory;
	const entries = launches.get(entry.phone) ?? new Map<Entry, number>();
	entries.delete(entry);
	entries.set(entry, Date.now());
	dropOld(entries);
	launches.delete(entry.phone);
	launches.set(entry.phone, entries);
	for (const [phone, others] of launches) {
		dropOld(others);
		if (others.size > 0) break;
		launches.delete(phone);
	}
	if (entry.id !== undefined) memory.latestCall = entry;
	memories.set(account, memory);
}

function dropOld(entries: Map<Entry, number>): void {
	const oldest = Date.now() - patience.remembered;
	for (const [entry, sharedAt] of entries) {
		if (sharedAt > oldest) return;
		entries.delete(entry);
	}
}

/** The launches to this phone that this process remembers, whichever execution sent them, the latest first. */
export function launchesTo(account: string, phone: string): Entry[] {
	const entries = memories.get(account)?.launches.get(phone)?.keys() ?? [];
	return [...entries].filter(({ state }) => state !== 'gone').reverse();
}

/** Remembers these launches no longer, unless they are shared again. */
export function forget(account: string, phone: string, gone: Entry[]): void {
	for (const entry of gone) memories.get(account)?.launches.get(phone)?.delete(entry);
}

/** The calls of an account that this process knows to have been placed. */
export function callsOf(account: string): Entry[] {
	const { launches, latestCall } = memories.get(account) ?? {};
	if (!launches || !latestCall) return [];
	const shared = [...launches.values()].flatMap((entries) => [...entries.keys()]);
	return [latestCall, ...shared].filter(({ id }) => id !== undefined);
}

/**
 * Waits until nobody else of this process deals with this phone, and resolves with what ends the turn. Rejects at once
 * when `signal` ends.
 */
export async function takeTurn(
	account: string,
	phone: string,
	signal?: AbortSignal,
): Promise<() => void> {
	const name = `${account} ${phone}`;
	const before = turns.get(name);
	let end = () => {};
	const own = new Promise<void>((resolve) => (end = resolve));
	const turn = Promise.all([before, own]);
	turns.set(name, turn);
	void turn.then(() => turns.get(name) === turn && turns.delete(name));
	await unlessAborted(before, signal).catch((error: Error) => {
		end();
		throw error;
	});
	return end;
}

async function unlessAborted(waiting?: Promise<unknown>, signal?: AbortSignal): Promise<void> {
	signal?.throwIfAborted();
	await new Promise<void>((resolve, reject) => {
		const stay = whenStopped(signal, () => reject(signal?.reason as Error));
		void Promise.resolve(waiting).then(() => {
			stay();
			resolve();
		});
	});
}
