import { getCountries, getExampleNumber } from 'libphonenumber-js';
import examples from 'libphonenumber-js/mobile/examples';
import { readPhoneNumber } from '../../nodes/Nebrija/phone/number';

describe('a number with its country code', () => {
	it.each([
		['+34600111222', '+34600111222'],
		['  +34 600 111 222\n', '+34600111222'],
		['+34\u00a0600\u202f111\u3000222', '+34600111222'],
		['\u202a+34 600 111 222\u202c\ufeff', '+34600111222'],
		['+34-600\u2010111\u2013222', '+34600111222'],
		['+34\u2212600\u2014111\uff0d222', '+34600111222'],
		['+34.600.111.222', '+34600111222'],
		['(+34) 600 [111] 222', '+34600111222'],
		['+49 30/123456', '+4930123456'],
		['+49 35205/123456', '+4935205123456'],
		['0034 600 111 222', '+34600111222'],
		['tel:+34-600-111-222', '+34600111222'],
		['TEL: 0034600111222', '+34600111222'],
		['+34 (0) 600 111 222', '+34600111222'],
		['+44 (0)7911 123456', '+447911123456'],
		['0044 (0) 7911 123456', '+447911123456'],
		['+44 07911 123456', '+447911123456'],
		['+39 (0)6 1234567', '+39061234567'],
		['+39 (0)333 1234567', '+393331234567'],
		['＋３４（６００）１１１２２２', '+34600111222'],
		['+٣٤٦٠٠١١١٢٢٢', '+34600111222'],
		['+۳۴۶۰۰۱۱۱۲۲۲', '+34600111222'],
		['+٣٤٦٧٨٩٥٤٣٢١', '+34678954321'],
		['+۳۴۶۷۸۹۵۴۳۲۱', '+34678954321'],
		['＋３４６７８９５４３２１', '+34678954321'],
		['+45 20 12 34 56', '+4520123456'],
		['+47 406 12 345', '+4740612345'],
		['+65 8123 4567', '+6581234567'],
		['+354 611 1234', '+3546111234'],
		['+1 (212) 555-0123', '+12125550123'],
		['+52 1 55 1234 5678', '+525512345678'],
		['+52 01 55 1234 5678', '+525512345678'],
		['+52 044 55 1234 5678', '+525512345678'],
		['+52 045 55 1234 5678', '+525512345678'],
		['+54 011 15 2345 6789', '+5491123456789'],
		['+800 1234 5678', '+80012345678'],
	])('%j is %s', (input, number) => {
		expect(readPhoneNumber(input)).toEqual({ number });
		expect(readPhoneNumber(input, 'ES')).toEqual({ number });
	});

	it('accepts an unassigned range, because numbering plans grow faster than this package', () => {
		expect(readPhoneNumber('+34 100 111 222')).toEqual({ number: '+34100111222' });
	});

	it('refuses a country code nobody has, because no phone can answer there', () => {
		expect(readPhoneNumber('+999 123 456 789')).toEqual({
			problem: '"+999 123 456 789" does not start with the code of any country.',
		});
	});
});

describe('a number as it is dialled inside its country', () => {
	it.each([
		['ES', '600 111 222', '+34600111222'],
		['ES', '(91) 234-56-78', '+34912345678'],
		['es', '600111222', '+34600111222'],
		['FR', '06 12 34 56 78', '+33612345678'],
		['DE', '(030) 123456', '+4930123456'],
		['DE', '030/123456', '+4930123456'],
		['DE', '0151-23456789', '+4915123456789'],
		['IT', '06 1234567', '+39061234567'],
		['IT', '333 1234567', '+393331234567'],
		['GB', '07911 123456', '+447911123456'],
		['US', '(212) 555-0123', '+12125550123'],
		['US', '1-212-555-0123', '+12125550123'],
		['US', '011 34 600 111 222', '+34600111222'],
		['MX', '55 1234 5678', '+525512345678'],
		['MX', '01 55 1234 5678', '+525512345678'],
		['MX', '044 55 1234 5678', '+525512345678'],
		['MX', '045 55 1234 5678', '+525512345678'],
		['AR', '011 15 2345 6789', '+5491123456789'],
		['AR', '011 2345 6789', '+541123456789'],
		['BR', '(11) 91234-5678', '+5511912345678'],
		['BR', '0 15 11 91234 5678', '+5511912345678'],
		['BR', '0021 34 600 111 222', '+34600111222'],
		['RU', '8 (912) 345-67-89', '+79123456789'],
		['DK', '20 12 34 56', '+4520123456'],
		['NO', '406 12 345', '+4740612345'],
		['SG', '8123 4567', '+6581234567'],
		['IS', '611 1234', '+3546111234'],
	])('%s: %j is %s', (country, input, number) => {
		expect(readPhoneNumber(input, country)).toEqual({ number });
	});

	it.each([...getCountries()])('%s: its own notations never lead to another phone', (country) => {
		const example = getExampleNumber(country, examples);
		if (!example) return;
		const { number } = example;
		expect(readPhoneNumber(example.formatInternational(), country)).toEqual({ number });
		expect(readPhoneNumber(number.replace('+', '00'))).toEqual({ number });
		for (const input of [example.formatNational(), number.slice(1), Number(number.slice(1))]) {
			const reading = readPhoneNumber(input, country);
			expect([{ number }, { problem: expect.stringContaining(number) }]).toContainEqual(reading);
		}
	});
});

describe('a country code without its plus', () => {
	it.each([
		['ES', '34600111222', '+34600111222'],
		['ES', 34600111222, '+34600111222'],
		['ES', 600111222, '+34600111222'],
		['ES', 34600111222n, '+34600111222'],
		['MX', '5215512345678', '+525512345678'],
		['IT', '3931234567', '+393931234567'],
		['IN', '9198123456', '+919198123456'],
		['IN', '919812345678', '+919812345678'],
	])('%s: %p is %s, the one reading that is an assigned number', (country, input, number) => {
		expect(readPhoneNumber(input, country)).toEqual({ number });
	});

	it.each([
		['DE', '493112345', '+49493112345 or +493112345'],
		['BR', '55999123456', '+5555999123456 or +55999123456'],
		['JP', '0034600111222', '+34600111222 or +810034600111222'],
	])('%s: %s could be two phones and is refused', (country, input, readings) => {
		expect(readPhoneNumber(input, country)).toEqual({
			problem: `"${input}" can be read as ${readings}. Write the one you mean with its plus.`,
		});
	});

	it.each([
		['34600111222', undefined, '+34600111222'],
		[34600111222, undefined, '+34600111222'],
		['447911123456', 'ES', '+447911123456'],
		['15512345678', 'MX', '+15512345678'],
	])('%p with the country %s is refused with what it may mean', (input, country, meant) => {
		expect(readPhoneNumber(input, country)).toEqual({
			problem: expect.stringContaining(`Did you mean ${meant}?`),
		});
	});
});

describe('what is refused', () => {
	it.each([
		['600 111 222', undefined, '"600 111 222" has no country code. Write it with a plus'],
		[600111222, undefined, '"600111222" has no country code'],
		['112', 'ES', '"112" has too few digits for a number with country code +34; short and'],
		['911', 'US', 'short and emergency numbers'],
		['061', 'ES', 'short and emergency numbers'],
		['0112', 'DE', 'short and emergency numbers'],
		['+34112', undefined, 'short and emergency numbers'],
		['+1911', undefined, 'short and emergency numbers'],
		['+49 1234', undefined, 'short and emergency numbers'],
		['+47 123456', undefined, 'does not have the length of a number with country code +47'],
		['+34 600 111 2223', undefined, 'too many digits for a number with country code +34'],
		['+1234567890123456', undefined, 'too many digits'],
		['+49 1512 3456 7890 1234', undefined, 'too many digits'],
		['+0034600111222', undefined, 'has a 0 after the plus'],
		['+34+600111222', undefined, 'has a plus in the middle'],
		['++34600111222', undefined, 'has a plus in the middle'],
		['3.46e10', 'ES', 'was shortened by a spreadsheet'],
		['3,46001E+11', 'ES', 'was shortened by a spreadsheet'],
		['34600111222.0', 'ES', 'is a decimal number'],
		['30123456,0', 'DE', 'is a decimal number'],
		[600111222.5, 'ES', '"600111222.5" is not a whole number'],
		[1e21, 'ES', 'is not a whole number'],
		[NaN, 'ES', 'is not a whole number'],
		[-600111222, 'ES', 'is not a phone number'],
		['1-800-FLOWERS', 'US', 'contains letters'],
		['N/A', 'ES', 'contains letters'],
		['600 111 222 ext. 5', 'ES', 'has an extension'],
		['600111222x5', 'ES', 'has an extension'],
		['600111222 #5', 'ES', 'has an extension'],
		['tel:+34600111222;ext=12', undefined, 'has an extension'],
		['600111222 / 600111333', 'ES', 'more than one phone number'],
		['600111222, 600111333', 'ES', 'more than one phone number'],
		['600111222 or 600111333', 'ES', 'more than one phone number'],
		['600111222\n600111333', 'ES', 'more than one phone number'],
		['0301234 - 0301235', 'DE', 'more than one phone number'],
		['+34600111222 +34600111333', undefined, 'more than one phone number'],
		['030 123456/57', 'DE', 'more than one phone number'],
		['600111222, 600', 'ES', 'a character that does not belong'],
		['600111222²', 'ES', 'a character that does not belong'],
		['+', 'ES', 'is not a phone number'],
		['', 'ES', 'The phone number is empty.'],
		[' \u200b ', 'ES', 'The phone number is empty.'],
		['tel:', 'ES', 'The phone number is empty.'],
		[null, 'ES', 'The phone number is empty.'],
		[undefined, 'ES', 'The phone number is empty.'],
		[true, 'ES', 'The phone number is no text.'],
		[{ number: '+34600111222' }, 'ES', 'The phone number is an object.'],
		[['+34600111222'], 'ES', 'The phone number is a list.'],
		['+34600111222', 'XX', 'The \'Default Country\' "XX" is unknown.'],
		['600111222', 'Spain', 'The \'Default Country\' "Spain" is unknown.'],
	])('%p with the country %s: %s', (input, country, problem) => {
		expect(readPhoneNumber(input, country)).toEqual({ problem: expect.stringContaining(problem) });
	});

	it('names the input as typed, cut to 30 characters, so that its row is found', () => {
		const reading = readPhoneNumber('call me any time at 600 111 222 please');
		expect(reading).toEqual({
			problem: expect.stringMatching(/^"call me any time at 600 111 2…" /),
		});
	});
});
