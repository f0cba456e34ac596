import { sleep } from 'n8n-workflow';

import { othersTurn } from '../api/calls';
import type { Testimony } from './proof';

/** What somebody who waits for the list asks of it: whether a longer one would tell no more. */
export type IsEnough = (listing: Testimony) => boolean;

/**
 * Reads the list of calls for all who wait for it: those who ask while a read is under way share the next one,
 * so that a thousand unclear launches cost a few requests.
 */
export class SharedList {
	private current: Promise<unknown> = Promise.resolve();

	private next?: Promise<Testimony>;

	private seekers: IsEnough[] = [];

	private last?: Testimony;

	/** `read` gives a list that is long enough, as far as there is one. */
	constructor(private readonly read: (isEnough: IsEnough) => Promise<Testimony>) {}

	/** A list read from the API after this call began, as long as it has to be where possible. */
	async now(isEnough: IsEnough): Promise<Testimony> {
		this.seekers.push(isEnough);
		this.next ??= this.readAfter(this.current);
		return await this.next;
	}

	/** The last list, if it is no older than `age` milliseconds and good enough, else a new one. */
	async lately(age: number, isEnough: IsEnough): Promise<Testimony> {
		const { last } = this;
		const isRecent = last !== undefined && Date.now() - last.readAt <= age;
		return isRecent && isEnough(last) ? last : await this.now(isEnough);
	}

	private async readAfter(before: Promise<unknown>): Promise<Testimony> {
		await before;
		const { seekers } = this;
		this.seekers = [];
		this.next = undefined;
		const reading = this.read((listing) => seekers.every((isEnough) => isEnough(listing)));
		this.current = reading.catch(() => undefined);
		const listing = await reading;
		await sleep(othersTurn);
		this.last = listing;
		return listing;
	}
}
