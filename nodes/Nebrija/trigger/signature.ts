import { createHmac, timingSafeEqual } from 'crypto';

/**
 * `genuine`: signed with our secret. `wrong`: a signature is there, but not one of our secret.
 * `absent`: no signature. `uncheckable`: a signature is there, but our secret is not known.
 */
export type SignatureVerdict = 'genuine' | 'wrong' | 'absent' | 'uncheckable';

/** The delivery as it arrived. */
export interface Signed {
	headers: Record<string, string | string[] | undefined>;
	rawBody: Buffer;
}

/**
 * No page names the header. The first four are what a third-party integration tries; the last two belong to
 * Standard Webhooks, whose secrets begin with `whsec_` as these do.
 */
export const signatureHeaders = [
	'x-nebrija-signature',
	'x-signature',
	'vapi-signature',
	'x-vapi-signature',
	'webhook-signature',
	'svix-signature',
];

/** What a signature may be made from; every row is HMAC-SHA256. */
interface Scheme {
	/** The text before the body, undefined where the delivery lacks a part of it. */
	prefix: (parts: { id?: string; timestamp?: string; signedAt?: string }) => string | undefined;
	key: (secret: string) => Buffer;
}

const wholeSecret = (secret: string) => Buffer.from(secret);
const base64AfterPrefix = (secret: string) => Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
const joined = (...parts: Array<string | undefined>) =>
	parts.includes(undefined) ? undefined : parts.map((part) => `${part}.`).join('');

/** Bare, `sha256=`, `t=…,v1=…`, Standard Webhooks; each in hex or base64. */
const schemes: Scheme[] = [
	{ prefix: () => '', key: wholeSecret },
	{ prefix: ({ signedAt }) => joined(signedAt), key: wholeSecret },
	{ prefix: ({ id, timestamp }) => joined(id, timestamp), key: base64AfterPrefix },
	{ prefix: ({ id, timestamp }) => joined(id, timestamp), key: wholeSecret },
];

const longestHeader = 4_096;
const mostSignatures = 10;
const shortestKey = 6;

/** The 32-byte values in a header: `<hex>`, `sha256=<hex>`, `t=<time>,v1=<hex>`, `<base64>`, `v1,<base64> v1,<base64>`. */
function readSignatures(value: string): Buffer[] {
	if (value.length > longestHeader) return [];
	return value
		.split(/[\s,;]+/)
		.slice(0, 2 * mostSignatures)
		.map((part) => part.replace(/^(sha256|v\d+|s|sig|signature)=/i, ''))
		.map((part) => {
			if (/^[0-9a-f]{64}$/i.test(part)) return Buffer.from(part, 'hex');
			return /^[\w+/-]{43}=?$/.test(part) ? Buffer.from(part, 'base64') : Buffer.alloc(0);
		})
		.filter(({ length }) => length === 32)
		.slice(0, mostSignatures);
}

function isSignedBy(secret: string, { headers, rawBody }: Signed, header: string): boolean {
	const text = (name: string) => headers[name]?.toString();
	const value = text(header) ?? '';
	const signatures = readSignatures(value);
	if (signatures.length === 0) return false;
	const parts = {
		id: text(header.replace(/signature$/, 'id')),
		timestamp: text(header.replace(/signature$/, 'timestamp')),
		signedAt: /(?:^|[\s,;])t=(\d{1,16})(?=[\s,;]|$)/.exec(value)?.[1],
	};
	const expected = schemes.flatMap((scheme) => {
		const prefix = scheme.prefix(parts);
		const key = scheme.key(secret);
		if (prefix === undefined || key.length < shortestKey) return [];
		return createHmac('sha256', key).update(prefix).update(rawBody).digest();
	});
	return signatures.some((given) => expected.some((digest) => timingSafeEqual(given, digest)));
}

/**
 * Says whether the raw bytes were signed with the registration's secret, in constant time. Looks at the header the
 * user named, else at all candidates that are there; none of them has been seen on a real delivery yet.
 */
export function checkSignature(
	signed: Signed,
	secret: string | undefined,
	header = '',
): SignatureVerdict {
	const named = header.trim().toLowerCase();
	const present = (named === '' ? signatureHeaders : [named]).filter(
		(name) => signed.headers[name] !== undefined,
	);
	if (present.length === 0) return 'absent';
	if (!secret) return 'uncheckable';
	return present.some((name) => isSignedBy(secret, signed, name)) ? 'genuine' : 'wrong';
}
