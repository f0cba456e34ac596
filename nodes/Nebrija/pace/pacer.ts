import { sleep } from 'n8n-workflow';

import { isAnswer } from '../api/request';
import type { Answer, NoAnswer } from '../api/request';
import { readRetryAfter } from '../api/retryAfter';
import { patience } from './patience';

type Outcome = Answer | NoAnswer;

/**
 * Decides when the next request may start: at most `maxConcurrent` at a time, at most `perMinute` evenly spaced
 * (0 = no limit), in the order of asking. After a 429 all wait as long as asked, or exponentially longer with jitter;
 * the concurrency halves and grows back by one for each round of launches that went through.
 */
export class Pacer {
	private active = 0;

	private window: number;

	/** No start before this time, because of a 429 and because of the even spacing. */
	private closedUntil = 0;

	private nextStart = 0;

	private lastCut = 0;

	private slowDownsInARow = 0;

	/** The first 429 after the last request that went through. */
	private refusedSince = 0;

	private gaveUp = false;

	/** Requests that have not come to their end. */
	private remaining = 0;

	/** Since the first 429: when it was, and how many requests went through. */
	private limitedSince?: number;

	private wentThrough = 0;

	/** Milliseconds between two starts. */
	private readonly spacing: number;

	private line: Promise<unknown> = Promise.resolve();

	private wake = () => {};

	constructor(
		private readonly maxConcurrent: number,
		perMinute: number,
		private readonly signal?: AbortSignal,
	) {
		this.window = maxConcurrent;
		this.spacing = perMinute > 0 ? 60_000 / perMinute : 0;
	}

	/**
	 * Sends a request when its turn has come and resolves with its outcome; after a 429 it waits as long as that asks
	 * and takes another turn. Resolves with undefined once the run has given up, and rejects once it is cancelled:
	 * then nothing more is sent.
	 */
	async through(send: () => Promise<Outcome>): Promise<Outcome | undefined> {
		this.remaining++;
		try {
			for (;;) {
				const mayStart = this.line.then(async () => await this.waitForPlace());
				this.line = mayStart.catch(() => undefined);
				if (!(await mayStart)) return undefined;
				const outcome = await this.sendNow(send);
				if (!isAnswer(outcome) || outcome.status !== 429) return outcome;
				const asked = readRetryAfter(outcome.headers, Date.now()) ?? 0;
				if (!this.gaveUp) await sleep(asked, this.signal);
			}
		} finally {
			this.remaining--;
		}
	}

	private async sendNow(send: () => Promise<Outcome>): Promise<Outcome> {
		const startedAt = Date.now();
		try {
			const outcome = await send();
			if (!isAnswer(outcome)) return outcome;
			if (outcome.status === 429) {
				this.slowDown(startedAt, readRetryAfter(outcome.headers, Date.now()));
			} else if (outcome.status < 300) {
				this.speedUp();
			}
			return outcome;
		} finally {
			this.active--;
			this.wake();
		}
	}

	private async waitForPlace(): Promise<boolean> {
		for (;;) {
			this.signal?.throwIfAborted();
			if (this.gaveUp) return false;
			const wait = Math.max(this.closedUntil, this.nextStart) - Date.now();
			if (wait > 0) await sleep(wait, this.signal);
			else if (this.active < Math.floor(this.window)) break;
			else await new Promise<void>((resolve) => (this.wake = resolve));
		}
		this.active++;
		this.nextStart = Date.now() + Math.max(this.spacing, this.lastSpacing());
		return true;
	}

	/**
	 * Milliseconds between the last starts of a run that met a limit: what is left for one second goes evenly and a
	 * little slower than calls went through so far, because a 429 now would hold up the end of the run.
	 */
	private lastSpacing(): number {
		if (this.limitedSince === undefined) return 0;
		const perSecond = (this.wentThrough * 1000) / Math.max(1, Date.now() - this.limitedSince);
		return this.remaining < perSecond ? 1000 / (0.9 * perSecond) : 0;
	}

	private speedUp(): void {
		this.wentThrough++;
		this.slowDownsInARow = 0;
		this.window = Math.min(this.maxConcurrent, this.window + 1 / this.window);
	}

	/**
	 * Only the first 429 of those that were under way together cuts and closes: the others belong to the same moment.
	 * All wait a second less than asked, since the API can ask for whole seconds only and the limit may lift any time
	 * in the last one; the refused request itself waits in full.
	 */
	private slowDown(startedAt: number, retryAfter?: number): void {
		const now = Date.now();
		const isFirst = startedAt >= this.lastCut;
		if (isFirst) {
			this.lastCut = now;
			this.window = Math.max(1, this.window / 2);
			if (this.slowDownsInARow++ === 0) this.refusedSince = now;
			if (this.limitedSince === undefined) {
				this.limitedSince = now;
				this.wentThrough = 0;
			}
		}
		const wait = Math.max((retryAfter ?? 0) - 1000, this.backOff());
		if (isFirst) this.closedUntil = now + wait;
		this.gaveUp ||= wait > patience.slowDowns || now - this.refusedSince > patience.slowDowns;
	}

	private backOff(): number {
		const most = Math.min(
			patience.firstSlowDown * 2 ** (this.slowDownsInARow - 1),
			patience.mostSlowDown,
		);
		return most * (0.5 + Math.random() / 2);
	}
}
