import type { PhoneNumber } from 'libphonenumber-js/max';

import { readTimeZones } from '../../nodes/Nebrija/phone/zones';
import { randomNumbers } from './randomNumbers';
import { googleMap, zonesByPrefix } from './zoneTable';

const listed = (zones: string) => zones.split('&').filter(Boolean);

/** What Google's PhoneNumberToTimeZonesMapper answers, with the kinds of number of the full metadata. */
function zonesByGoogle(phone: PhoneNumber) {
	const code: string = phone.countryCallingCode;
	const kind = phone.getType() ?? '';
	const isLocated =
		/^FIXED_LINE/.test(kind) || (kind === 'MOBILE' && /^(52|54|55|62|86)$/.test(code));
	return listed(isLocated ? zonesByPrefix(phone.number.slice(1)) : (googleMap[code] ?? ''));
}

describe('readTimeZones', () => {
	it.each([
		['+34912345678', ['Europe/Madrid']],
		['+34922345678', ['Atlantic/Canary']],
		['+34600111222', ['Atlantic/Canary', 'Europe/Madrid']],
		['+34900123456', ['Atlantic/Canary', 'Europe/Madrid']],
		['+4930123456', ['Europe/Berlin']],
		['+4915112345678', ['Europe/Berlin']],
		['+12125550123', ['America/New_York']],
		['+18085550123', ['Pacific/Honolulu']],
		['+18765550123', ['America/Jamaica']],
		['+525512345678', ['America/Mexico_City']],
		['+526641234567', ['America/Tijuana']],
		['+5511912345678', ['America/Sao_Paulo']],
		['+5592912345678', ['America/Manaus']],
		['+74951234567', ['Europe/Moscow']],
		['+351296123456', ['Atlantic/Azores']],
		['+351912345678', ['Atlantic/Azores', 'Europe/Lisbon']],
		['+56221234567', ['America/Santiago']],
		['+593991234567', ['America/Guayaquil', 'Pacific/Galapagos']],
		['+64211234567', ['Pacific/Auckland', 'Pacific/Chatham']],
		['+50051234', ['Atlantic/Stanley']],
	])('%s is in %j', (number, zones) => {
		expect(readTimeZones(number)).toEqual(zones);
	});

	it.each([
		['+61412345678', 8],
		['+79161234567', 16],
		['+18005550123', 42],
		['+19005550123', 42],
	])('%s may be in %i zones', (number, count) => {
		expect(readTimeZones(number)).toHaveLength(count);
	});

	it.each(['+88162345678', '+80012345678', '+883510012345', '+97912345678', '+', ''])(
		'knows nothing of %j',
		(number) => expect(readTimeZones(number)).toEqual([]),
	);

	it('takes a number of no known kind for one that may be anywhere in its country', () => {
		expect(readTimeZones('+34100111222')).toEqual(['Atlantic/Canary', 'Europe/Madrid']);
	});

	it('gives each caller a list of its own', () => {
		readTimeZones('+34912345678').push('Mars/Olympus');
		expect(readTimeZones('+34912345678')).toEqual(['Europe/Madrid']);
	});

	it('names only zones that this platform has a clock for', () => {
		const names = new Set(Object.values(googleMap).flatMap(listed));
		expect(names.size).toBeGreaterThan(250);
		for (const timeZone of names) new Intl.DateTimeFormat('en', { timeZone });
	});
});

describe('compared with Google over random valid numbers of all countries', () => {
	const numbers = randomNumbers(60);
	const compared = numbers.map((phone) => {
		const google = zonesByGoogle(phone);
		const ours = readTimeZones(phone.number);
		return {
			phone,
			ours,
			google,
			isNarrower: google.some((zone) => !ours.includes(zone)),
			isOther: google.join() !== ours.join(),
		};
	});
	const isNorthAmerican = ({ phone }: (typeof compared)[number]) =>
		phone.countryCallingCode === '1';
	const different = compared.filter(({ isOther }) => isOther);

	it('has enough of them', () => {
		expect(numbers.length).toBeGreaterThan(50_000);
		expect(new Set(numbers.map(({ country }) => country)).size).toBeGreaterThan(240);
	});

	it('is never narrower outside North America, and differs in less than 0.2 % of the numbers', () => {
		const elsewhere = different.filter((one) => !isNorthAmerican(one));
		const shown = elsewhere.map(({ phone, ours }) => `${phone.number} ${ours.join(' ')}`);
		process.stdout.write(
			`${numbers.length} numbers, ${elsewhere.length} differ: ${shown.join(', ')}\n`,
		);
		expect(elsewhere.filter(({ isNarrower }) => isNarrower)).toEqual([]);
		expect(elsewhere.length).toBeLessThan(numbers.length * 0.002);
	});

	it('lets the area code decide in North America, where Google gives every zone of +1 for some islands', () => {
		const american = different.filter(isNorthAmerican);
		const countries = [...new Set(american.map(({ phone }) => phone.country))].sort().join(' ');
		process.stdout.write(`+1: ${american.length} numbers differ, of ${countries}\n`);
		expect(american.length).toBeGreaterThan(0);
		for (const { phone, ours, google } of american) {
			expect(google).toEqual(listed(googleMap[1]));
			expect(ours).toEqual(listed(zonesByPrefix(phone.number.slice(1))));
		}
		const mainland = american.filter(({ phone }) => /^(US|CA)$/.test(phone.country ?? ''));
		expect(mainland.filter(({ phone }) => !/^\+1310\d{4}$/.test(phone.number))).toEqual([]);
	});
});
