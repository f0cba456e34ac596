import type { Listing } from '../api/calls';

/**
 * Reads the list of calls for all who wait for it: those who ask while a read is under way share the next one,
 * so that a thousand unclear launches cost a few requests.
 */
export class CallList {
	private current: Promise<unknown> = Promise.resolve();

	private next?: Promise<Listing>;

	private reach = Infinity;

	/** `read` gives a list that reaches back to a time, as far as there is one. */
	constructor(private readonly read: (reach: number) => Promise<Listing>) {}

	/** A list read from the API after this call began, reaching back to `time` where possible. */
	async since(time: number): Promise<Listing> {
		this.reach = Math.min(this.reach, time);
		this.next ??= this.readAfter(this.current);
		return await this.next;
	}

	private async readAfter(before: Promise<unknown>): Promise<Listing> {
		await before;
		const { reach } = this;
		this.reach = Infinity;
		this.next = undefined;
		const reading = this.read(reach);
		this.current = reading.catch(() => undefined);
		return await reading;
	}
}
