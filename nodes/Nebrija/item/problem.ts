import type { IDataObject } from 'n8n-workflow';

import { explainBody, explainOutcome } from '../api/explain';
import type { Explanation, Explanations } from '../api/explain';
import { refusesLength } from '../api/calls';
import type { Unlisted } from '../api/calls';
import type { Listing } from '../api/listing';
import { isAnswer, isSuccess } from '../api/request';
import type { Outcome } from '../api/request';

/** The reason why an item has no result; `details` go into the error item (status, call id, …). */
export class ItemProblem extends Error {
	readonly advice: string;

	/** The reason without what is the item's own, so that items with the same one can be told together. */
	readonly reason: string;

	constructor(
		{ message, advice, reason = message }: Explanation & { reason?: string },
		readonly details: IDataObject = {},
	) {
		super(message);
		this.advice = advice;
		this.reason = reason;
	}
}

/** Explains an answer that is no success, or the lack of one; `special` wins over the general tables. */
export function explainFailure(outcome: Outcome, special?: Explanations): ItemProblem {
	const details = isAnswer(outcome) ? { status: outcome.status } : { code: outcome.code };
	return new ItemProblem(explainOutcome(outcome, special), details);
}

/** The body of a successful answer; every other outcome ends here, in one explained problem. */
export function expectSuccess(outcome: Outcome, special?: Explanations): unknown {
	if (isSuccess(outcome)) return outcome.body;
	throw explainFailure(outcome, special);
}

/** The problem of an answer that is a success by its status but holds something else than `expected`. */
export function unexpectedBody(body: unknown, expected: string): ItemProblem {
	return new ItemProblem(explainBody(body, expected));
}

/** The list of calls that was read; an answer without one ends in one explained problem. */
export function expectListing(reading: Listing | Unlisted, special?: Explanations): Listing {
	if ('calls' in reading) return reading;
	throw unexpectedBody(expectSuccess(reading.outcome, special), 'a list of calls');
}

/** The list, unless a longer one failed that was asked for: for those who want all there is. */
export function expectWholeListing(reading: Listing | Unlisted, special?: Explanations): Listing {
	const listing = expectListing(reading, special);
	const { outcome } = listing;
	if (!outcome || refusesLength(outcome)) return listing;
	return expectListing({ outcome }, special);
}
