import { openingOf } from './opening';
import { opensIn } from './week';
import type { Window } from './week';
import { describeClock, describeWindows } from './words';
import { offsetAt } from './zone';

/** When a phone may ring: in every time zone where it may be, one of the windows has to hold. */
export interface CallingHours {
	windows: Window[];
	/** Empty where nobody knows. */
	zones: string[];
}

/** Why a phone may not ring now, and from when on it may. */
export interface Outside {
	timeZones: string[];
	/** ISO 8601 in UTC; null where no moment fits. */
	callableFrom: string | null;
	reason: string;
}

const fillIn = "Fill in the option 'Time Zone of the Number'";

/**
 * Why a phone may not ring at a moment, in milliseconds since 1970; undefined if it may, or where no hours are set. An
 * unknown place permits nothing.
 */
export function outsideHours(
	hours: CallingHours | undefined,
	now = Date.now(),
): Outside | undefined {
	if (!hours) return undefined;
	const { windows, zones } = hours;
	if (zones.length === 0) {
		const reason = `It is not known in which time zone this number is, so nobody can tell whether it is inside the calling hours. ${fillIn}`;
		return { timeZones: [], callableFrom: null, reason };
	}
	const minute = Math.floor(now / 60_000);
	const closed = zones.find((zone) => opensIn(windows, minute + offsetAt(zone, minute)) > 0);
	if (closed === undefined) return undefined;
	const opening = openingOf(zones, windows, minute);
	const many =
		zones.length > 1 ? `, one of ${zones.length} time zones where this number may be` : '';
	const never = `. There is no moment at which they are allowed in all of these. ${fillIn}`;
	return {
		timeZones: [...zones],
		callableFrom: opening === undefined ? null : new Date(opening * 60_000).toISOString(),
		reason: `It is ${describeClock(closed, minute, windows)}${many}; calls are allowed ${describeWindows(windows)}${opening === undefined ? never : ''}`,
	};
}
