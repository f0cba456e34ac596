import { createHash } from 'node:crypto';
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { Call } from './types';
import type { World } from './world';

/** Who was called, written as in this world. */
export function writeCustomer(
	customer: Call['customer'],
	{ numbers }: World,
): Record<string, unknown> {
	const { number } = customer;
	if (numbers === 'destination') return { customer: undefined, destination: number };
	if (numbers === 'plainCustomer') return { customer: number };
	if (numbers === 'absent') return { customer: undefined };
	return { customer: { ...customer, number: spellings[numbers](number) } };
}

type Spelled = Exclude<World['numbers'], 'destination' | 'plainCustomer' | 'absent'>;

const spellings: Record<Spelled, (number: string) => string | null> = {
	e164: (number) => number,
	spaced: (number) => parsePhoneNumberFromString(number)?.formatInternational() ?? number,
	zeroZero: (number) => number.replace('+', '00'),
	national: (number) => parsePhoneNumberFromString(number)?.nationalNumber ?? number,
	digits: (number) => number.replace('+', ''),
	masked: (number) => `${number.slice(0, 6)}***${number.slice(-3)}`,
	dashed: (number) => `${number.slice(0, 6)}---${number.slice(-3)}`,
	hashed: (number) => createHash('sha256').update(number).digest('hex'),
	sip: (number) => `sip:${number}@sip.nebrijaai.com`,
	null: () => null,
};
