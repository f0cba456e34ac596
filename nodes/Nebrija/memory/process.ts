import { patience } from '../pace/patience';
import { whenStopped } from '../pace/stop';
import type { Entry } from './ledger';

/** The launches of all executions of this n8n process, by account and phone, the oldest first. */
const launches = new Map<string, Entry[]>();

/** The calls that this process knows to have been placed, by account and id, the latest last. */
const placed = new Map<string, Map<string, Entry>>();

const turns = new Map<string, Promise<unknown>>();

const nameOf = (account: string, phone: string) => `${account} ${phone}`;

/** Lets every execution of this process know of a launch, and of what becomes of it: the entry is shared, not copied. */
export function share(account: string, entry: Entry): void {
	const name = nameOf(account, entry.phone);
	const oldest = Date.now() - patience.remembered;
	const others = (launches.get(name) ?? []).filter((other) => other !== entry && other.at > oldest);
	launches.delete(name);
	launches.set(name, [...others, entry]);
	if (entry.id) keep(account, entry.id, entry);
	for (const [old, entries] of launches) {
		if (entries.at(-1)!.at > oldest) break;
		launches.delete(old);
	}
}

/** The launches to this phone that this process remembers, whichever execution sent them, the latest first. */
export function launchesTo(account: string, phone: string): Entry[] {
	const entries = launches.get(nameOf(account, phone)) ?? [];
	return entries.filter(({ state }) => state !== 'gone').reverse();
}

/** Remembers these launches no longer, unless they are shared again. */
export function forget(account: string, phone: string, gone: Entry[]): void {
	const name = nameOf(account, phone);
	const left = launches.get(name)?.filter((entry) => !gone.includes(entry)) ?? [];
	if (left.length > 0) launches.set(name, left);
	else launches.delete(name);
}

/** Of each account at least its latest call is kept, so that it is known to have called. */
function keep(account: string, id: string, entry: Entry): void {
	const calls = placed.get(account) ?? new Map<string, Entry>();
	placed.set(account, calls);
	calls.delete(id);
	calls.set(id, entry);
	const oldest = Date.now() - patience.remembered;
	for (const [old, { at }] of calls) {
		if (at > oldest || calls.size === 1) break;
		calls.delete(old);
	}
}

/** The calls of an account that this process knows to have been placed. */
export function callsOf(account: string): Entry[] {
	return [...(placed.get(account)?.values() ?? [])];
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
	const name = nameOf(account, phone);
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
	if (!waiting || !signal) return void (await waiting);
	signal.throwIfAborted();
	await new Promise<void>((resolve, reject) => {
		const stay = whenStopped(signal, () => reject(signal.reason as Error));
		void waiting.then(() => {
			stay();
			resolve();
		});
	});
}
