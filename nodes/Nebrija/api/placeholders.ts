import type { IDataObject } from 'n8n-workflow';

/** Filled by the platform itself, dotted names below them included: those of Vapi, on which it seems to run. */
const builtIn = [
	'now',
	'date',
	'time',
	'datetime',
	'year',
	'month',
	'day',
	'customer',
	'call',
	'assistant',
	'phoneNumber',
	'transport',
];

const word = '[\\p{L}\\p{N}_]+(?:-+[\\p{L}\\p{N}_]+)*';

/** `{{name}}`, `{{ name | filter: x }}`, `{{a.b}}`; quoted texts, sums and names with spaces are none. */
const placeholder = new RegExp(
	`\\{\\{-?\\s*(?!\\d)(${word}(?:\\.${word})*)\\s*(?:\\||-?\\}\\})`,
	'gu',
);

/**
 * The names of all placeholders in the texts of an assistant, however deep they stand, each once and in order of
 * appearance; those the platform fills in by itself are left out.
 */
export function findPlaceholders(config: unknown): string[] {
	const names = findTexts(config).flatMap((text) =>
		[...text.matchAll(placeholder)].map(([, name]) => name),
	);
	return [...new Set(names)].filter((name) => !builtIn.includes(name.split('.')[0]));
}

function findTexts(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	if (typeof value !== 'object' || value === null) return [];
	return Object.values(value).flatMap(findTexts);
}

/**
 * Values keyed by the names of their placeholders, as templates read them: `a.b` stands as `b` inside `a`. A plain
 * `a` beside it is left out, since one name cannot be both.
 */
export function nestByName(values: IDataObject): IDataObject {
	return nest(Object.entries(values).map(([name, value]) => [name.split('.'), value]));
}

function nest(entries: Array<[string[], IDataObject[string]]>): IDataObject {
	const heads = [...new Set(entries.map(([[head]]) => head))];
	return Object.fromEntries(
		heads.map((head) => {
			const own = entries.filter(([[first]]) => first === head);
			const deeper = own.filter(([path]) => path.length > 1);
			if (deeper.length === 0) return [head, own[0][1]];
			return [head, nest(deeper.map(([path, value]) => [path.slice(1), value]))];
		}),
	);
}
