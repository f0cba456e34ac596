import { premiumTable } from './premiumTable';

/** Premium by Spain's law, though Google's table leaves them out. */
const unlisted = /^\+3490[57]/;

const patterns = new Map<string, RegExp>();

function isListed(callingCode: string, rest: string) {
	const source = premiumTable[callingCode];
	if (!source) return false;
	const pattern = patterns.get(callingCode) ?? new RegExp(`^(?:${source})`);
	patterns.set(callingCode, pattern);
	return pattern.test(rest);
}

/**
 * Whether an E.164 number costs its caller more than a call. Digits after a whole premium-rate number change nothing,
 * because networks ignore them.
 */
export function isPremiumRate(number: string): boolean {
	return (
		unlisted.test(number) ||
		[2, 3, 4].some((end) => isListed(number.slice(1, end), number.slice(end)))
	);
}
