import { RegExpParser } from '@eslint-community/regexpp';
import type { AST } from '@eslint-community/regexpp';

/** The digits each place of a number may hold, e.g. `80[37]` is `['8', '0', '37']`. */
export type DigitSequence = string[];

const digits = '0123456789';
const parser = new RegExpParser();

function digitsOf(element: AST.Element | AST.CharacterClassElement): string {
	if (element.type === 'Character') return String.fromCodePoint(element.value);
	if (element.type === 'CharacterSet' && element.kind === 'digit') return digits;
	if (element.type === 'CharacterClassRange') {
		return digits.slice(Number(digitsOf(element.min)), Number(digitsOf(element.max)) + 1);
	}
	if (element.type === 'CharacterClass' && !element.negate) {
		return element.elements.map(digitsOf).join('');
	}
	throw new Error(`A phone number's pattern holds ${element.raw}, which is not understood.`);
}

function joined(parts: DigitSequence[][]): DigitSequence[] {
	return parts.reduce<DigitSequence[]>(
		(starts, ends) => starts.flatMap((start) => ends.map((end) => [...start, ...end])),
		[[]],
	);
}

function sequencesOf(element: AST.Element): DigitSequence[] {
	if (element.type === 'Group') return ofAlternatives(element.alternatives);
	if (element.type !== 'Quantifier') return [[digitsOf(element)]];
	const once = sequencesOf(element.element);
	const times = Array.from({ length: element.max - element.min + 1 }, (_, i) => element.min + i);
	return times.flatMap((count) => joined(Array<DigitSequence[]>(count).fill(once)));
}

function ofAlternatives(alternatives: AST.Alternative[]): DigitSequence[] {
	return alternatives.flatMap(({ elements }) => joined(elements.map(sequencesOf)));
}

/** Every way in which a number can match the pattern of a numbering plan, place by place. */
export function digitSequences(pattern: string): DigitSequence[] {
	return ofAlternatives(parser.parsePattern(pattern).alternatives);
}

/** Whether every number of the first is one of the second. */
export function isWithinSequence(inner: DigitSequence, outer: DigitSequence) {
	return (
		inner.length === outer.length &&
		inner.every((allowed, place) => [...allowed].every((digit) => outer[place].includes(digit)))
	);
}
