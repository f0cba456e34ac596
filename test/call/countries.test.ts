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

	it('are sorted by English name, without doubles', () => {
		const names = countryOptions.map(({ name }) => name);
		expect(names).toEqual([...new Set(names)].sort((a, b) => a.localeCompare(b, 'en')));
	});

	it.each([
		['ES', 'Spain (+34)'],
		['GB', 'United Kingdom (+44)'],
		['AF', 'Afghanistan (+93)'],
		['ZW', 'Zimbabwe (+263)'],
		['CI', 'Côte d’Ivoire (+225)'],
	])('%s is %s', (value, name) => {
		expect(countryOptions).toContainEqual({ name, value });
	});

	it.each(countryOptions)('$name can be used to read a number', ({ value }) => {
		expect(readPhoneNumber('+34600111222', String(value))).toEqual({ number: '+34600111222' });
	});
});
