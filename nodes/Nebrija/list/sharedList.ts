import { sleep } from 'n8n-workflow';

import { othersTurn } from '../api/calls';
import type { Listing } from '../api/calls';

/** Somebody who waits for the list: how far back it has to reach, unless it already shows what is looked for. */
interface Seeker {
	time: number;
	found: (listing: Listing) => boolean;
}

/**
 * Reads the list of calls for all who wait for it: those who ask while a read is under way share the next one,
 * so that a thousand unclear launches cost a few requests.
 */
export class SharedList {
	private current: Promise<unknown> = Promise.resolve();

	private next?: Promise<Listing>;

	private seekers: Seeker[] = [];

	private last?: Listing;

	/** `read` gives a list that is long enough for all seekers, as far as there is one. */
	constructor(private readonly read: (seekers: Seeker[]) => Promise<Listing>) {}

	/** A list read from the API after this call began, reaching back to `time` where possible. */
	async since(time: number, found: Seeker['found'] = () => false): Promise<Listing> {
		this.seekers.push({ time, found });
		this.next ??= this.readAfter(this.current);
		return await this.next;
	}

	/** The last list, if it is no older than `age` milliseconds and good enough, else a new one. */
	async lately(
		age: number,
		time: number,
		isEnough: (listing: Listing) => boolean,
	): Promise<Listing> {
		const { last } = this;
		const isRecent = last !== undefined && Date.now() - last.readAt <= age;
		return isRecent && isEnough(last) ? last : await this.since(time);
	}

	private async readAfter(before: Promise<unknown>): Promise<Listing> {
		await before;
		const { seekers } = this;
		this.seekers = [];
		this.next = undefined;
		const reading = this.read(seekers);
		this.current = reading.catch(() => undefined);
		const listing = await reading;
		await sleep(othersTurn);
		this.last = listing;
		return listing;
	}
}
