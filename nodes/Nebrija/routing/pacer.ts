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

	private lastProgress = Date.now();

	private gaveUp = false;

	private line: Promise<unknown> = Promise.resolve();

	private wake = () => {};

	constructor(
		private readonly maxConcurrent: number,
		private readonly perMinute: number,
		private readonly signal?: AbortSignal,
	) {
		this.window = maxConcurrent;
	}

	/**
	 * Sends a request when its turn has come and resolves with its outcome. Resolves with undefined, and sends
	 * nothing, once the run has given up; rejects, and sends nothing, once it is cancelled.
	 */
	async through(send: () => Promise<Outcome>): Promise<Outcome | undefined> {
		const mayStart = this.line.then(async () => await this.waitForPlace());
		this.line = mayStart.catch(() => undefined);
		if (!(await mayStart)) return undefined;
		const startedAt = Date.now();
		try {
			const outcome = await send();
			this.learn(outcome, startedAt);
			return outcome;
		} finally {
			this.active--;
			this.wake();
		}
	}

	private learn(outcome: Outcome, startedAt: number): void {
		if (!isAnswer(outcome)) return;
		if (outcome.status === 429) {
			this.slowDown(startedAt, readRetryAfter(outcome.headers, Date.now()));
		} else if (outcome.status < 300) {
			this.speedUp();
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
		if (this.perMinute > 0) this.nextStart = Date.now() + 60_000 / this.perMinute;
		return true;
	}

	private speedUp(): void {
		this.slowDownsInARow = 0;
		this.lastProgress = Date.now();
		this.window = Math.min(this.maxConcurrent, this.window + 1 / this.window);
	}

	/**
	 * Only the first 429 of those that were under way together cuts and closes: the others belong to the same moment,
	 * and if they closed longer, what the API allows meanwhile would go unused. Each waits its own time in `dial`.
	 */
	private slowDown(startedAt: number, retryAfter?: number): void {
		const now = Date.now();
		const isFirst = startedAt >= this.lastCut;
		if (isFirst) {
			this.lastCut = now;
			this.window = Math.max(1, this.window / 2);
			this.slowDownsInARow++;
		}
		const wait = retryAfter ?? this.backOff();
		if (isFirst) this.closedUntil = now + wait;
		this.gaveUp ||= wait > patience.slowDowns || now - this.lastProgress > patience.slowDowns;
	}

	private backOff(): number {
		const most = Math.min(
			patience.firstSlowDown * 2 ** (this.slowDownsInARow - 1),
			patience.mostSlowDown,
		);
		return most * (0.5 + Math.random() / 2);
	}
}
