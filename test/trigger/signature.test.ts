import crypto, { createHmac } from 'crypto';

import { checkSignature, signatureHeaders } from '../../nodes/Nebrija/trigger/signature';
import { sign } from '../simulator';

const secret = 'whsec_0123456789abcdef0123456789abcdef';
const body = '{ "event" :"call.finished",\n\t"data":{"id":"c1", "transcript":"¿Sí?"} }\n';
const formats = ['hex', 'sha256=hex', 't,v1', 'base64'] as const;
const verdict = (
	value: string | undefined,
	{
		header = 'x-nebrija-signature',
		key = secret as string | undefined,
		text = body,
		named = '',
	} = {},
	more: Record<string, string> = {},
) =>
	checkSignature({ headers: { ...more, [header]: value }, rawBody: Buffer.from(text) }, key, named);

/** As the library of Standard Webhooks signs. */
function standard(id: string, timestamp: string, text: string, key = secret) {
	const bytes = Buffer.from(key.replace('whsec_', ''), 'base64');
	return createHmac('sha256', bytes).update(`${id}.${timestamp}.${text}`).digest('base64');
}

describe('a signature', () => {
	describe.each(formats)('as %s', (format) => {
		const value = sign(body, secret, format);

		it.each(signatureHeaders)('is found in %s', (header) => {
			expect(verdict(value, { header })).toBe('genuine');
		});

		it('is wrong with another secret', () => {
			expect(verdict(sign(body, `${secret}0`, format))).toBe('wrong');
			expect(verdict(value, { key: `${secret}0` })).toBe('wrong');
		});

		it.each([
			['a changed byte', body.replace('c1', 'c2')],
			['other spacing', JSON.stringify(JSON.parse(body))],
			['a line more', `${body}\n`],
			['nothing', ''],
		])('is wrong for %s', (_, text) => {
			expect(verdict(value, { text })).toBe('wrong');
		});

		it.each([undefined, ''])('fits nothing with the secret %j', (key) => {
			const headers = { 'x-nebrija-signature': value };
			expect(checkSignature({ headers, rawBody: Buffer.from(body) }, key)).toBe('wrong');
		});
	});

	it.each([
		['upper case', (hex: string) => hex.toUpperCase()],
		['white space', (hex: string) => ` ${hex} `],
	])('may come with %s', (_, write) =>
		expect(verdict(write(sign(body, secret, 'hex')))).toBe('genuine'),
	);

	it('may stand among others, as while a secret is being changed', () => {
		const other = createHmac('sha256', 'x').update(body).digest('hex');
		const right = sign(body, secret, 'hex');
		expect(verdict(`v1=${other},v1=${right}`)).toBe('genuine');
		expect(verdict(Array(11).fill(other).concat(right).join(','))).toBe('wrong');
	});

	it('is wrong when its time was changed', () => {
		const value = sign(body, secret, 't,v1');
		expect(verdict(value.replace(/t=\d/, 't=9'))).toBe('wrong');
	});

	it.each([
		['x-nebrija-signature', 'x-nebrija-timestamp'],
		['x-hmac', 'x-timestamp'],
	])('in %s may be one of the time in %s and the body', (header, beside) => {
		const at = (time: string) => ({ [beside]: time });
		const value = sign(body, secret, 't,v1').replace(/^t=(\d+),v1=/, '$1 ');
		const [time, hex] = value.split(' ');
		const named = header === 'x-hmac' ? header : '';
		expect(verdict(hex, { header, named }, at(time))).toBe('genuine');
		expect(verdict(hex, { header, named }, at(`${time}1`))).toBe('wrong');
		expect(verdict(hex, { header, named })).toBe('wrong');
	});

	it('of a body is none of the end of that body, with its beginning for a time', () => {
		const text = '{"event":"call.finished"}';
		const [beginning, end] = text.split('.');
		const more = { 'x-nebrija-timestamp': beginning };
		expect(verdict(sign(text, secret, 'hex'), { text: end }, more)).toBe('wrong');
	});

	it.each(['hmac-sha256=', 'keyId="k",signature="', 'HMAC '])('may have %j before it', (label) => {
		expect(verdict(`${label}${sign(body, secret, 'hex')}"`)).toBe('genuine');
	});

	it.each(['webhook', 'svix'])('of Standard Webhooks is read from %s-*', (prefix) => {
		const more = { [`${prefix}-id`]: 'msg_1', [`${prefix}-timestamp`]: '1718010900' };
		const header = `${prefix}-signature`;
		const value = `v1,${standard('msg_1', '1718010900', body)}`;
		expect(verdict(`v1,${'A'.repeat(43)}= ${value}`, { header }, more)).toBe('genuine');
		expect(verdict(value, { header }, { ...more, [`${prefix}-id`]: 'msg_2' })).toBe('wrong');
		expect(verdict(value, { header })).toBe('wrong');
		const forged = `v1,${standard('msg_1', '1718010900', body, 'whsec_')}`;
		expect(verdict(forged, { header, key: 'whsec_' }, more)).toBe('wrong');
	});

	it.each([
		'',
		'0',
		'sha256=',
		'undefined',
		'null',
		'[]',
		'a'.repeat(63),
		'z'.repeat(64),
		`t=1,v1=${'0'.repeat(64)}`,
		'f'.repeat(100_000),
	])('is wrong when it is %.20j', (value) => expect(verdict(value)).toBe('wrong'));

	it('that cannot be one costs nothing, however many headers and bytes there are', () => {
		const hashed = jest.spyOn(crypto, 'createHmac');
		const headers = Object.fromEntries(signatureHeaders.map((name) => [name, 'no signature']));
		const rawBody = Buffer.alloc(5_000_000);
		expect(checkSignature({ headers, rawBody }, secret)).toBe('wrong');
		expect(hashed).not.toHaveBeenCalled();
		verdict('0'.repeat(64));
		expect(hashed).toHaveBeenCalled();
		hashed.mockRestore();
	});

	it('is absent where no header of the table is', () => {
		expect(verdict(undefined)).toBe('absent');
		expect(verdict(sign(body, secret, 'hex'), { header: 'x-custom' })).toBe('absent');
		expect(verdict(undefined, { key: undefined })).toBe('absent');
	});

	it('is read from the header the user names, in any case, and from no other', () => {
		const value = sign(body, secret, 'hex');
		expect(verdict(value, { header: 'x-custom', named: ' X-Custom ' })).toBe('genuine');
		expect(verdict(value, { named: 'X-Custom' })).toBe('absent');
	});

	it('counts if one of two headers holds it', () => {
		const value = sign(body, secret, 'hex');
		expect(verdict(value, {}, { 'x-signature': 'something else' })).toBe('genuine');
	});
});
