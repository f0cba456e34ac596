import { NodeApiError } from 'n8n-workflow';
import type { IAllExecuteFunctions } from 'n8n-workflow';

import { explainBody, explainOutcome } from '../api/explain';
import { readLatestCalls } from '../api/calls';
import { isAnswer } from '../api/request';
import type { Call } from '../api/call';

/** The shortest list to ask for: the default of the API. */
const first = 50;

const timeout = 30_000;

const whilePolling = {
	4: { message: 'Nebrija AI refused to list the calls', advice: 'Ask the support of Nebrija AI.' },
	429: {
		message: 'Nebrija AI is receiving too many requests',
		advice: 'Poll less often. No call is lost: the next poll goes on where the last one ended.',
	},
};

/**
 * The latest calls, in ever longer lists until `isEnough`; `reached` is false where the API would not list as many.
 * Rejects with a message for the user when the list cannot be read.
 */
export async function readRecentCalls(
	context: IAllExecuteFunctions,
	isEnough: (calls: Call[]) => boolean,
): Promise<{ calls: Call[]; reached: boolean }> {
	const reading = await readLatestCalls(context, { timeout }, { first }, (list) =>
		isEnough(list.calls),
	);
	if ('calls' in reading) {
		const { calls, complete } = reading;
		return { calls, reached: complete || isEnough(calls) };
	}
	const { outcome } = reading;
	const { message, advice } =
		isAnswer(outcome) && outcome.status < 300
			? explainBody(outcome.body, 'a list of calls')
			: explainOutcome(outcome, whilePolling);
	const status = isAnswer(outcome) ? { httpCode: String(outcome.status) } : {};
	throw new NodeApiError(
		context.getNode(),
		{},
		{ message: `${message}. ${advice}`, description: advice, ...status },
	);
}
