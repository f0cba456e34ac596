import { zoneTable } from './zoneTable';

/** Places by region, and by their places in that list (in base 36) the prefixes whose numbers may be there. */
interface ZoneTable {
	zones: Record<string, string>;
	prefixes: Record<string, string>;
}

let zonesOfPrefixes: Map<string, string[]> | undefined;

/** A letter counts the digits a prefix shares with the one before it; its own digits follow. */
function prefixesIn(coded: string) {
	let prefix = '';
	return coded.split(/(?=[a-z])/).map((token) => {
		prefix = prefix.slice(0, token.charCodeAt(0) - 97) + token.slice(1);
		return prefix;
	});
}

function decoded(text: string) {
	const { zones, prefixes }: ZoneTable = JSON.parse(text);
	const names = Object.entries(zones).flatMap(([region, places]) =>
		places.split(' ').map((place) => `${region}/${place}`),
	);
	return new Map(
		Object.entries(prefixes).flatMap(([places, coded]) => {
			const list = places.split(' ').map((place) => names[parseInt(place, 36)]);
			return prefixesIn(coded).map((prefix): [string, string[]] => [prefix, list]);
		}),
	);
}

/**
 * Every time zone in which the phone of an E.164 number may be, by Google's rule: a fixed line is where its prefix
 * says, any other number anywhere in its country. Empty where nothing is known. The table is read at the first call.
 */
export function readTimeZones(number: string): string[] {
	zonesOfPrefixes ??= decoded(zoneTable);
	for (let digits = number.slice(1); digits; digits = digits.slice(0, -1)) {
		const zones = zonesOfPrefixes.get(digits);
		if (zones) return [...zones];
	}
	return [];
}
