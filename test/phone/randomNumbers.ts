import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { PhoneNumber } from 'libphonenumber-js/max';

import { numberingPlans } from './numberingPlan';
import type { Kind } from './numberingPlan';
import { digitSequences } from './patterns';

/** The same numbers between 0 and 1 at every run (mulberry32), so that a failure can be seen again. */
function seeded(seed: number) {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}

/** Valid numbers of every country and kind (or these kinds), so many of each, drawn at random from their patterns. */
export function randomNumbers(ofEach: number, kinds?: Kind[]): PhoneNumber[] {
	const random = seeded(20_260_702);
	const anyOf = <T>(list: ArrayLike<T>) => list[Math.floor(random() * list.length)];
	return numberingPlans.flatMap(({ callingCode, patterns }) =>
		Object.entries(patterns)
			.filter(([kind]) => !kinds || kinds.includes(kind as Kind))
			.flatMap(([, pattern]) => {
				const sequences = digitSequences(pattern);
				return Array.from({ length: ofEach }, () => {
					const digits = anyOf(sequences).map((allowed) => anyOf(allowed));
					return parsePhoneNumberFromString(`+${callingCode}${digits.join('')}`);
				}).filter((phone): phone is PhoneNumber => !!phone?.isValid());
			}),
	);
}
