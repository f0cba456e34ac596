import { readOne } from '../api/answer';
import { readCallId } from '../api/call';
import type { Call } from '../api/call';
import { isAnswer, isRateLimited, isSuccess } from '../api/request';
import type { Outcome } from '../api/request';

/**
 * What the answer to POST /calls means for the phone:
 * `launched`: it rings; `refused`: it does not, and sending the same again is no use; `limited`: it does not,
 * and may be sent later; `notSent`: the request never reached the API; `unknown`: it may ring.
 */
export type Verdict =
	| { is: 'launched'; call: Call; id: string }
	| { is: 'refused' | 'limited' | 'notSent' | 'unknown' };

/** 4xx that may come after the platform accepted: time-outs (408, 499) and a conflict, perhaps with itself (409). */
const unclearRefusals = [408, 409, 499];

/** The decision table of a launch. None of its rows is documented (nebrija-api: all inferred); the doubtful are `unknown`. */
export function decide(outcome: Outcome): Verdict {
	if (!isAnswer(outcome)) return { is: outcome.sent ? 'unknown' : 'notSent' };
	if (isSuccess(outcome)) {
		const call = readOne(outcome.body, 'call');
		const id = call && readCallId(call);
		return call && id !== undefined ? { is: 'launched', call, id } : { is: 'unknown' };
	}
	if (isRateLimited(outcome)) return { is: 'limited' };
	const { status } = outcome;
	const isRefusal = status >= 400 && status < 500 && !unclearRefusals.includes(status);
	return { is: isRefusal ? 'refused' : 'unknown' };
}
