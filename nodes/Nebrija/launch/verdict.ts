import { readCallId, readOne } from '../api/answer';
import { isAnswer } from '../api/request';
import type { Answer, NoAnswer } from '../api/request';

/**
 * What the answer to POST /calls means for the phone:
 * `launched`: it rings; `refused`: it does not, and sending the same again is no use; `limited`: it does not,
 * and may be sent later; `notSent`: the request never reached the API; `unknown`: it may ring.
 */
export type Verdict = 'launched' | 'refused' | 'limited' | 'notSent' | 'unknown';

/** 4xx that may come after the platform accepted: a timeout (408) and a conflict, perhaps with itself (409). */
const unclearRefusals = [408, 409];

/** The decision table of a launch. None of its rows is documented (nebrija-api: all inferred); the doubtful are `unknown`. */
export function decide(outcome: Answer | NoAnswer): Verdict {
	if (!isAnswer(outcome)) return outcome.sent ? 'unknown' : 'notSent';
	const { status, body } = outcome;
	if (status >= 200 && status < 300) {
		return readCallId(readOne(body, 'call') ?? {}) === undefined ? 'unknown' : 'launched';
	}
	if (status === 429) return 'limited';
	if (status >= 400 && status < 500 && !unclearRefusals.includes(status)) return 'refused';
	return 'unknown';
}
