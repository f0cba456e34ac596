import { isSameId } from '../api/answer';
import type { Entry, Identity, Ledger } from './ledger';
import { forget, launchesTo, share } from './process';

/** What is written down of one launch: in the ledger of its execution, and for all executions of this process. */
export class LaunchRecord {
	constructor(
		readonly ledger: Ledger,
		/** Whose calls these are, as a fingerprint. */
		readonly account: string,
		readonly identity: Identity,
		readonly execution: string,
	) {}

	/** What this execution, or the one it retries, knows of this launch. */
	get known(): Entry | undefined {
		return this.ledger.find(this.identity);
	}

	/** Launches of this node in this execution to the same phone: of other items, rounds and tool calls. */
	ofThisNode(): Entry[] {
		return this.ledger.to(this.identity.phone).filter((entry) => entry !== this.known);
	}

	/** Launches to the same phone of other executions of this process, and of other nodes of this one, the latest first. */
	ofOthers(): Entry[] {
		const own = this.ledger.to(this.identity.phone);
		const isOwn = (entry: Entry) =>
			own.some(({ execution, at }) => execution === entry.execution && at === entry.at);
		return launchesTo(this.account, this.identity.phone).filter((entry) =>
			entry.id === undefined ? !isOwn(entry) : !this.ledger.owns(entry.id),
		);
	}

	/** Whether this execution sent it, be it by another node, and not one that it retries. */
	isOfThisExecution({ execution }: Entry): boolean {
		return execution === this.execution;
	}

	/** Tells the ids that are known to belong to another launch: of this node, or of those others that are meant. */
	taken(isMeant: (entry: Entry) => boolean = () => true): (id: string) => boolean {
		return (id) =>
			this.ledger.owns(id) ||
			this.ofOthers().some((other) => isSameId(other.id, id) && isMeant(other));
	}

	/** These launches of others provably rang no phone: nobody need ask about them again. */
	forget(entries: Entry[]): void {
		forget(this.account, this.identity.phone, entries);
	}

	/** Written before the request leaves. */
	sending(): Entry {
		const entry = this.ledger.open(this.identity, Date.now(), this.execution);
		share(this.account, entry);
		return entry;
	}

	/** The launch became this call, which was sent at this time unless it is known better. */
	placed(id: string, at: number): void {
		const twin = this.ofOthers().find((other) => isSameId(other.id, id));
		const entry = this.known ?? this.ledger.open(this.identity, twin?.at ?? at, this.execution);
		this.ledger.place(entry, id);
		share(this.account, entry);
	}

	/** The launch provably rang no phone. */
	nothingSent(): void {
		if (this.known) this.known.state = 'gone';
	}
}
