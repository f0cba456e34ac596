import { randomUUID } from 'node:crypto';
import type { CallBook } from './callBook';
import { lifeEvents } from './callLife';
import { type Clock, isoTime } from './clock';
import { type ByHand, Courier } from './deliveries';
import { newSecret } from './signature';
import type { Delivery, PlacedCall, Registration, SimulatorOptions } from './types';

/** The registrations, and the watch over calls whose events they want. */
export class WebhookDesk {
	private readonly byId = new Map<string, Registration>();
	private readonly courier: Courier;
	private watchedUpTo: number;
	private watchedCalls = 0;
	private readonly unfinished = new Set<PlacedCall>();
	private readonly underWay = new Set<Promise<void>>();
	private timer?: NodeJS.Timeout;

	constructor(
		private readonly clock: Clock,
		private readonly book: CallBook,
		private readonly options: SimulatorOptions,
	) {
		this.courier = new Courier(clock, book, options);
		this.watchedUpTo = clock.now();
	}

	/** The registrations, secrets included, oldest first. */
	get registrations(): Registration[] {
		return [...this.byId.values()];
	}

	/** Every attempt to deliver, in order of its answer. */
	get deliveries(): Delivery[] {
		return this.courier.log;
	}

	/** Registers an address with a new secret; from now on its events are delivered as they fall due. */
	register(wanted: Pick<Registration, 'url' | 'events' | 'description'>): Registration {
		const { url, events, description } = wanted;
		const registration: Registration = {
			id: randomUUID(),
			url,
			events,
			...(description !== undefined && { description }),
			secret: newSecret(),
			createdAt: isoTime(this.clock.now()),
		};
		this.byId.set(registration.id, registration);
		this.timer ??= setInterval(() => void this.deliverDue(), 100).unref();
		return registration;
	}

	/** The registration with this id. */
	find(id: string): Registration | undefined {
		return this.byId.get(id);
	}

	/** Removes a registration; false if there was none. */
	remove(id: string): boolean {
		return this.byId.delete(id);
	}

	/** Delivers by hand to a registration's id or to any address, genuine or forged; not repeated by itself. */
	async deliver(
		target: string,
		event: string,
		callId: string,
		byHand: ByHand = {},
	): Promise<Delivery> {
		const registration =
			this.byId.get(target) ?? this.registrations.find(({ url }) => url === target);
		const letter = { registration, url: registration?.url ?? target, event, callId };
		return await this.courier.deliver(letter, this.clock.now(), { retries: 0, ...byHand });
	}

	/** Delivers what fell due since the last look and resolves when every delivery under way is answered. */
	async deliverDue(): Promise<void> {
		if (this.byId.size === 0) return;
		const since = this.watchedUpTo;
		const now = (this.watchedUpTo = this.clock.now());
		for (const call of this.unfinishedCalls(now)) {
			const due = lifeEvents(call).filter(({ at }) => at > since && at <= now);
			if (due.length === 0) continue;
			const delivered = this.deliverInOrder(call, due);
			this.underWay.add(delivered);
			void delivered.finally(() => this.underWay.delete(delivered));
		}
		await Promise.all(this.underWay);
	}

	/** Stops watching and drops deliveries under way. */
	close(): void {
		clearInterval(this.timer);
		this.courier.close();
	}

	private async deliverInOrder(call: PlacedCall, due: ReturnType<typeof lifeEvents>) {
		for (const { event, at } of due) {
			const wanting = this.registrations.filter(
				({ events, createdAt }) => events.includes(event) && Date.parse(createdAt) <= at,
			);
			await Promise.all(
				wanting.map(async (registration) => {
					const letter = { registration, url: registration.url, event, callId: call.id };
					for (let copy = 0; copy < this.options.delivery.copies; copy++) {
						await this.courier.deliver(letter, at);
					}
				}),
			);
		}
	}

	/** Calls not known to be over at the last look, so that a long list is never read twice. */
	private unfinishedCalls(now: number): PlacedCall[] {
		const { placed } = this.book;
		for (; this.watchedCalls < placed.length; this.watchedCalls++) {
			this.unfinished.add(placed[this.watchedCalls]);
		}
		const calls = [...this.unfinished];
		for (const call of calls) if (call.endsAt <= now) this.unfinished.delete(call);
		return calls;
	}
}
