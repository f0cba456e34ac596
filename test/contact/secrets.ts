import { isObject } from '../../nodes/Nebrija/api/answer';
import type { Evidence } from './evidence';

const personalKey =
	/id$|^(number|name|label|secret|description|url|transcript|destination|customer)$/i;

/** Every text of the evidence that nobody else should read: ids, numbers, names, transcripts, secrets. */
export function secretsIn({ exchanges, receiving }: Evidence, own: string[]): string[] {
	const found = new Set(own);
	for (const { body } of exchanges) collect(body, found);
	for (const secret of receiving?.secrets ?? []) found.add(secret);
	return [...found].filter((text) => text.length > 5).sort((a, b) => b.length - a.length);
}

function collect(value: unknown, found: Set<string>): void {
	if (Array.isArray(value)) for (const each of value) collect(each, found);
	if (!isObject(value)) return;
	for (const [key, held] of Object.entries(value)) {
		if (personalKey.test(key) && (typeof held === 'string' || typeof held === 'number')) {
			found.add(String(held));
		} else collect(held, found);
	}
}
