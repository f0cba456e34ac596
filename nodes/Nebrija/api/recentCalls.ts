import { NodeApiError } from 'n8n-workflow';
import type { IAllExecuteFunctions } from 'n8n-workflow';

import { readList } from './envelopes';
import { explainBody, explainOutcome } from './explain';
import { credentialName, isAnswer, sendRequest } from './request';
import type { Call } from './types';

/** The API has no pages, only a longer list; it lists 50 by default, so no bound can lie below that. */
const limits = [50, 200, 800, 3_200, 10_000];

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
 * Rejects with a message for the user when not even the shortest list can be read.
 */
export async function readRecentCalls(
	context: IAllExecuteFunctions,
	isEnough: (calls: Call[]) => boolean,
): Promise<{ calls: Call[]; reached: boolean }> {
	const { baseUrl } = await context.getCredentials(credentialName);
	let calls: Call[] | undefined;
	for (const limit of limits) {
		const outcome = await sendRequest(context, {
			method: 'GET',
			baseURL: String(baseUrl),
			url: '/calls',
			qs: { limit },
			timeout,
		});
		const succeeded = isAnswer(outcome) && outcome.status >= 200 && outcome.status < 300;
		const longer: Call[] | undefined = succeeded ? readList(outcome.body, 'calls') : undefined;
		const tooLong = isAnswer(outcome) && [400, 413, 422].includes(outcome.status);
		if (!longer && calls && tooLong) break;
		if (!longer) {
			const { message, advice } = succeeded
				? explainBody(outcome.body, 'a list of calls')
				: explainOutcome(outcome, whilePolling);
			const status = isAnswer(outcome) ? { httpCode: String(outcome.status) } : {};
			throw new NodeApiError(
				context.getNode(),
				{},
				{ message: `${message}. ${advice}`, description: advice, ...status },
			);
		}
		if (isEnough(longer)) return { calls: longer, reached: true };
		if (longer.length < limit) return { calls: longer, reached: !looksCut(longer.length) };
		calls = longer;
	}
	return { calls: calls ?? [], reached: false };
}

/** A list of a round length that is shorter than asked for was probably cut by an upper bound nobody knows. */
function looksCut(length: number): boolean {
	return length >= limits[0] && length % limits[0] === 0;
}
