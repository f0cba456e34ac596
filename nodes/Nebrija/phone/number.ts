import {
	getCountryCallingCode,
	isSupportedCountry,
	parsePhoneNumberFromString,
	validatePhoneNumberLength,
} from 'libphonenumber-js/core';
import type { CountryCode, PhoneNumber } from 'libphonenumber-js/core';
import numbering from 'libphonenumber-js/min/metadata';

export type PhoneNumberReading = { number: string } | { problem: string };

const severalNumbers =
	'seems to hold more than one phone number. Give each number an item of its own.';

const refusals: Array<[RegExp, string]> = [
	[
		/^[+-]?\d+([.,]\d+)?e[+-]?\d+$/i,
		'was shortened by a spreadsheet and has lost digits. Store the column as text.',
	],
	[
		/^[+-]?\d+[.,]\d{1,2}$/,
		'is a decimal number. Store the column as text, so that no digit is added or lost.',
	],
	[
		/(\bext\w*|\d\s*x|\bint\w*|\bposte|\banexo|\bramal|#)[\s.:=]*\d+$/i,
		'has an extension, which cannot be dialled. Leave only the main number.',
	],
	[/\p{L}/u, 'contains letters. Write the number in digits only, e.g. +34 600 111 222.'],
	[/^[^/]*\d[^/]*\/\D*\d{1,2}$/, severalNumbers],
	[
		/[^+\d\s\p{Pd}−.·()[\]/]/u,
		'contains a character that does not belong in a phone number. Write it e.g. +34 600 111 222.',
	],
	[/^-|^\D*$/, 'is not a phone number. Write it e.g. +34 600 111 222.'],
	[/[+\d].*\+/s, 'has a plus in the middle. The plus belongs before the country code only.'],
];

function tidied(text: string) {
	return text
		.replace(/\p{Cf}/gu, '')
		.replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
		.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15))
		.replace(/\p{Zs}/gu, ' ')
		.trim()
		.replace(/^tel:\s*/i, '');
}

function holdsSeveralNumbers(text: string) {
	const pieces = text.replace(/^00/, '').split(/[^\d \p{Pd}.()[\]]+| \p{Pd} /u);
	return pieces.filter((piece) => piece.replace(/\D/g, '').length >= 7).length > 1;
}

function withoutFormerMexicanPrefix(text: string, country?: CountryCode) {
	const international = text.replace(/^\+52(1|01|044|045)(?=\d{10}$)/, '+52');
	return country === 'MX' ? international.replace(/^0(1|44|45)(?=\d{10}$)/, '') : international;
}

function waysToRead(text: string, country?: CountryCode) {
	const callingCode = country && getCountryCallingCode(country, numbering);
	const digits = [text, text.replace(/\( ?0 ?\)/, '')].map((way) => way.replace(/[^+\d]/g, ''));
	const international = digits.map((way) => way.replace(/^00/, '+'));
	const missingPlus = digits.filter((way) => callingCode && way.startsWith(callingCode));
	return [...international, ...digits, ...missingPlus.map((way) => `+${way}`)].map((way) =>
		withoutFormerMexicanPrefix(way, country),
	);
}

function parsed(text: string, defaultCountry?: CountryCode) {
	return parsePhoneNumberFromString(text, { defaultCountry, extract: false }, numbering);
}

function isDiallable(phone?: PhoneNumber): phone is PhoneNumber {
	return !!phone && /^\+[1-9]\d{6,14}$/.test(phone.number) && phone.isPossible();
}

function whyNoReading(text: string, country: CountryCode | undefined, canChoose: boolean) {
	const meant = text.startsWith('+') ? undefined : parsed(`+${text}`);
	const hint = meant?.isValid() ? ` Did you mean ${meant.number}?` : '';
	if (!text.startsWith('+') && !country) {
		const choice = canChoose ? ', or choose a Default Country in the options.' : '.';
		return hint
			? `has no leading plus.${hint} Write it so${choice}`
			: `has no country code. Write it with a plus, e.g. +34 600 111 222${choice}`;
	}
	if (text.startsWith('+0')) return 'has a 0 after the plus, where a country code belongs.';
	const fault = validatePhoneNumberLength(text, { defaultCountry: country }, numbering);
	if (fault === 'INVALID_COUNTRY') return 'does not start with the code of any country.';
	const phone = parsed(text, country);
	const kind = phone ? `a number with country code +${phone.countryCallingCode}` : 'a phone number';
	if (fault === 'INVALID_LENGTH') return `does not have the length of ${kind}.${hint}`;
	return fault === 'TOO_LONG' || text.length > 15
		? `has too many digits for ${kind}.${hint}`
		: `has too few digits for ${kind}; short and emergency numbers are not called.${hint}`;
}

function asText(input: unknown): { text: string } | { problem: string } {
	if (typeof input === 'number' && !Number.isSafeInteger(input)) {
		const problem = `"${input}" is not a whole number with all its digits. Store the column as text.`;
		return { problem };
	}
	if (['string', 'number', 'bigint', 'undefined'].includes(typeof input) || input === null) {
		const text = String(input ?? '').trim();
		const problem = 'The phone number is empty. Check that the field it comes from has a value.';
		return tidied(text) ? { text } : { problem };
	}
	const kind = Array.isArray(input)
		? 'a list'
		: typeof input === 'object'
			? 'an object'
			: 'no text';
	return { problem: `The phone number is ${kind}. Choose the one field that holds the number.` };
}

/**
 * Guarantees either the one number a person can have meant, as + and digits (E.164), or a sentence
 * that says why there is none. Input that can mean two different phones is refused, never guessed.
 * `defaultCountry` is undefined where the user has none to choose, and empty where none is chosen.
 */
export function readPhoneNumber(input: unknown, defaultCountry?: string): PhoneNumberReading {
	const code = String(defaultCountry ?? '')
		.trim()
		.toUpperCase() as CountryCode | '';
	const country = code || undefined;
	if (country && !isSupportedCountry(country, numbering)) {
		return {
			problem: `The Default Country "${defaultCountry}" is unknown. Choose one of the list.`,
		};
	}
	const given = asText(input);
	if ('problem' in given) return given;

	const shown = given.text.replace(/\s+/g, ' ');
	const refuse = (reason: string) => ({
		problem: `"${shown.length > 30 ? `${shown.slice(0, 29)}…` : shown}" ${reason}`,
	});
	const text = tidied(given.text);
	if (holdsSeveralNumbers(text)) return refuse(severalNumbers);
	const refusal = refusals.find(([pattern]) => pattern.test(text));
	if (refusal) return refuse(refusal[1]);

	const ways = waysToRead(text, country);
	const phones = ways.map((way) => parsed(way, country)).filter(isDiallable);
	const assigned = phones.filter((phone) => phone.isValid());
	const numbers = new Set((assigned.length ? assigned : phones).map((phone) => phone.number));
	if (numbers.size === 0)
		return refuse(whyNoReading(ways[0], country, defaultCountry !== undefined));
	const [number, other] = numbers;
	return other
		? refuse(`can be read as ${number} or ${other}. Write the one you mean with its plus.`)
		: { number };
}
