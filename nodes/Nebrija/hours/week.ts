/** Hours of some days in which phones may ring, by the clock on the wall. */
export interface Window {
	/** 0 is Monday. */
	days: number[];
	/** Minutes of the day; `until` is the first that is outside. */
	from: number;
	until: number;
}

const dayMinutes = 1_440;

const weekMinutes = 7 * dayMinutes;

/** 1 January 1970 was a Thursday. */
const firstDay = 3;

/** The day, from 0 for Monday, and the minute of it, that a clock shows which has run for so many minutes since 1970. */
export function readClock(minutes: number): { day: number; minute: number } {
	return {
		day: (Math.floor(minutes / dayMinutes) + firstDay) % 7,
		minute: minutes % dayMinutes,
	};
}

/** Minutes until a clock that nobody turns shows a time inside one of the windows; 0 if it does so now. */
export function opensIn(windows: Window[], clock: number): number {
	const { day, minute } = readClock(clock);
	const waits = windows.flatMap(({ days, from, until }) =>
		days.map((of) => {
			const wait = (of - day) * dayMinutes + from - minute;
			if (wait <= 0 && minute < until && of === day) return 0;
			return wait > 0 ? wait : wait + weekMinutes;
		}),
	);
	return Math.min(...waits);
}
