import { createHmac, timingSafeEqual } from 'crypto';

/** `wrong`: a signature is there, but none that our secret makes, if we know it. */
type SignatureVerdict = 'genuine' | 'wrong' | 'absent';

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

const longestHeader = 4_096;
const mostSignatures = 10;
const shortestKey = 6;

/** The 32-byte values in a header: `<hex>`, `sha256=<hex>`, `t=<time>,v1=<hex>`, `<base64>`, `v1,<base64> v1,<base64>`. */
function readSignatures(value: string): Buffer[] {
	if (value.length > longestHeader) return [];
	const signatures = value.split(/[\s,;"]+/).flatMap((part) => {
		const text = part.replace(/^[\w-]+=(?=.)/, '');
		if (/^[0-9a-f]{64}$/i.test(text)) return [Buffer.from(text, 'hex')];
		return /^[\w+/-]{43}=?$/.test(text) ? [Buffer.from(text, 'base64')] : [];
	});
	return signatures.slice(0, mostSignatures);
}

/**
 * What our secret may have made of a delivery: HMAC-SHA256 with the whole secret for a key, or with what its text in
 * base64 stands for, over the body, over time and body, or over id, time and body, as Standard Webhooks does.
 */
function signaturesBy(secret: string, rawBody: Buffer, time?: string, id?: string): Buffer[] {
	const keys = [Buffer.from(secret), Buffer.from(secret.replace(/^whsec_/, ''), 'base64')];
	const prefixes = ['', ...(time ? [`${time}.`] : []), ...(time && id ? [`${id}.${time}.`] : [])];
	return keys
		.filter(({ length }) => length >= shortestKey)
		.flatMap((key) =>
			prefixes.map((prefix) => createHmac('sha256', key).update(prefix).update(rawBody).digest()),
		);
}

function isSignedBy(secret: string, { headers, rawBody }: Signed, header: string): boolean {
	const value = headers[header]?.toString() ?? '';
	const given = readSignatures(value);
	if (given.length === 0) return false;
	/** What stands in the header beside it; nothing that could be taken for the begin of another body. */
	const beside = (word: string) =>
		/^[\w:.+-]{1,100}$/.exec(headers[header.replace(/\w+$/, word)]?.toString() ?? '')?.[0];
	const time = /(?:^|[\s,;])t=(\d{1,16})(?=[\s,;]|$)/.exec(value)?.[1] ?? beside('timestamp');
	const made = signaturesBy(secret, rawBody, time, beside('id'));
	return given.some((one) => made.some((other) => timingSafeEqual(one, other)));
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
	return secret && present.some((name) => isSignedBy(secret, signed, name)) ? 'genuine' : 'wrong';
}
