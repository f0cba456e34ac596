import { sleep } from '../pace/sleep';

/** What the work gives, or `late` where that takes longer than so many milliseconds; no timer outlives the work. */
export async function within<T, L>(ms: number, work: Promise<T>, late: L): Promise<T | L> {
	const waiting = new AbortController();
	try {
		return await Promise.race([work, sleep(ms, waiting.signal).then(() => late)]);
	} finally {
		waiting.abort();
	}
}
