import type { IDataObject, ILoadOptionsFunctions } from 'n8n-workflow';

import { readList, readOne } from '../api/answer';
import { explainBody, explainOutcome } from '../api/explain';
import type { Explanation, Explanations } from '../api/explain';
import { isAnswer, isSuccess, sendRequest } from '../api/request';

/** Why something in the user's account could not be read, with the HTTP status if there was one. */
export type Unread = Explanation & { status?: number };

/** What the user's account holds, or why it could not be read. */
export type Reading<T> = { found: T } | { unread: Unread };

/** Only the parameters that are documented; without a limit the API lists 50 calls. */
const lists = {
	assistants: { url: '/assistants', expected: 'a list of assistants' },
	abTests: { url: '/ab-tests', expected: 'a list of A/B tests' },
	phoneNumbers: { url: '/phone-numbers', expected: 'a list of phone numbers' },
	calls: { url: '/calls', qs: { limit: 200 }, expected: 'a list of calls' },
};

export type AccountList = keyof typeof lists;

const timeout = 30_000;

/** In the editor there are no items and no fields to correct. */
const inTheEditor: Explanations = {
	...Object.fromEntries(
		[4, 400, 422].map((status) => [
			status,
			{
				message: 'Nebrija AI did not answer the question of this field',
				advice: 'You can still enter an ID, or use an expression.',
			},
		]),
	),
	429: {
		message: 'Nebrija AI is receiving too many requests',
		advice: 'Wait a minute, then try again.',
	},
};

const noSuchAssistant: Explanations = {
	404: {
		message: 'Nebrija AI does not know this assistant',
		advice: "Choose another one in the field 'Assistant'.",
	},
};

/** Everything the API lists under this name, whatever the list is wrapped in. */
export async function readAccountList(
	context: ILoadOptionsFunctions,
	name: AccountList,
): Promise<Reading<IDataObject[]>> {
	const { expected, ...request } = lists[name];
	return await read(context, request, (body) => readList(body, name), expected);
}

/** One assistant with its free-form `config`. */
export async function readAssistant(
	context: ILoadOptionsFunctions,
	id: string,
): Promise<Reading<IDataObject>> {
	const request = { url: `/assistants/${encodeURIComponent(id)}` };
	const find = (body: unknown) => readOne(body, 'assistant');
	return await read(context, request, find, 'an assistant', noSuchAssistant);
}

async function read<T>(
	context: ILoadOptionsFunctions,
	request: { url: string; qs?: IDataObject },
	find: (body: unknown) => T | undefined,
	expected: string,
	special?: Explanations,
): Promise<Reading<T>> {
	const outcome = await sendRequest(context, { method: 'GET', timeout, ...request });
	if (!isAnswer(outcome)) return { unread: explainOutcome(outcome) };
	const { status, body } = outcome;
	if (!isSuccess(outcome)) {
		return { unread: { ...explainOutcome(outcome, { ...inTheEditor, ...special }), status } };
	}
	const found = find(body);
	return found === undefined ? { unread: explainBody(body, expected) } : { found };
}
