import { NodeApiError } from 'n8n-workflow';
import type {
	IAllExecuteFunctions,
	IDataObject,
	IHttpRequestOptions,
	JsonObject,
} from 'n8n-workflow';

export const credentialName = 'nebrijaApi';

/** What came back: any HTTP status, 4xx and 5xx included. */
export interface Answer {
	status: number;
	headers: IDataObject;
	body: unknown;
}

/** No complete answer came back. `sent` is false only where the request provably never reached the API. */
export interface NoAnswer {
	code: string;
	sent: boolean;
}

/** What became of a request. */
export type Outcome = Answer | NoAnswer;

/** Node.js error codes and system calls that end a request before its first byte is sent. */
const neverSentCodes = [
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'ERR_INVALID_URL',
	'ERR_SSL_WRONG_VERSION_NUMBER',
];
const neverSentCalls = ['connect', 'getaddrinfo'];
const certificateCode = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS_/;

interface Failure {
	isAxiosError?: boolean;
	code?: string;
	syscall?: string;
	cause?: Failure;
}

interface RequestError {
	cause?: Failure;
	httpCode?: string | null;
	messages?: string[];
}

/**
 * What is known of a request that failed, from the error n8n throws; undefined where it was not the network that
 * failed. n8n before 2.34 drops the cause of its error, but keeps the cause's code as `httpCode` and its text among the
 * messages.
 */
export function readNoAnswer({
	cause,
	httpCode,
	messages = [],
}: RequestError): NoAnswer | undefined {
	const failure: Failure | undefined = cause ?? (httpCode ? { code: httpCode } : undefined);
	if (!failure?.code && !failure?.isAxiosError) return undefined;
	const code = failure.code ?? 'UNKNOWN';
	const calls = [failure.syscall, failure.cause?.syscall];
	const told = cause
		? []
		: neverSentCalls.filter((call) => messages.some((text) => text.startsWith(`${call} `)));
	const neverConnected = neverSentCalls.some((call) => [...calls, ...told].includes(call));
	const neverSent = neverSentCodes.includes(code) || neverConnected || certificateCode.test(code);
	return { code, sent: !neverSent };
}

/** The context with a cancel signal that also ends at `deadline`; n8n gives every request the signal of its context. */
function withDeadline(
	context: IAllExecuteFunctions,
	deadline: AbortSignal,
): IAllExecuteFunctions & { getExecutionCancelSignal(): AbortSignal } {
	const cancelled =
		'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
	const signal = cancelled ? AbortSignal.any([cancelled, deadline]) : deadline;
	return Object.create(context, { getExecutionCancelSignal: { value: () => signal } });
}

/**
 * Sends one request with the credential and resolves with the answer, whatever its status, or with what is
 * known when none came. `timeout` (milliseconds) limits the whole of it: n8n's own limit is one for silence, which an
 * answer that drips never reaches. Redirects are not followed: n8n would send a launch again on 307 and 308. A status
 * never throws, so n8n does not repeat the request after a 401 (n8n-core request-helpers/authentication.js).
 * Rejects only when nothing could be sent for a reason other than the network, such as a missing credential.
 */
export async function sendRequest(
	context: IAllExecuteFunctions,
	options: IHttpRequestOptions & { timeout: number },
): Promise<Outcome> {
	const deadline = AbortSignal.timeout(options.timeout);
	const limited = withDeadline(context, deadline);
	try {
		const response = await context.helpers.httpRequestWithAuthentication.call(
			limited,
			credentialName,
			{
				...options,
				json: true,
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true,
			},
		);
		return { status: response.statusCode, headers: response.headers, body: response.body };
	} catch (error) {
		const noAnswer = readNoAnswer(error as RequestError);
		if (!noAnswer) throw new NodeApiError(context.getNode(), error as JsonObject);
		return deadline.aborted && noAnswer.sent ? { ...noAnswer, code: 'ETIMEDOUT' } : noAnswer;
	}
}

/** Whether an answer came, whatever its status. */
export function isAnswer(outcome: Outcome): outcome is Answer {
	return 'status' in outcome;
}

/** Whether an answer came whose status says that the request was carried out. */
export function isSuccess(outcome: Outcome): outcome is Answer {
	return isAnswer(outcome) && outcome.status >= 200 && outcome.status < 300;
}

/** Milliseconds the API asks to wait, given as seconds or as an HTTP date (RFC 9110, 10.2.3); undefined if it names no time. */
export function readRetryAfter(outcome: Outcome, now: number): number | undefined {
	if (!isAnswer(outcome)) return undefined;
	const value = String(outcome.headers['retry-after'] ?? '').trim();
	const wait = /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
	return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

/** Whether the API refused a request because there are too many; nothing was carried out. */
export function isRateLimited(outcome: Outcome): outcome is Answer {
	return isAnswer(outcome) && outcome.status === 429;
}
