import type { IDataObject } from 'n8n-workflow';

/** Where a list may stand, since only GET /calls documents its shape (a bare array). */
const listKeys = {
	calls: ['calls'],
	assistants: ['assistants'],
	abTests: ['abTests', 'ab_tests', 'tests'],
	phoneNumbers: ['phoneNumbers', 'phone_numbers', 'numbers'],
	webhooks: ['webhooks'],
};

export type ListName = keyof typeof listKeys;

/** True for a plain JSON object: not null, not a list. */
export function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The objects of a list answer, whether it is a bare array or stands under its own name, `data`, `items` or `results`;
 * undefined when no list is found, or beside a word of failure, so that neither is taken for an empty list.
 */
export function readList(body: unknown, name: ListName): IDataObject[] | undefined {
	const list = Array.isArray(body)
		? body
		: isObject(body) && !isFailure(body)
			? [...listKeys[name], 'data', 'items', 'results']
					.map((key) => body[key])
					.find((value) => Array.isArray(value))
			: undefined;
	return (list as unknown[] | undefined)?.filter(isObject);
}

function isFailure({ success, error, errors }: IDataObject): boolean {
	return success === false || [error, errors].flat().some(Boolean);
}

/** Whether an answer says that its list goes on elsewhere; no documented one does. */
export function goesOn(body: unknown, length: number): boolean {
	if (!isObject(body)) return false;
	const { total, totalCount, hasMore, has_more: more, next, nextCursor, nextPage } = body;
	const isLonger = [total, totalCount].some((count) => Number(count) > length);
	return isLonger || [hasMore, more, next, nextCursor, nextPage].some(Boolean);
}

/**
 * The object of a single answer, also where it stands under its own name or `data`, beside an id of something else;
 * undefined when there is none.
 */
export function readOne(body: unknown, name: string): IDataObject | undefined {
	if (!isObject(body)) return undefined;
	const candidates = [body[name], body.data, body].filter(isObject);
	return (
		candidates.find(({ id, [`${name}Id`]: other }) => readId(id) ?? readId(other)) ?? candidates[0]
	);
}

/** An id as non-empty text; numbers become text, everything else is no id. */
export function readId(value: unknown): string | undefined {
	if (typeof value === 'number') return String(value);
	return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/**
 * A time in milliseconds since 1970; undefined for what is none. One without an offset is in UTC, as all times of the
 * API (docs.nebrijaai.com), wherever n8n runs, and none where its day and month can be taken for each other; a number
 * counts the milliseconds or seconds since 1970.
 */
export function readTime(value: unknown): number | undefined {
	if (typeof value === 'number') return value < 1e11 ? value * 1000 : value;
	const text = readId(value);
	if (text === undefined) return undefined;
	const isPlain = text.includes(':') && !/(Z|GMT|UTC|[+-]\d{2}:?\d{2})$/i.test(text);
	const time = isPlain && !/^\d{4}-/.test(text) ? NaN : Date.parse(isPlain ? `${text}Z` : text);
	return Number.isNaN(time) ? undefined : time;
}

/** Whether two ids name the same thing: uuids may be written in upper or lower case. */
export function isSameId(one: unknown, other: unknown): boolean {
	return String(one).toLowerCase() === String(other).toLowerCase();
}
