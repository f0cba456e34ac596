import { createHmac } from 'node:crypto';
import type { Signed } from '../../nodes/Nebrija/trigger/signature';

const hashes = ['sha256', 'sha512', 'sha1', 'md5'];

const keys: Record<string, (secret: string) => Buffer> = {
	'whole secret': (secret) => Buffer.from(secret),
	'secret after its prefix': (secret) => Buffer.from(secret.replace(/^whsec_/, '')),
	'secret after its prefix, from hex': (secret) =>
		Buffer.from(secret.replace(/^whsec_/, ''), 'hex'),
	'secret after its prefix, from base64': (secret) =>
		Buffer.from(secret.replace(/^whsec_/, ''), 'base64'),
};

/** What may stand before the body in what is signed. */
function prefixes(stamps: string[], ids: string[]): Record<string, string> {
	const all: Record<string, string> = { body: '' };
	for (const stamp of stamps) {
		Object.assign(all, {
			'time.body': `${stamp}.`,
			'time:body': `${stamp}:`,
			'v0:time:body': `v0:${stamp}:`,
			'time and body': stamp,
		});
		for (const id of ids) Object.assign(all, { 'id.time.body': `${id}.${stamp}.` });
	}
	return all;
}

/** Parts of header values that are long enough for a digest. */
function candidatesIn(headers: Signed['headers']): Array<{ name: string; value: string }> {
	return Object.entries(headers).flatMap(([name, value]) =>
		String(value)
			.split(/[\s,;]+/)
			.map((part) => part.replace(/^[a-z]\w*=(?=.)/i, ''))
			.filter((part) => /^[\w+/-]{22,128}={0,2}$/.test(part))
			.map((part) => ({ name, value: part })),
	);
}

/** Which header holds which signature, tried with far more schemes than the trigger knows; in words. */
export function identifySignature({ headers, rawBody }: Signed, secrets: string[]): string {
	const texts = Object.values(headers).map(String);
	const stamps = texts.flatMap((text) => text.match(/(?<!\w)\d{10,13}(?!\w)/g) ?? []);
	const ids = Object.entries(headers).flatMap(([name, id]) => (/id$/.test(name) ? String(id) : []));
	const candidates = candidatesIn(headers);
	for (const [what, prefix] of Object.entries(prefixes(stamps, ids))) {
		for (const [withKey, key] of Object.entries(keys)) {
			for (const hash of hashes) {
				for (const secret of secrets) {
					const digest = createHmac(hash, key(secret)).update(prefix).update(rawBody).digest();
					for (const encoding of ['hex', 'base64', 'base64url'] as const) {
						const written = digest.toString(encoding);
						const found = candidates.find(
							({ value }) => value === written || value.toLowerCase() === written,
						);
						if (found)
							return described(
								found.name,
								headers,
								written,
								`${hash} of ${what}, ${withKey}, ${encoding}`,
							);
					}
				}
			}
		}
	}
	const names = candidates
		.filter(({ name }) => /sig|hmac|hash|digest/i.test(name))
		.map(({ name }) => name);
	if (names.length > 0) return `${[...new Set(names)].join(', ')}: no scheme fits`;
	return 'no signature';
}

function described(name: string, headers: Signed['headers'], written: string, scheme: string) {
	const around = String(headers[name]).replace(new RegExp(escaped(written), 'i'), '…');
	const form = around === '…' ? '' : ` as ${around.replace(/\d{6,}/g, 'time')}`;
	return `${name}: ${scheme}${form}`;
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
