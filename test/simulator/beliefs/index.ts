import { answers } from './answers';
import { calls } from './calls';
import { clocks } from './clocks';
import { deliveries } from './deliveries';
import { lists } from './lists';
import { registrations } from './registrations';

export { type Belief, type Certainty, type Means, means, type Otherwise } from './belief';

/** Everything that is believed of the API, once: the simulator is otherwise by it, `npm run check:api` asks for it. */
export const beliefs = {
	...lists,
	...clocks,
	...calls,
	...answers,
	...registrations,
	...deliveries,
};

export type BeliefName = keyof typeof beliefs;
