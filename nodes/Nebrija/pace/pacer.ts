import { isRateLimited, isSuccess, readRetryAfter } from '../api/request';
import type { Outcome } from '../api/request';
import { ended, isHopeless, openPace, opensIn, started, underLimits } from './pace';
import type { Ending, Limits, Pace } from './pace';
import { sleep } from './sleep';
import { whenStopped } from './stop';

interface Waiter {
	joinedAt: number;
	go: (mayStart: boolean) => void;
}

/** A line of requests, served in the order of asking and as fast as its pace allows. */
export class Pacer {
	private pace: Pace;

	private readonly line: Waiter[] = [];

	/** Ends the pause that is under way, when there is something new to look at. */
	private pause?: AbortController;

	constructor(limits: Limits) {
		this.pace = openPace(limits);
	}

	/** From now on the line keeps these limits, those who wait already included. */
	keep(limits: Limits): void {
		this.pace = underLimits(this.pace, limits);
		this.serve();
	}

	/**
	 * Runs a task that sends a request when its turn has come, and again after each 429, once the API may be asked
	 * again. Resolves with undefined when that is hopeless, and rejects at once when `signal` ends: nothing more is sent.
	 */
	async through<T extends { outcome?: Outcome }>(
		task: () => Promise<T>,
		signal?: AbortSignal,
	): Promise<T | undefined> {
		const joinedAt = Date.now();
		for (;;) {
			if (!(await this.place(joinedAt, signal))) return undefined;
			const result = await this.run(task);
			if (!result.outcome || !isRateLimited(result.outcome)) return result;
			if (isHopeless(this.pace, joinedAt, Date.now())) return undefined;
			const asked = readRetryAfter(result.outcome, Date.now()) ?? 0;
			await sleep(Math.min(asked, this.pace.mostWait), signal);
		}
	}

	private async run<T extends { outcome?: Outcome }>(task: () => Promise<T>): Promise<T> {
		const ending: Ending = { startedAt: Date.now(), is: 'other' };
		try {
			const result = await task();
			const { outcome } = result;
			if (outcome && isRateLimited(outcome)) {
				Object.assign(ending, { is: 'limited', retryAfter: readRetryAfter(outcome, Date.now()) });
			} else if (outcome && isSuccess(outcome)) {
				ending.is = 'through';
			}
			return result;
		} finally {
			this.pace = ended(this.pace, ending, Date.now(), Math.random());
			this.serve();
		}
	}

	/** Resolves when a request may start, to false when waiting is hopeless. */
	private async place(joinedAt: number, signal?: AbortSignal): Promise<boolean> {
		signal?.throwIfAborted();
		return await new Promise<boolean>((resolve, reject) => {
			const leave = () => {
				this.line.splice(this.line.indexOf(waiter), 1);
				reject(signal?.reason as Error);
				this.serve();
			};
			const stay = whenStopped(signal, leave);
			const go = (mayStart: boolean) => {
				stay();
				resolve(mayStart);
			};
			const waiter = { joinedAt, go };
			this.line.push(waiter);
			this.serve();
		});
	}

	/** Lets as many start as may, and comes back when the next one may. */
	private serve(): void {
		this.pause?.abort();
		this.pause = undefined;
		while (this.line.length > 0) {
			const now = Date.now();
			const hopeless = isHopeless(this.pace, this.line[0].joinedAt, now);
			const wait = hopeless ? 0 : opensIn(this.pace, now);
			if (wait > 0) return this.serveIn(wait);
			if (!hopeless) this.pace = started(this.pace, now);
			this.line.shift()!.go(!hopeless);
		}
	}

	private serveIn(wait: number): void {
		if (wait === Infinity) return;
		const pause = new AbortController();
		this.pause = pause;
		sleep(wait, pause.signal).then(
			() => this.serve(),
			() => undefined,
		);
	}
}
