import { createHash } from 'crypto';

/** A short, stable name for a value: the first 16 hexadecimal digits of its SHA-256. */
export function fingerprint(value: unknown): string {
	return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);
}
