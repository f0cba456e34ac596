import axios from 'axios';
import { setMaxListeners } from 'events';
import type { CallBook } from './callBook';
import { type Clock, realPause } from './clock';
import { disguise } from './disguise';
import { changeOneByte, deliveryBody, newSecret, sign } from './signature';
import type { Delivery, Registration, SimulatorOptions } from './types';

/** How a delivery made by hand departs from a genuine one. */
export type Forgery = 'none' | 'unsigned' | 'wrong-secret' | 'changed-byte';

/** How a delivery made by hand is to look. */
export type ByHand = { forge?: Forgery; rawBody?: string; secret?: string; retries?: number };

type Letter = { registration?: Registration; url: string; event: string; callId: string };

/** Carries events to their addresses, signed with the registration's secret, and logs every attempt. */
export class Courier {
	readonly log: Delivery[] = [];
	private readonly closing = new AbortController();

	constructor(
		private readonly clock: Clock,
		private readonly book: CallBook,
		private readonly options: SimulatorOptions,
	) {
		// Every delivery under way listens, and there may be any number of them.
		setMaxListeners(0, this.closing.signal);
	}

	/** Ends everything that is under way. */
	close(): void {
		this.closing.abort();
	}

	/** Delivers one event, again after every answer that is not 2xx, and resolves to the last attempt. */
	async deliver(letter: Letter, asOf: number, byHand: ByHand = {}): Promise<Delivery> {
		const { retries, retryDelayMs } = { ...this.options.delivery, ...byHand };
		const { body, headers } = this.write(letter, asOf, byHand);
		for (let attempt = 1; ; attempt++) {
			const delivery = await this.send(letter, body, headers, attempt);
			const arrived = typeof delivery.status === 'number' && delivery.status < 300;
			if (arrived || attempt > retries || this.closing.signal.aborted) return delivery;
			await realPause(retryDelayMs);
		}
	}

	private write({ registration, event, callId }: Letter, asOf: number, byHand: ByHand) {
		const { header, format, envelope } = this.options.delivery;
		const { forge = 'none', secret = registration?.secret ?? newSecret() } = byHand;
		const known = this.book.find(callId);
		const shown = known
			? disguise(this.book.show(known, asOf), 'delivery', this.options)
			: { id: callId, status: 'ended' };
		const body = byHand.rawBody ?? deliveryBody(event, shown, envelope);
		const headers: Record<string, string> = { 'content-type': 'application/json' };
		if (forge !== 'unsigned' && format !== 'unsigned') {
			headers[header] = sign(body, forge === 'wrong-secret' ? newSecret() : secret, format);
		}
		return { headers, body: forge === 'changed-byte' ? changeOneByte(body) : body };
	}

	private async send(
		{ registration, url, event, callId }: Letter,
		body: string,
		headers: Record<string, string>,
		attempt: number,
	): Promise<Delivery> {
		const at = this.clock.now();
		const answer = await axios
			.post<string>(url, Buffer.from(body), {
				headers: { ...headers, connection: 'close' },
				timeout: this.options.delivery.timeoutMs,
				signal: this.closing.signal,
				responseType: 'text',
				maxRedirects: 0,
				proxy: false,
				validateStatus: () => true,
			})
			.catch(() => undefined);
		const delivery: Delivery = {
			at,
			...(registration && { registrationId: registration.id }),
			url,
			event,
			callId,
			attempt,
			headers,
			body,
			status: answer?.status ?? 'unreachable',
			...(answer && { answer: answer.data }),
		};
		this.log.push(delivery);
		return delivery;
	}
}
