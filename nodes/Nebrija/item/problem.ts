import type { IDataObject } from 'n8n-workflow';

import { explainBody, explainOutcome } from '../api/explain';
import type { Explanation, Explanations } from '../api/explain';
import type { Listing, Unread } from '../api/calls';
import { isAnswer } from '../api/request';
import type { Answer, NoAnswer } from '../api/request';

/** The reason why an item has no result; `details` go into the error item (status, call id, …). */
export class ItemProblem extends Error {
	readonly advice: string;

	constructor(
		{ message, advice }: Explanation,
		readonly details: IDataObject = {},
	) {
		super(message);
		this.advice = advice;
	}
}

/** Explains an answer that is no success, or the lack of one; `special` wins over the general tables. */
export function explainFailure(outcome: Answer | NoAnswer, special?: Explanations): ItemProblem {
	const details = isAnswer(outcome) ? { status: outcome.status } : { code: outcome.code };
	return new ItemProblem(explainOutcome(outcome, special), details);
}

/** The body of a successful answer; every other outcome ends here, in one explained problem. */
export function expectSuccess(outcome: Answer | NoAnswer, special?: Explanations): unknown {
	if (isAnswer(outcome) && outcome.status >= 200 && outcome.status < 300) return outcome.body;
	throw explainFailure(outcome, special);
}

/** The problem of an answer that is a success by its status but holds something else than `expected`. */
export function unexpectedBody(body: unknown, expected: string): ItemProblem {
	return new ItemProblem(explainBody(body, expected));
}

/** The list of calls that was read; an answer without one ends in one explained problem. */
export function expectListing(reading: Listing | Unread): Listing {
	if ('calls' in reading) return reading;
	throw unexpectedBody(expectSuccess(reading.outcome), 'a list of calls');
}

/** The problem of an item that must not call anybody before the list of calls has answered a question. */
export function unreadList(question: string, { message }: Error): ItemProblem {
	return new ItemProblem({
		message: `The list of calls could not be read to see ${question}, so this item was not called. ${message}`,
		advice: 'Nobody is called before Nebrija AI shows that list again.',
	});
}

/** The same where the list was read, but does not reach back far enough. */
export function tooShortList(question: string, advice: string): ItemProblem {
	return new ItemProblem({
		message: `The list of calls does not reach back far enough to see ${question}, so this item was not called`,
		advice,
	});
}
