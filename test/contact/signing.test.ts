import { createHmac } from 'node:crypto';
import { identifySignature } from './signing';

const secret = 'whsec_0123456789abcdef0123456789abcdef';
const body = '{"event":"call.finished"}';
const rawBody = Buffer.from(body);
const [time, id] = ['1718010900', 'msg_1'];

const mac = (text: string, key: string | Buffer = secret, hash = 'sha256') =>
	createHmac(hash, key).update(text);
const afterPrefix = secret.slice('whsec_'.length);

it.each([
	[{ 'x-nebrija-signature': mac(body).digest('hex') }, 'sha256 of body, whole secret, hex'],
	[
		{ 'x-signature': `sha256=${mac(body).digest('hex')}` },
		'sha256 of body, whole secret, hex as sha256=…',
	],
	[{ 'x-any-hmac': mac(body).digest('hex').toUpperCase() }, 'sha256 of body, whole secret, hex'],
	[
		{ signature: mac(body, secret, 'sha512').digest('base64') },
		'sha512 of body, whole secret, base64',
	],
	[
		{ 'x-hub': mac(body, afterPrefix, 'sha1').digest('hex') },
		'sha1 of body, secret after its prefix, hex',
	],
	[
		{ 'x-signature': `t=${time},v1=${mac(`${time}.${body}`).digest('hex')}` },
		'sha256 of time.body, whole secret, hex as t=time,v1=…',
	],
	[
		{ 'x-sig': mac(`v0:${time}:${body}`).digest('hex'), 'x-time': time },
		'sha256 of v0:time:body, whole secret, hex',
	],
	[
		{
			'webhook-signature': `v1,${mac(`${id}.${time}.${body}`, Buffer.from(afterPrefix, 'base64')).digest('base64')}`,
			'webhook-id': id,
			'webhook-timestamp': time,
		},
		'sha256 of id.time.body, secret after its prefix, from base64, base64 as v1,…',
	],
])('The signature in %j is %s', (headers: Record<string, string>, scheme) => {
	expect(identifySignature({ headers, rawBody }, ['another', secret])).toBe(
		`${Object.keys(headers)[0]}: ${scheme}`,
	);
});

it('is told to be there where no scheme fits, and not to be there', () => {
	const headers = { 'x-signature': mac(body, 'another').digest('hex') };
	expect(identifySignature({ headers, rawBody }, [secret])).toBe('x-signature: no scheme fits');
	const usual = { 'content-type': 'application/json', 'content-length': '25', host: 'x.example' };
	expect(identifySignature({ headers: usual, rawBody }, [secret])).toBe('no signature');
});
