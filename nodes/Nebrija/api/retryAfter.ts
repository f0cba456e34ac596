import type { IDataObject } from 'n8n-workflow';

/** Milliseconds the API asks to wait, given as seconds or as an HTTP date (RFC 9110, 10.2.3); undefined if it names no time. */
export function readRetryAfter(headers: IDataObject, now: number): number | undefined {
	const value = String(headers['retry-after'] ?? '').trim();
	const wait = /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
	return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}
