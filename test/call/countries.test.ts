import { getCountries, getCountryCallingCode } from 'libphonenumber-js';
import { countryOptions } from '../../nodes/Nebrija/call/countries';
import { readPhoneNumber } from '../../nodes/Nebrija/phone/number';

describe('the countries a user can choose', () => {
	it('are those the numbering library knows, each with its calling code', () => {
		const listed = countryOptions.map(
			({ name, value }) => `${value} ${/\(\+\d+\)$/.exec(name)?.[0]}`,
		);
		const known = getCountries().map(
			(country) => `${country} (+${getCountryCallingCode(country)})`,
		);
		expect(listed.sort()).toEqual(known.sort());
	});

	it('begin with those of most customers, and go on by English name, without doubles', () => {
		const names = countryOptions.map(({ name }) => name);
		const english = names.map((name) => name.replace(/ (\/ .*)?\(\+\d+\)$/, ''));
		const rest = english.slice(7);
		expect(english.slice(0, 3)).toEqual(['Spain', 'Mexico', 'Argentina']);
		expect(rest).toEqual([...rest].sort((a, b) => a.localeCompare(b, 'en')));
		expect(new Set(english).size).toBe(names.length);
	});

	it.each([
		['ES', 'Spain / España (+34)'],
		['GB', 'United Kingdom / Reino Unido (+44)'],
		['AF', 'Afghanistan (+93)'],
		['ZW', 'Zimbabwe (+263)'],
		['PT', 'Portugal (+351)'],
	])('%s is %s', (value, name) => {
		expect(countryOptions).toContainEqual({ name, value });
	});

	it.each([
		...['España', 'Alemania', 'México', 'Perú', 'Francia', 'Estados Unidos', 'Spain', 'Germany'],
		...['Italia', 'Turquía', 'Países Bajos', 'Marruecos', 'Brasil', 'Chile', '+506', 'Panamá'],
	])('are found by the word %s, as n8n looks for it', (word) => {
		const found = countryOptions.filter(({ name }) =>
			name.toLowerCase().includes(word.toLowerCase()),
		);
		expect(found).toHaveLength(1);
	});

	it.each(countryOptions)('$name can be used to read a number', ({ value }) => {
		expect(readPhoneNumber('+34600111222', String(value))).toEqual({ number: '+34600111222' });
	});
});
