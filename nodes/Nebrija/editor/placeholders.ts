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
