import { readId } from '../api/answer';
import { readCallId, readTimes } from '../api/call';
import type { Call } from '../api/call';
import type { Listing } from '../api/listing';

/** What a list says of one call: times in milliseconds since 1970, absent where it says none. */
export interface Sighting {
	call: Call;
	id?: string;
	/** The digits of the number, without leading zeros. */
	digits?: string;
	/** The number as it is written, where it is not written in full. */
	masked?: string;
	start?: number;
	end?: number;
}

/** How many digits at the end of two numbers have to agree before they may be one: any national number has as many. */
const tail = 7;

/** How far out of order the start times of a list may stand that is sorted by another time, in milliseconds. */
const jitter = 10 * 60_000;

/** A list of calls, looked through once: who may have been called, and how far back it reaches. */
export interface CallIndex {
	byTail: Map<string, Sighting[]>;
	/** Calls whose number cannot be read in full, by what is written of it. */
	byMask: Map<string, Sighting[]>;
	/** By the id in lower case. */
	byId: Map<string, Sighting>;
	/** Whether any call in it shows when it began. */
	isDated: boolean;
	/** Whether any call in it shows that it was one of an A/B test. */
	showsTests: boolean;
	/** Every call that began before this time may be missing in the list; Infinity where its order is not known. */
	reach: number;
}

const indexes = new WeakMap<Call[], CallIndex>();

/** The index of a list; made once for each list, however many ask. */
export function indexOf({ calls }: Listing): CallIndex {
	const known = indexes.get(calls);
	if (known) return known;
	const sightings = calls.map(sight);
	const isDated = sightings.some(({ start }) => start !== undefined);
	const [byTail, byMask] = [new Map<string, Sighting[]>(), new Map<string, Sighting[]>()];
	for (const sighting of sightings) {
		const { digits, masked = '' } = sighting;
		if (digits === undefined) add(byMask, masked, sighting);
		else add(byTail, digits.slice(-tail), sighting);
	}
	const byId = new Map(sightings.map((sighting) => [sighting.id?.toLowerCase() ?? '', sighting]));
	const showsTests = calls.some(({ testId }) => readId(testId) !== undefined);
	const reach = reachOf(sightings);
	const index: CallIndex = { byTail, byMask, byId, isDated, showsTests, reach };
	indexes.set(calls, index);
	return index;
}

function add(groups: Map<string, Sighting[]>, name: string, sighting: Sighting): void {
	const others = groups.get(name);
	if (others) others.push(sighting);
	else groups.set(name, [sighting]);
}

/** The calls of a list whose number is this one, or may be: in another spelling, masked, or not there at all. */
export function callsPerhapsTo(listing: Listing, number: string): Sighting[] {
	const { byTail, byMask } = indexOf(listing);
	const digits = digitsOf(number);
	const fitting = [...byMask].filter(([mask]) => fitsMask(mask, digits));
	return (byTail.get(digits.slice(-tail)) ?? []).concat(...fitting.map(([, calls]) => calls));
}

/** Whether a call certainly went to this number. */
export function wentTo({ digits }: Sighting, number: string): boolean {
	return digits === digitsOf(number);
}

/** The ids of these calls, as far as the list says any. */
export function idsOf(sightings: Sighting[]): string[] {
	return sightings.flatMap(({ id }) => (id === undefined ? [] : [id]));
}

function sight(call: Call): Sighting {
	const { customer, destination } = call as { customer: unknown; destination: unknown };
	const inside = (customer ?? {}) as { number?: unknown };
	const written = readId(inside.number) ?? readId(customer) ?? readId(destination);
	return {
		call,
		id: readCallId(call),
		...readNumber(written),
		...readTimes(call),
	};
}

const digitsOf = (text: string) => text.replace(/\D/g, '').replace(/^0+/, '');

/** A number written in full: its digits, with no more than one sign between two of them. */
const inFull = /^\+?\(?\d(\)?[\s./-]?\(?\d)*$/;

/** A number some of whose digits are hidden behind signs. */
const hidden = /^[\d\P{L}xX]*$/u;

/** What is written in neither way, such as a name or an id, says nothing of the number. */
function readNumber(written: string | undefined): Pick<Sighting, 'digits' | 'masked'> {
	const text = written?.replace(/^(sips?|tel):/i, '').replace(/[@;].*$/, '') ?? '';
	const digits = digitsOf(text);
	if (inFull.test(text) && digits.length >= tail) return { digits };
	return { masked: hidden.test(text) ? text : undefined };
}

/** Whether the digits that a mask shows, at its begin or end, are those of the number; a mask that shows none fits all. */
function fitsMask(mask: string, digits: string): boolean {
	if (inFull.test(mask))
		return digits.startsWith(digitsOf(mask)) || digits.endsWith(digitsOf(mask));
	const [, first = ''] = /^\+(\d*)/.exec(mask) ?? [];
	return digits.startsWith(first) && digits.endsWith(/\d*$/.exec(mask)![0]);
}

/**
 * How far back a list provably reaches that may have been cut: to its last call, if it is sorted by start or by end
 * with the latest first; where it may be either, to the later of the two. In any other order the missing calls may be
 * of any time.
 */
function reachOf(sightings: Sighting[]): number {
	const started = sightings.flatMap(({ start }) => (start === undefined ? [] : [start]));
	const ended = sightings.flatMap(({ start, end }) =>
		start === undefined && end === undefined ? [] : [end ?? Infinity],
	);
	const reaches = [lastOfDescending(started, jitter), lastOfDescending(ended, 0)];
	const proven = reaches.filter(Number.isFinite);
	return proven.length > 0 ? Math.max(...proven) : Infinity;
}

/** The last of these times plus how far any of them stands out of order, or Infinity if that is too far. */
function lastOfDescending(times: number[], tolerance: number): number {
	let [least, disorder] = [Infinity, 0];
	for (const time of times) {
		if (time > least) disorder = Math.max(disorder, time - least);
		least = Math.min(least, time);
	}
	return times.length === 0 || disorder > tolerance ? Infinity : least + disorder;
}
