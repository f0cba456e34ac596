import {
	getCountryCallingCode,
	isSupportedCountry,
	parsePhoneNumberFromString,
	validatePhoneNumberLength,
} from 'libphonenumber-js/core';
import type { CountryCode, PhoneNumber } from 'libphonenumber-js/core';
import numbering from 'libphonenumber-js/min/metadata';

import { isPremiumRate } from './premium';
import { refusalOf } from './refusals';

export type PhoneNumberReading = { number: string } | { problem: string };

function tidied(text: string) {
	return text
		.replace(/\p{Cf}/gu, '')
		.replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
		.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15))
		.replace(/\p{Zs}/gu, ' ')
		.trim()
		.replace(/^tel:\s*/i, '');
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

/** Satellite networks, and networks that belong to no country: calls to them cost many times as much. */
const networks = ['870', '878', '881', '882', '883', '979'];

/** The country of a number in E.164, as ISO code; undefined where the numbering plan does not tell. */
export function readCountry(number: string): string | undefined {
	return parsed(number)?.country;
}

function isDiallable(phone?: PhoneNumber): phone is PhoneNumber {
	return !!phone && /^\+[1-9]\d{6,14}$/.test(phone.number) && phone.isPossible();
}

function whyNoReading(text: string, country: CountryCode | undefined, canChoose: boolean) {
	const meant = text.startsWith('+') ? undefined : parsed(`+${text}`);
	const hint = meant?.isValid() ? ` Did you mean ${meant.number}?` : '';
	if (!text.startsWith('+') && !country) {
		const choice = canChoose ? ", or choose a 'Default Country' in the options." : '.';
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
			problem: `The 'Default Country' "${defaultCountry}" is unknown. Choose one of the list.`,
		};
	}
	const given = asText(input);
	if ('problem' in given) return given;

	const shown = given.text.replace(/\s+/g, ' ');
	const refuse = (reason: string) => ({
		problem: `"${shown.length > 30 ? `${shown.slice(0, 29)}…` : shown}" ${reason}`,
	});
	const text = tidied(given.text);
	const refusal = refusalOf(text);
	if (refusal) return refuse(refusal);

	const ways = waysToRead(text, country);
	const phones = ways.map((way) => parsed(way, country)).filter(isDiallable);
	const assigned = phones.filter((phone) => phone.isValid());
	if (phones.some((phone) => networks.includes(phone.countryCallingCode))) {
		return refuse('belongs to a satellite or international network, which is not called.');
	}
	const numbers = new Set((assigned.length ? assigned : phones).map((phone) => phone.number));
	if (numbers.size === 0)
		return refuse(whyNoReading(ways[0], country, defaultCountry !== undefined));
	const [number, other] = numbers;
	if (other) {
		return refuse(`can be read as ${number} or ${other}. Write the one you mean with its plus.`);
	}
	return isPremiumRate(number)
		? refuse('is a premium-rate number, which is not called.')
		: { number };
}
