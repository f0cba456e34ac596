import { longestCall } from '../api/callOutcome';

/** How long the nodes wait for what, in milliseconds. One object, so that tests can be less patient. */
export const patience = {
	/** For the answer to a launch, unless the user sets Request Options > Timeout. */
	answer: 60_000,
	/** For the answer to a read that helps a launch or a wait. */
	read: 20_000,
	/** Between the tries of a request that never reached the API. */
	notSent: [500, 2_000],
	/** Before each look for a call whose launch got no clear answer. */
	lookUps: [0, 1_000, 2_000, 4_000, 8_000],
	/** After a 429 that names no time: the first wait, doubled until the most. */
	firstSlowDown: 200,
	mostSlowDown: 30_000,
	/** Refused for this long without a single launch, or asked to wait longer than this, a launch gives up. */
	slowDowns: 120_000,
	/** After this long, a call that is not in the list was not placed. */
	absence: 120_000,
	/** Longer than any call: after this long, a list that shows ended calls only would hold it, too. */
	longestCall,
	/** As old as this, what a list said is asked again before a phone rings. */
	hearsay: 30_000,
	/** How far back a retry looks that knows nothing of the execution it repeats. */
	forgotten: 24 * 3_600_000,
	/** How long a launch is remembered for all executions of this process: until any list shows it. */
	remembered: 2 * 3_600_000,
	/** Between two reads of a call whose end is waited for: the first time, then half as long again until the most. */
	firstPoll: 2_000,
	mostPoll: 30_000,
};
