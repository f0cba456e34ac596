import full from 'libphonenumber-js/max/metadata';

/** The kinds of number of a numbering plan, in the order in which the metadata holds them. */
const kinds = [
	'FIXED_LINE',
	'MOBILE',
	'TOLL_FREE',
	'PREMIUM_RATE',
	'PERSONAL_NUMBER',
	'VOICEMAIL',
	'UAN',
	'PAGER',
	'VOIP',
	'SHARED_COST',
] as const;

export type Kind = (typeof kinds)[number];

export interface NumberingPlan {
	/** A country's code of two letters, or the calling code of what belongs to no country. */
	name: string;
	callingCode: string;
	patterns: Partial<Record<Kind, string>>;
}

type Row = [callingCode: string, ...rest: unknown[]];
const { countries, nonGeographic } = full as unknown as Record<string, Record<string, Row>>;

/** Every numbering plan of the full metadata, with the pattern of each kind of number it knows. */
export const numberingPlans: NumberingPlan[] = [
	...Object.entries(countries),
	...Object.entries(nonGeographic),
].map(([name, row]) => {
	const patterns = (row[11] ?? []) as Array<[string] | 0>;
	return {
		name,
		callingCode: row[0],
		patterns: Object.fromEntries(
			patterns.flatMap((entry, place) => (entry && entry[0] ? [[kinds[place], entry[0]]] : [])),
		),
	};
});
