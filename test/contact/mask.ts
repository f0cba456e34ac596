import { isObject } from '../../nodes/Nebrija/api/answer';
import { readOutcome } from '../../nodes/Nebrija/api/callOutcome';

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
const wholeUuid = new RegExp(`^${uuid.source}$`, 'i');

/** The kind of a text and how it is written, never what it says. */
export function spell(text: string): string {
	if (/^\s*$/.test(text)) return `blank text of ${text.length}`;
	if (/^\d{4}-\d\d-\d\d[T ][\d:.]+([Zz]|[+-]\d\d:?\d\d)?$/.test(text)) return digitsAs(text);
	if (wholeUuid.test(text)) {
		return `uuid ${text.slice(0, 4)}…${/[A-F]/.test(text) ? ' in upper case' : ''}`;
	}
	const number = /^(sip:|tel:)?([+\d\s().*#•-]{5,})(@.*)?$/.exec(text);
	if (number) {
		const [, scheme = '', digits, host] = number;
		return `${scheme}${digitsAs(digits)}${host ? '@…' : ''}`;
	}
	if (/^https?:\/\//i.test(text)) return `address of ${text.length} characters`;
	return `text of ${text.length} characters`;
}

const digitsAs = (text: string) => text.replace(/\d/g, 'n');

/** A word of a field whose values are words, like a status; anything longer only by its length. */
export function spellWord(value: unknown): string {
	if (typeof value !== 'string') return spellValue(value);
	const isWord = /^[\p{L}._-]{1,24}( [\p{L}_-]{1,24})?$/u.test(value);
	return isWord ? `"${value}"` : spell(value);
}

/** Why a call ended: words of a known vocabulary, or that look like one; sentences may name somebody. */
export function spellReason(value: unknown): string {
	if (typeof value !== 'string') return spellValue(value);
	const isKnown = readOutcome({ endedReason: value }) !== 'unknown';
	const isSlug = value.length <= 80 && /^[a-z]+([._-][a-z]+)+$/.test(value);
	return isKnown || isSlug ? `"${value}"` : spell(value);
}

/** Any value by its kind. */
export function spellValue(value: unknown): string {
	if (value === null) return 'null';
	if (value === undefined) return 'absent';
	if (typeof value === 'string') return spell(value);
	if (typeof value === 'number') return `number ${digitsAs(String(value))}`;
	if (Array.isArray(value)) return `list of ${value.length}`;
	return typeof value === 'object' ? `object of ${Object.keys(value).length}` : String(value);
}

const wordFields = ['status', 'testVariant', 'type', 'event', 'eventType', 'topic'];

/** What a field may hold that is not ours to look into. */
const freeForm = /^(analysis|transferDestination|config|variables|metadata)$/;

const isPlainKey = (key: string) => /^[A-Za-z_][A-Za-z_-]{0,40}$/.test(key);

/** The shape of an answer: its keys, and every value by its kind. */
export function shapeOf(value: unknown, depth = 0): unknown {
	if (Array.isArray(value)) {
		return value.length === 0 || depth > 5
			? spellValue(value)
			: [shapeOf(value[0], depth + 1), `${value.length} in all`];
	}
	if (!isObject(value) || depth > 5) return spellValue(value);
	return Object.fromEntries(
		Object.entries(value).map(([key, held]) => [
			isPlainKey(key) ? key : `key of ${key.length} characters`,
			shapeOfField(key, held, depth),
		]),
	);
}

function shapeOfField(key: string, value: unknown, depth: number): unknown {
	if (freeForm.test(key)) return spellValue(value);
	if (key === 'endedReason') return spellReason(value);
	if (wordFields.includes(key)) return spellWord(value);
	if (key === 'events' && Array.isArray(value)) return value.map(spellWord);
	return shapeOf(value, depth + 1);
}

/** The last net: whatever looks personal, and every secret of this run, is cut out of a text. */
export function withoutPersonal(text: string, secrets: string[]): string {
	return secrets
		.filter((secret) => secret.length > 3)
		.reduce((clean, secret) => clean.replaceAll(secret, '…'), text)
		.replace(uuid, (id) => `${id.slice(0, 4)}…`)
		.replace(/whsec_\w+/g, 'whsec_…')
		.replace(/[\w.+-]+@[\w-]+\.[\w.]+/g, '…@…')
		.replace(/\+?\d[\d ().-]{6,}\d/g, (digits) => digits.replace(/\d/g, 'n'));
}
