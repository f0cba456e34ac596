import { readClock } from './week';
import type { Window } from './week';
import { offsetAt } from './zone';

/** The days of a week, from 0 for Monday. */
export const dayNames = [
	'Monday',
	'Tuesday',
	'Wednesday',
	'Thursday',
	'Friday',
	'Saturday',
	'Sunday',
];

function listed(parts: string[]): string {
	return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

/** "09:00"; the end of a day is 24:00. */
export function describeTime(minute: number): string {
	return [Math.floor(minute / 60), minute % 60]
		.map((part) => String(part).padStart(2, '0'))
		.join(':');
}

/** "Monday to Friday and Sunday"; `days` is sorted. */
function describeDays(days: number[]): string {
	if (days.length === 7) return 'every day';
	const stretches: number[][] = [];
	for (const day of days) {
		const last = stretches.at(-1);
		if (last?.at(-1) === day - 1) last.push(day);
		else stretches.push([day]);
	}
	return listed(
		stretches.flatMap((stretch) => {
			const names = stretch.map((day) => dayNames[day]);
			return names.length < 3 ? names : [`${names[0]} to ${names.at(-1)}`];
		}),
	);
}

/** "Monday to Friday from 10:00 to 13:00 and from 14:00 to 20:00, and Saturday from 10:00 to 13:00". */
export function describeWindows(windows: Window[]): string {
	const byDays = new Map<string, string[]>();
	for (const { days, from, until } of windows) {
		const words = describeDays(days);
		const hours = `from ${describeTime(from)} to ${describeTime(until)}`;
		byDays.set(words, [...(byDays.get(words) ?? []), hours]);
	}
	return [...byDays].map(([days, hours]) => `${days} ${listed(hours)}`).join(', and ');
}

/** "23:10 in Madrid", with the day where that is what matters. */
export function describeClock(zone: string, minute: number, windows: Window[]): string {
	const clock = readClock(minute + offsetAt(zone, minute));
	const day = windows.some(({ days }) => days.includes(clock.day))
		? ''
		: `${dayNames[clock.day]}, `;
	const place = zone.split('/').at(-1)!.replace(/_/g, ' ');
	return `${day}${describeTime(clock.minute)} in ${place}`;
}
