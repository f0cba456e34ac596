import { firstCursor } from '../../nodes/Nebrija/poll/cursor';
import type { Cursor } from '../../nodes/Nebrija/poll/cursor';
import { pollCalls } from '../../nodes/Nebrija/poll/poll';
import type { Look, Platform } from '../../nodes/Nebrija/poll/poll';

const stamp = 'workflow';

/** Always the same shuffle. */
const shuffle = <T>(list: T[]): T[] =>
	list
		.map((entry, place) => ({ entry, key: (place * 7_919 + 13) % 10_007 }))
		.sort((one, other) => one.key - other.key)
		.map(({ entry }) => entry);

const orders: Record<string, <T>(latest: T[]) => T[]> = {
	'newest first': (latest) => latest,
	'oldest first': (latest) => [...latest].reverse(),
	'in no order': shuffle,
};

/** A platform whose list holds the latest calls in some order; all of them have ended, at no known time. */
class Account implements Platform {
	readonly asked: number[] = [];

	private placed: string[] = [];

	constructor(private readonly order: <T>(latest: T[]) => T[]) {}

	place(count: number): string[] {
		const ids = Array.from({ length: count }, (_, i) => `call ${this.placed.length + i}`);
		this.placed = [...[...ids].reverse(), ...this.placed];
		return ids;
	}

	async look(isEnough: (list: Look['list']) => boolean): Promise<Look> {
		let shorter: Look['list'] | undefined;
		for (let limit = 50; ; limit *= 4) {
			this.asked.push(limit);
			const latest = this.order(this.placed.slice(0, limit));
			const list = latest.map((id) => ({ id, over: true, call: { id, transcript: null } }));
			const complete = list.length < limit;
			if (complete || isEnough(list)) return { list, shorter, complete, refused: false };
			shorter = list;
		}
	}

	async read(id: string) {
		return { problem: 'unknown' as const, reason: id };
	}
}

describe.each(Object.entries(orders))('A list %s', (_, order) => {
	it('gives every call once, and is read no further than it must', async () => {
		const account = new Account(order);
		account.place(300);
		let { cursor } = await pollCalls(account, undefined, stamp);
		expect(account.asked).toEqual([50, 200]);
		const placed: string[] = [];
		const output: Array<string | null | undefined> = [];
		for (const count of [1, 0, 30, 0, 45, 3, 0, 7]) {
			placed.push(...account.place(count));
			const poll = await pollCalls(account, cursor, stamp);
			({ cursor } = poll);
			expect(poll.problem).toBeUndefined();
			output.push(...poll.ended.map(({ call }) => call.id));
		}
		expect(output.sort()).toEqual(placed.sort());
		expect(account.asked.slice(2)).toEqual([50, 50, 50, 50, 50, 200, 50, 200, 50, 50]);
	});
});

describe.each(Object.entries(orders).slice(0, 2))('A long list %s', (_, order) => {
	it('is told from the history behind it', async () => {
		const account = new Account(order);
		account.place(2_000);
		let { cursor } = await pollCalls(account, undefined, stamp);
		for (const count of [700, 0, 1_200, 5]) {
			const placed = account.place(count);
			const poll: { cursor: Cursor; ended: Array<{ call: { id?: string | null } }> } =
				await pollCalls(account, cursor, stamp);
			({ cursor } = poll);
			expect(poll.ended.map(({ call }) => call.id).sort()).toEqual(placed.sort());
		}
	});

	it('begins anew where the one call that is asked for is unknown', async () => {
		const account = new Account(order);
		account.place(70);
		const cursor = firstCursor(stamp, [{ id: 'elsewhere', over: true, call: {} }]);
		const poll = await pollCalls(account, cursor, stamp);
		expect([poll.ended, poll.cursor.done.length]).toEqual([[], 70]);
	});
});
