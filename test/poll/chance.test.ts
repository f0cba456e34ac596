import type { Cursor } from '../../nodes/Nebrija/poll/cursor';
import { pollCalls } from '../../nodes/Nebrija/poll/poll';
import type { Look, Platform } from '../../nodes/Nebrija/poll/poll';

/** A call, its times counted in polls. */
interface PlacedCall {
	id: string;
	placed: number;
	listed: number;
	ends: number;
}

/** The same numbers between 0 and 1 for the same seed. */
function chances(seed: number): () => number {
	let state = seed * 7_919;
	const next = () => (state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32) / 2 ** 32;
	for (let i = 0; i < 5; i++) next();
	return next;
}

const pickBy =
	(chance: () => number) =>
	<T>(...choices: T[]): T =>
		choices[Math.floor(chance() * choices.length)];

/** How the list is sorted, cut, late and broken, and what happens in the account. */
function traitsBy(chance: () => number) {
	const pick = pickBy(chance);
	return {
		isOldestFirst: pick(false, true),
		/** The upper bound of `limit` that nobody knows, and whether more is refused. */
		most: pick(50, 100, 100_000, 100_000),
		isRefused: pick(false, true),
		showsTranscripts: pick(false, true),
		hasTimes: pick(false, true, true),
		lateBy: pick(0, 0, 1),
		readsFail: pick(0, 0, 0.2),
		longListsFail: pick(0, 0, 0.2),
		usual: pick(1, 5, 20),
		before: pick(0, 5, 60, 1_500),
		/** How often nobody knows a call, and no call at all, for a moment. */
		missesCalls: pick(0, 0, 0.1),
		missesAll: pick(0, 0, 0.05),
	};
}

/** An account of such traits. */
class World implements Platform {
	now = 0;

	private isBlind = false;

	/** What the poll trigger has had in hand. */
	readonly shown = new Set<string>();

	readonly calls: PlacedCall[] = [];

	constructor(
		readonly chance: () => number,
		readonly traits: ReturnType<typeof traitsBy>,
	) {
		for (let i = 0; i < traits.before; i++) this.add(i / 10 - 1_000, 1, 0);
	}

	private add(placed: number, lasts: number, late: number): void {
		const id = `call ${this.calls.length}`;
		this.calls.push({ id, placed, listed: placed + late, ends: placed + lasts });
	}

	/** A minute of calls: a few, or now and then a campaign; one in five is long, and one in five listed late. */
	pass(): void {
		const pick = pickBy(this.chance);
		const campaign = this.chance() < 0.1 ? pick(60, 300, 900) : 0;
		for (let i = Math.floor(this.chance() * this.traits.usual) + campaign; i > 0; i--) {
			const [lasts, late] = [pick(1, 1, 1, 1, 30), pick(0, 0, 0, 0, this.traits.lateBy)];
			this.add(this.now + this.chance(), this.chance() * lasts, this.chance() * late);
		}
		this.now++;
	}

	/** Whether it knows no call at all, until the next poll. */
	blink(): void {
		this.isBlind = this.chance() < this.traits.missesAll;
	}

	private show({ id, placed, ends }: PlacedCall, inFull: boolean) {
		const startTime = new Date(1.7e12 + placed * 60_000).toISOString();
		return {
			...{ id, status: ends <= this.now ? 'ended' : 'in-progress' },
			...(this.traits.hasTimes && { startTime }),
			...(inFull && { transcript: null }),
		};
	}

	private list(limit: number): Look['list'] {
		if (this.isBlind) return [];
		const listed = this.calls.filter(({ placed, listed }) => Math.max(placed, listed) <= this.now);
		const latest = listed
			.sort((one, other) => other.placed - one.placed)
			.slice(0, Math.min(limit, this.traits.most));
		const sorted = this.traits.isOldestFirst ? latest.reverse() : latest;
		for (const { id } of sorted) this.shown.add(id);
		return sorted.map((call) => ({
			...{ id: call.id, over: call.ends <= this.now },
			call: this.show(call, this.traits.showsTranscripts),
		}));
	}

	async look(isEnough: (list: Look['list']) => boolean): Promise<Look> {
		const lists = [this.list(50)];
		for (let limit = 50; ; limit = Math.min(limit * 10, 10_000)) {
			const [shorter, list] = [undefined, ...lists].slice(-2);
			const look = { list: list!, shorter, complete: false, refused: false };
			if (isEnough(look.list) || limit === 10_000) return look;
			if (look.list.length < limit)
				return { ...look, complete: look.list.length !== this.traits.most };
			if (this.traits.isRefused && limit >= this.traits.most) return { ...look, refused: true };
			const failure = { message: 'It failed', advice: 'Wait.' };
			if (this.chance() < this.traits.longListsFail) return { ...look, failure };
			lists.push(this.list(Math.min(limit * 10, 10_000)));
		}
	}

	async read(callId: string) {
		const call = this.calls.find(({ id }) => id === callId);
		if (!call || this.isBlind || this.chance() < this.traits.missesCalls) {
			return { problem: 'unknown' as const, reason: 'status 404' };
		}
		return this.chance() < this.traits.readsFail
			? { problem: 'unavailable' as const, reason: 'status 500' }
			: { call: this.show(call, true) };
	}
}

/** Polls while calls are placed, and then until all have ended; gives what was put out, and what was history. */
async function live(world: World) {
	const put: string[] = [];
	let cursor: Cursor | undefined;
	const poll = async () => {
		if (cursor) world.blink();
		const result = await pollCalls(world, cursor, 'workflow');
		cursor = JSON.parse(JSON.stringify(result.cursor)) as Cursor;
		put.push(...result.ended.map(({ call }) => String(call.id)));
	};
	await poll();
	const history = new Set(world.calls.map(({ id }) => id));
	for (let minute = 0; minute < 40; minute++) {
		world.pass();
		if (world.chance() < 0.9) await poll();
	}
	for (let minute = 0; minute < 50; minute++) {
		world.now++;
		await poll();
	}
	return { put, history };
}

it.each(Array.from({ length: 24 }, (_, i) => i + 1))(
	'in world %i every call that is listed is put out once, and nothing of what was before',
	async (seed) => {
		const chance = chances(seed);
		const world = new World(chance, traitsBy(chance));
		const { put, history } = await live(world);
		const isCut = world.traits.most < 10_000;
		const due = world.calls.filter(({ id }) => !history.has(id) && (!isCut || world.shown.has(id)));
		expect(put.sort()).toEqual(due.map(({ id }) => id).sort());
	},
);
