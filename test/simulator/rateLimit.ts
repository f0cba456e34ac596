import type { RateLimit } from './types';

/** A token bucket on real time, full at first; its limits may change while it runs. */
export class TokenBucket {
	private tokens?: number;
	private filledAt = 0;

	/** Takes one token, or says in milliseconds how long until there is one. */
	take({ perSecond, burst }: RateLimit): number {
		const now = performance.now();
		const grown = ((now - this.filledAt) / 1000) * perSecond;
		const tokens = Math.min(burst, this.tokens === undefined ? burst : this.tokens + grown);
		this.filledAt = now;
		this.tokens = tokens >= 1 ? tokens - 1 : tokens;
		return tokens >= 1 ? 0 : ((1 - tokens) / perSecond) * 1000;
	}
}

/** The Retry-After header for this wait, never earlier than the wait's end; none if so configured. */
export function retryAfter(waitMs: number, form: RateLimit['retryAfter']): Record<string, string> {
	const seconds = Math.max(1, Math.ceil(waitMs / 1000));
	if (form === 'none') return {};
	if (form === 'seconds') return { 'retry-after': String(seconds) };
	return { 'retry-after': new Date(Date.now() + (seconds + 1) * 1000).toUTCString() };
}
