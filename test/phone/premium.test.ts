import { getCountries, getExampleNumber } from 'libphonenumber-js';
import examples from 'libphonenumber-js/mobile/examples';

import { readPhoneNumber } from '../../nodes/Nebrija/phone/number';
import { isPremiumRate } from '../../nodes/Nebrija/phone/premium';
import { randomNumbers } from './randomNumbers';

describe('readPhoneNumber refuses what costs more than a call', () => {
	it.each([
		'+34 803 123 456',
		'+34 806 123 456',
		'+34 807 123 456',
		'+34 905 123 456',
		'+34 907 123 456',
		'+1 900 234 5678',
		'+1 246 976 1234',
		'+44 909 123 4567',
		'+49 900 1 123456',
		'+49 900 1 123456 78',
		'+376 912345',
	])('%s', (input) => {
		expect(readPhoneNumber(input)).toEqual({
			problem: `"${input}" is a premium-rate number, which is not called.`,
		});
	});

	it.each([
		'+979 123 456 789',
		'+882 1312345',
		'+883 5100 12345678',
		'+878 10 1234567890',
		'+881 612 345 678',
		'+870 773 111 632',
	])('%s', (input) => {
		expect(readPhoneNumber(input)).toEqual({
			problem: `"${input}" belongs to a satellite or international network, which is not called.`,
		});
	});

	it('as it is dialled inside its country too', () => {
		expect(readPhoneNumber('807 123 456', 'ES')).toEqual({
			problem: '"807 123 456" is a premium-rate number, which is not called.',
		});
	});

	it('every valid premium-rate number of every country', () => {
		const premium = randomNumbers(100, ['PREMIUM_RATE']).filter(
			(phone) => phone.getType() === 'PREMIUM_RATE',
		);
		expect(premium.length).toBeGreaterThan(10_000);
		expect(new Set(premium.map(({ country }) => country)).size).toBeGreaterThan(110);
		expect(premium.filter(({ number }) => 'number' in readPhoneNumber(number))).toEqual([]);
	});
});

describe('readPhoneNumber does not refuse an ordinary number for its kind', () => {
	it.each([
		'+800 1234 5678',
		'+808 1234 5678',
		'+34 901 123 456',
		'+34 900 123 456',
		'+376 18001234',
	])('%s', (input) => expect(readPhoneNumber(input)).toEqual({ number: input.replace(/ /g, '') }));

	it.each(getCountries())('the example of %s', (country) => {
		const { number } = getExampleNumber(country, examples) ?? { number: '' };
		expect(readPhoneNumber(number)).toEqual({ number });
	});

	it('any of 20,000 random mobile and fixed numbers', () => {
		const ordinary = randomNumbers(60, ['FIXED_LINE', 'MOBILE']).filter(({ countryCallingCode }) =>
			/^(?!87|88[1-3])/.test(countryCallingCode),
		);
		expect(ordinary.length).toBeGreaterThan(20_000);
		expect(ordinary.filter(({ number }) => isPremiumRate(number))).toEqual([]);
	});

	it('any other kind of random number', () => {
		const others = randomNumbers(20).filter(
			(phone) =>
				phone.getType() !== 'PREMIUM_RATE' && !/^(87|88[1-3])/.test(phone.countryCallingCode),
		);
		expect(others.length).toBeGreaterThan(15_000);
		expect(others.filter(({ number }) => isPremiumRate(number))).toEqual([]);
	});
});
