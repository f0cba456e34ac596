import { calls } from './calls';
import { clocks } from './clocks';
import { deliveries } from './deliveries';
import { lists } from './lists';
import type { Otherwise, Rows } from './rows';

/** The API as it may be: as documented, but for one belief. */
export type Personality = {
	name: string;
	/** What of the API is otherwise, in a sentence. */
	standsFor: string;
	/** Which belief it contradicts, like `list.order`; none if it is the documented one. */
	belief?: string;
	options: Otherwise;
};

const rows: Rows = { ...lists, ...clocks, ...calls, ...deliveries };

/** The documented API first, then every one that differs from it in one belief. */
export const personalities: Personality[] = [
	{ name: 'documented', standsFor: 'The API is as documented and guessed.', options: {} },
	...Object.entries(rows).flatMap(([belief, named]) =>
		Object.entries(named).map(([name, [standsFor, options]]) => ({
			name,
			standsFor,
			belief,
			options,
		})),
	),
];

/** The personality of this name; throws with all names if there is none. */
export function personalityNamed(name: string): Personality {
	const found = personalities.find((personality) => personality.name === name);
	if (found) return found;
	const names = personalities.map((personality) => personality.name).join(', ');
	throw new Error(`There is no personality "${name}". There are: ${names}.`);
}
