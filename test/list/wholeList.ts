import type { Call } from '../../nodes/Nebrija/api/call';
import type { Testimony } from '../../nodes/Nebrija/list/proof';

/** A list of these calls that was read at this time and proves all a list can, but for what `more` says. */
export function wholeList(calls: Call[], readAt: number, more: Partial<Testimony> = {}): Testimony {
	return { calls, complete: true, fresh: true, readAt, delay: 0, clockDifference: 0, ...more };
}
