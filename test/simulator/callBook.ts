import { randomUUID } from 'node:crypto';
import { abTests, assistants } from './seed';
import { callAt, foretell } from './callLife';
import type { Clock } from './clock';
import { backwards, listed, type Wanted } from './listing';
import type { Call, LaunchBody, PlacedCall, SimulatorOptions } from './types';

/** What calls of the past have in common. */
export type SeedLike = {
	number?: string;
	assistantId?: string;
	testId?: string;
	minutesAgo?: number;
};

/** The platform's memory: every call it placed, and how often each phone rang. */
export class CallBook {
	/** Calls placed through the API, oldest first. */
	readonly placed: PlacedCall[] = [];
	private readonly history: PlacedCall[] = [];
	private readonly byId = new Map<string, PlacedCall>();
	private readonly ringing = new Map<string, number>();

	constructor(
		private readonly clock: Clock,
		private readonly options: SimulatorOptions,
		private readonly recordings: () => string,
	) {}

	/** Places a call: from here on it exists and the phone has rung. */
	place(body: LaunchBody): PlacedCall {
		const call = this.enter(body, this.clock.now(), this.options.listingDelayMs);
		this.placed.push(call);
		this.ringing.set(call.number, this.rings(call.number) + 1);
		return call;
	}

	/** Puts calls of the past in the list, one a minute, the newest this many minutes old; no phone rings. */
	seed(count: number, like: SeedLike = {}) {
		const { number, testId, minutesAgo = 10 } = like;
		const called = testId ? { testId } : { assistantId: like.assistantId ?? assistants[0].id };
		const newest = this.clock.now() - minutesAgo * 60_000;
		const seeded = Array.from({ length: count }, (_, age) => {
			const customer = { number: number ?? `+34611${String(age % 1e6).padStart(6, '0')}` };
			return this.enter({ customer, ...called }, newest - age * 60_000, 0);
		});
		this.history.push(...seeded.reverse());
		this.history.sort((a, b) => a.placedAt - b.placedAt);
		return seeded.reverse();
	}

	/** How often this phone rang. */
	rings(number: string): number {
		return this.ringing.get(number) ?? 0;
	}

	/** How often each phone rang. */
	ringsByNumber(): Record<string, number> {
		return Object.fromEntries(this.ringing);
	}

	/** The call with this id, if the platform knows it. */
	find(id: string): PlacedCall | undefined {
		return this.byId.get(id);
	}

	/** The call as the API shows it, now or at another moment. */
	show(call: PlacedCall, now = this.clock.now()): Call {
		const { startTime } = this.options;
		return callAt(call, { now, recordings: this.recordings(), startTime });
	}

	/** The calls GET /calls shows, in its order, as they were at a moment. */
	list(wanted: Wanted, asOf = this.clock.now()): Call[] {
		const all = [...backwards(this.placed), ...backwards(this.history)];
		const newestFirst = all.sort((a, b) => b.placedAt - a.placedAt);
		return listed(newestFirst, wanted, asOf, this.options).map((call) => this.show(call, asOf));
	}

	private enter(body: LaunchBody, placedAt: number, listingDelayMs: number): PlacedCall {
		const { number } = body.customer;
		const fate = foretell(number, placedAt, this.rings(number), this.options);
		const { listed, ids } = this.options;
		const call: PlacedCall = {
			id: ids === 'uuid' ? randomUUID() : String(7_001 + this.byId.size),
			number,
			placedAt,
			listedAt: (listed === 'whenEnded' ? fate.endsAt : placedAt) + listingDelayMs,
			...fate,
			...this.choice(body),
			body,
		};
		this.byId.set(call.id, call);
		return call;
	}

	/** An A/B test alternates its variants and shows the chosen assistant: a guess. */
	private choice({ assistantId, testId }: LaunchBody) {
		const test = testId && abTests.find(({ id }) => id === testId);
		if (!test) return { assistantId };
		return this.placed.length % 2 === 0
			? { testVariant: 'A', assistantId: test.agentA }
			: { testVariant: 'B', assistantId: test.agentB };
	}
}
