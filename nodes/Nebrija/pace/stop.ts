const waiting = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls `leave` when the signal ends, unless the returned function was called before. A signal gets one listener of
 * ours, however many wait for it: Node.js looks through all of them whenever one is added.
 */
export function whenStopped(signal: AbortSignal | undefined, leave: () => void): () => void {
	if (!signal) return () => {};
	const known = waiting.get(signal);
	const leavers = known ?? new Set();
	leavers.add(leave);
	if (!known) {
		waiting.set(signal, leavers);
		signal.addEventListener('abort', () => leavers.forEach((each) => each()), { once: true });
	}
	return () => leavers.delete(leave);
}
