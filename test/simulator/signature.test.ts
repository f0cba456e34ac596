import { createHmac } from 'node:crypto';
import { type DeliveryStyle, sign } from '.';

const hmac = (secret: string, text: string) =>
	createHmac('sha256', secret).update(text).digest('hex');

describe('signature formats', () => {
	const body = '{"a":1}';
	const secret = 'whsec_0123456789abcdef0123456789abcdef';
	const hex = hmac(secret, body);

	it.each<[DeliveryStyle['format'], string]>([
		['hex', hex],
		['sha256=hex', `sha256=${hex}`],
		['sha512hex', createHmac('sha512', secret).update(body).digest('hex')],
		['base64', Buffer.from(hex, 'hex').toString('base64')],
	])('%s', (format, expected) => expect(sign(body, secret, format)).toBe(expected));

	it('t,v1 signs the time with the body', () => {
		const [, time, digest] = /^t=(\d+),v1=(\w+)$/.exec(sign(body, secret, 't,v1')) ?? [];
		expect(digest).toBe(hmac(secret, `${time}.${body}`));
	});
});
