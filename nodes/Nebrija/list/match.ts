import type { Call, LaunchBody } from '../api/call';
import type { Listing } from '../api/calls';

/** How far two clocks may seem apart: with the API's date (whole seconds), and without it. */
const tolerance = { dated: 2_000, undated: 60_000 };

const digits = (number: unknown) => String(number ?? '').replace(/\D/g, '');
const startOf = (call: Call) => Date.parse(call.startTime ?? '');

/** Whether the call went to this number, with the assistant or A/B test asked for as far as the call says. */
export function answersTo(call: Call, wanted: LaunchBody): boolean {
	const agrees = (key: 'assistantId' | 'testId') =>
		wanted[key] === undefined || (call[key] ?? wanted[key]) === wanted[key];
	return (
		digits(call.customer?.number) === digits(wanted.customer.number) &&
		agrees('assistantId') &&
		agrees('testId')
	);
}

/** A time of ours on the clock of the API, early enough to forgive what is not known of that clock. */
function onTheirClock(time: number, { clockDifference }: Listing): number {
	return clockDifference === undefined
		? time - tolerance.undated
		: time + clockDifference - tolerance.dated;
}

/** Whether the list reaches back before this time, so that a call placed since then would stand in it. */
export function covers(listing: Listing, time: number): boolean {
	const since = onTheirClock(time, listing);
	return listing.complete || listing.calls.some((call) => startOf(call) < since);
}

/**
 * The calls that answer to a launch and started at `time` or later, the earliest first. A call without a start time
 * counts only while it has not ended and stands before every call that started earlier.
 */
export function callsSince(listing: Listing, wanted: LaunchBody, time: number): Call[] {
	const since = onTheirClock(time, listing);
	const firstOld = listing.calls.findIndex((call) => startOf(call) < since);
	const isNew = (call: Call, place: number) =>
		Number.isNaN(startOf(call))
			? !call.endTime && (firstOld === -1 || place < firstOld)
			: startOf(call) >= since;
	return listing.calls
		.filter(isNew)
		.filter((call) => answersTo(call, wanted))
		.sort((a, b) => (startOf(a) || Infinity) - (startOf(b) || Infinity));
}
