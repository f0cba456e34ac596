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
	sending(): void {
		share(this.account, this.ledger.open(this.identity, Date.now(), this.execution));
	}

	/** The launch became this call; one that was never sent took it up, and it is of this time unless it is known better. */
	placed(id: string, at = Date.now()): void {
		const entry =
			this.known ?? this.ledger.open(this.identity, this.sentAt(id) ?? at, this.execution);
		this.ledger.place(entry, id);
		share(this.account, entry);
	}

	private sentAt(id: string): number | undefined {
		return this.ofOthers().find((other) => isSameId(other.id, id))?.at;
	}

	/** The launch provably rang no phone. */
	nothingSent(): void {
		if (this.known) this.known.state = 'gone';
	}
}
