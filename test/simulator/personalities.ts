import { type Belief, type BeliefName, beliefs, type Means, type Otherwise } from './beliefs';

/** The API as it may be: as documented, but for one belief. */
export type Personality = {
	name: string;
	/** What of the API is otherwise, in a sentence. */
	standsFor: string;
	/** Which belief it contradicts, like `list.order`; none if it is the documented one. */
	belief?: BeliefName;
	options: Otherwise;
	/** What it takes to see it. */
	shownBy: Means;
};

const entries = Object.entries(beliefs) as Array<[BeliefName, Belief]>;

/** The documented API first, then every one that differs from it in one belief. */
export const personalities: Personality[] = [
	{
		...{ name: 'documented', standsFor: 'The API is as documented and guessed.' },
		...{ options: {}, shownBy: 'reading' },
	},
	...entries.flatMap(([belief, { otherwise, shownBy: usual }]) =>
		Object.entries(otherwise).map(([name, [standsFor, options, shownBy = usual]]) => {
			return { name, standsFor, belief, options, shownBy };
		}),
	),
];

/** The personality of this name; throws with all names if there is none. */
export function personalityNamed(name: string): Personality {
	const found = personalities.find((personality) => personality.name === name);
	if (found) return found;
	const names = personalities.map((personality) => personality.name).join(', ');
	throw new Error(`There is no personality "${name}". There are: ${names}.`);
}
