import { isObject } from './answer';
import { isAnswer } from './request';
import type { Outcome } from './request';

/** What happened, in the user's words, and how to get unstuck. */
export interface Explanation {
	message: string;
	advice: string;
}

export type Explanations = Record<string, Explanation>;

const checkFields =
	'If a value of this item is the reason, correct it. If it is a rule, such as a number that may not be called, leave the item out.';
const checkAddress =
	"Check the 'Base URL' of the credential: it usually is https://nebrijaai.com/api/v1";
const checkNetwork =
	"Check the network of the machine n8n runs on, and the 'Base URL' of the credential.";

/** Keyed by HTTP status, or by the first digit for all others of that class. */
const byStatus: Explanations = {
	3: { message: "The 'Base URL' leads to another address", advice: checkAddress },
	4: { message: 'Nebrija AI refused the request', advice: checkFields },
	400: { message: 'Nebrija AI could not use the values of this item', advice: checkFields },
	401: {
		message: 'Nebrija AI did not accept the API token of the credential',
		advice: "Open the Nebrija AI credential of this node and enter the 'API Token' again.",
	},
	402: {
		message: 'Nebrija AI asks for payment',
		advice: 'Check the balance of your Nebrija AI account.',
	},
	403: {
		message: 'Nebrija AI does not allow this with the API token of the credential',
		advice: 'Check the permissions and the balance of your Nebrija AI account.',
	},
	404: { message: 'Nebrija AI does not know this address', advice: checkAddress },
	422: { message: 'Nebrija AI could not use the values of this item', advice: checkFields },
	429: {
		message: 'Nebrija AI is receiving too many requests',
		advice: 'Send fewer items at a time, or wait a minute before you run the workflow.',
	},
	5: {
		message: 'Nebrija AI has a fault on its side',
		advice: 'Nothing in this workflow is wrong. If it lasts, ask the support of Nebrija AI.',
	},
};

/** Keyed by the Node.js error code of a request that got no complete answer. */
const byCode: Explanations = {
	ENOTFOUND: { message: "There is no server at the 'Base URL'", advice: checkAddress },
	EAI_AGAIN: { message: "The server at the 'Base URL' could not be found", advice: checkNetwork },
	ECONNREFUSED: { message: "The server at the 'Base URL' does not answer", advice: checkNetwork },
	ECONNABORTED: { message: 'Nebrija AI did not answer in time', advice: checkNetwork },
	ETIMEDOUT: { message: 'Nebrija AI did not answer in time', advice: checkNetwork },
	ERR_CANCELED: { message: 'The request was cancelled', advice: 'The execution was stopped.' },
};

const connectionLost = {
	message: 'The connection to Nebrija AI was lost',
	advice: checkNetwork,
};

/** The API's own words in an error answer, wherever they stand; empty for a web page or an empty body. */
export function readApiWords(body: unknown): string {
	const words = findWords(body).trim();
	if (words.startsWith('<')) return '';
	return words.replace(/bearer\s+\S+/gi, 'Bearer …').slice(0, 300);
}

function findWords(body: unknown): string {
	if (typeof body === 'string') return body;
	if (Array.isArray(body)) return findWords(body[0]);
	if (!isObject(body)) return '';
	return (
		['message', 'error', 'detail', 'errors', 'issues']
			.map((key) => findWords(body[key]))
			.find((words) => words !== '') ?? ''
	);
}

/** Explains an answer that is no success, or the lack of one; `special` wins over the general tables. */
export function explainOutcome(outcome: Outcome, special: Explanations = {}): Explanation {
	if (!isAnswer(outcome)) return byCode[outcome.code] ?? connectionLost;
	const { status, body } = outcome;
	const kind = String(status)[0];
	const { message, advice } = special[status] ??
		byStatus[status] ??
		special[kind] ??
		byStatus[kind] ?? {
			message: "The server at the 'Base URL' does not answer as Nebrija AI does",
			advice: checkAddress,
		};
	const words = readApiWords(body);
	return { message: words ? `${message}: ${words}` : message, advice };
}

/** Explains an answer that is a success by its status but holds something else than `expected`. */
export function explainBody(body: unknown, expected: string): Explanation {
	const found = isObject(body)
		? `an object with the keys ${Object.keys(body).slice(0, 10).join(', ') || '(none)'}`
		: typeof body === 'string' && body.trim().startsWith('<')
			? 'a web page'
			: 'something else';
	return {
		message: `Nebrija AI answered with ${found} instead of ${expected}`,
		advice: checkAddress,
	};
}
