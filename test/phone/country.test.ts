import { readCountry } from '../../nodes/Nebrija/phone/number';
import { randomNumbers } from './randomNumbers';

describe('readCountry', () => {
	it.each([
		['+34600111222', 'ES'],
		['+34100111222', 'ES'],
		['+12125550123', 'US'],
		['+14165550123', 'CA'],
		['+18765550123', 'JM'],
		['+447400123456', 'GB'],
		['+441481256789', 'GG'],
		['+74951234567', 'RU'],
		['+77012345678', 'KZ'],
		['+3906698123456', 'VA'],
		['+35818412345', 'AX'],
		['+80012345678', undefined],
		['+881612345678', undefined],
		['+11111111111', undefined],
		['nonsense', undefined],
	])('%s is of %s', (number, country) => {
		expect(readCountry(number)).toBe(country);
	});

	it('tells the country of every valid number as the full metadata does', () => {
		const numbers = randomNumbers(20);
		expect(numbers.length).toBeGreaterThan(20_000);
		expect(numbers.filter(({ number, country }) => readCountry(number) !== country)).toEqual([]);
	});
});
