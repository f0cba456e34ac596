import { NodeApiError } from 'n8n-workflow';
import type { IAllExecuteFunctions, IDataObject } from 'n8n-workflow';

import { readId, readList, readOne } from './answer';
import { explainBody, explainOutcome } from './explain';
import type { Explanation } from './explain';
import { isAnswer, isSuccess, sendRequest } from './request';
import type { Outcome } from './request';

/** A webhook registration; which fields GET /webhooks shows is unknown, `secret` is shown by POST /webhooks only. */
export interface Webhook {
	id?: string;
	url?: string;
	events?: string[];
	secret?: string;
	/** By the clock of the API. */
	createdAt?: string;
}

/** In milliseconds: activating a workflow must end in a clear message, not in waiting. */
const timeout = 20_000;

const addressRefused = {
	message: 'Nebrija AI did not take the address of this workflow',
	advice:
		"It must be reachable from the internet: set the environment variable WEBHOOK_URL of n8n to its public https address. Without one, use the node 'Nebrija Call Poll Trigger'.",
};

/** Activating has no items and no fields to correct. */
const whileActivating = {
	4: { message: 'Nebrija AI refused the request', advice: 'Ask the support of Nebrija AI.' },
	400: addressRefused,
	409: addressRefused,
	422: addressRefused,
	429: {
		message: 'Nebrija AI is receiving too many requests',
		advice: 'Wait a minute, then activate the workflow again.',
	},
};

/**
 * n8n shows only the message of a failed activation (active-workflow-manager.js), so the advice stands in it; n8n 2.8
 * shows a description in its place, so there is none.
 */
function refusal(context: IAllExecuteFunctions, doing: string, outcome: Outcome): NodeApiError {
	const { message, advice }: Explanation = isSuccess(outcome)
		? explainBody(outcome.body, 'what belongs to a webhook')
		: explainOutcome(outcome, whileActivating);
	return new NodeApiError(
		context.getNode(),
		{},
		{
			message: `${doing}. ${message}. ${advice}`,
			...(isAnswer(outcome) && { httpCode: String(outcome.status) }),
		},
	);
}

function toWebhook(fields: IDataObject): Webhook {
	const { events } = fields;
	return {
		id: readId(fields.id),
		url: readId(fields.url),
		secret: readId(fields.secret),
		createdAt: readId(fields.createdAt),
		...(Array.isArray(events) && { events: events.map(String) }),
	};
}

/** All registrations of the account. Rejects where no list can be read: absence must be known, not assumed. */
export async function listWebhooks(
	context: IAllExecuteFunctions,
	doing: string,
): Promise<Webhook[]> {
	const outcome = await sendRequest(context, { timeout, method: 'GET', url: '/webhooks' });
	const list = isSuccess(outcome) ? readList(outcome.body, 'webhooks') : undefined;
	if (!list) throw refusal(context, doing, outcome);
	return list.map(toWebhook);
}

/** What became of a registration: `failure` unless it has id and secret; `mayStand` where one may exist all the same. */
export interface Created {
	webhook: Webhook;
	failure?: NodeApiError;
	mayStand: boolean;
}

/** Registers an address. The secret stands in this answer only (docs.nebrijaai.com, "crear webhook"). */
export async function createWebhook(
	context: IAllExecuteFunctions,
	doing: string,
	body: { url: string; events: string[]; description: string },
): Promise<Created> {
	const outcome = await sendRequest(context, { timeout, method: 'POST', url: '/webhooks', body });
	const answer = isSuccess(outcome) ? readOne(outcome.body, 'webhook') : undefined;
	const webhook = toWebhook(answer ?? {});
	if (webhook.id && webhook.secret) return { webhook, mayStand: true };
	const mayStand = isAnswer(outcome) ? outcome.status < 400 || outcome.status >= 500 : outcome.sent;
	return { webhook, failure: refusal(context, doing, outcome), mayStand };
}

/** Removes a registration; one that was gone before (404, 410) is fine. Rejects where it may still stand. */
export async function deleteWebhook(
	context: IAllExecuteFunctions,
	doing: string,
	id: string,
): Promise<void> {
	const url = `/webhooks/${encodeURIComponent(id)}`;
	const outcome = await sendRequest(context, { timeout, method: 'DELETE', url });
	const wasGone = isAnswer(outcome) && [404, 410].includes(outcome.status);
	if (!wasGone && !isSuccess(outcome)) throw refusal(context, doing, outcome);
}
