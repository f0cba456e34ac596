/** A clock that runs with real time and can be put forward. */
export class Clock {
	private offset = 0;
	private follow?: () => Promise<void>;

	/** Simulated time in milliseconds. */
	now(): number {
		return Date.now() + this.offset;
	}

	/** Puts the clock forward; resolves when everything that fell due by it is done. */
	async advance(ms: number): Promise<void> {
		this.offset += ms;
		await this.follow?.();
	}

	/** Names what is to be done whenever the clock was put forward. */
	whenAdvanced(follow: () => Promise<void>): void {
		this.follow = follow;
	}
}

/** Writes a moment as the API does: ISO 8601, UTC, ending in Z. */
export const isoTime = (at: number): string => new Date(at).toISOString();

/** Resolves after this much real time; never keeps the program alive by itself. */
export const realPause = (ms: number): Promise<void> =>
	new Promise((resolve) => setTimeout(resolve, ms).unref());
