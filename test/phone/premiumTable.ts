import { numberingPlans } from './numberingPlan';
import type { NumberingPlan } from './numberingPlan';
import { digitSequences, isWithinSequence } from './patterns';
import type { DigitSequence } from './patterns';

function canBegin(longer: DigitSequence, shorter: DigitSequence) {
	return (
		longer.length > shorter.length &&
		shorter.every((allowed, place) => [...allowed].some((digit) => longer[place].includes(digit)))
	);
}

/** What premium-rate numbers begin with, or the whole of them where another kind of number could begin the same. */
function premiumPattern({ patterns: { PREMIUM_RATE: premium, ...others } }: NumberingPlan) {
	if (!premium) return [];
	const ordinary = Object.values(others).flatMap(digitSequences);
	const isShared = digitSequences(premium).some((one) =>
		ordinary.some((other) => canBegin(other, one)),
	);
	return [isShared ? `(?:${premium})$` : premium];
}

function isCovered(pattern: string, others: string[]) {
	const all = others.filter((other) => other !== pattern).flatMap(digitSequences);
	return digitSequences(pattern).every((one) => all.some((other) => isWithinSequence(one, other)));
}

/** Per calling code what its premium-rate numbers match, as the patterns of the full metadata have it; a dot is a digit. */
export function premiumTable(): Record<string, string> {
	const table: Record<string, Set<string>> = {};
	for (const plan of numberingPlans.filter(({ name, callingCode }) => name !== callingCode)) {
		for (const pattern of premiumPattern(plan))
			(table[plan.callingCode] ??= new Set()).add(pattern);
	}
	return Object.fromEntries(
		Object.entries(table).map(([code, set]) => {
			const patterns = [...set];
			const needed = patterns.filter((one) => patterns.length === 1 || !isCovered(one, patterns));
			return [code, needed.join('|').replaceAll('\\d', '.')];
		}),
	);
}
