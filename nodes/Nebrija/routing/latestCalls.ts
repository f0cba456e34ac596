import type { IAllExecuteFunctions, IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import { readList } from '../api/envelopes';
import { isAnswer, sendRequest } from '../api/request';
import type { Call } from '../api/types';
import { expectSuccess, unexpectedBody } from './errors';

/** The most calls to ask for: the API has no pages, only a longer list. */
const most = 10_000;

/** The default of `limit` in the API, so no unknown upper bound can lie below it. */
const defaultLimit = 50;

/** The latest calls of the account, as one list answer gave them. */
export interface Listing {
	calls: Call[];
	/** Whether the list has provably ended, and was not cut by an upper bound nobody knows. */
	complete: boolean;
	/** The API's clock minus ours in milliseconds, undefined if it sent no date. */
	clockDifference?: number;
}

/** Reads the latest calls, four times as many at a time, until `enough` says so or there are no more to be had. */
export async function readLatestCalls(
	context: IAllExecuteFunctions,
	request: IHttpRequestOptions,
	{ first, agentId }: { first: number; agentId?: string },
	enough: (listing: Listing) => boolean,
): Promise<Listing> {
	for (let limit = first; ; limit = Math.min(limit * 4, most)) {
		const qs: IDataObject = { limit, ...(agentId !== undefined && { agentId }) };
		const answer = await sendRequest(context, { ...request, method: 'GET', url: '/calls', qs });
		const body = expectSuccess(answer);
		const calls: Call[] | undefined = readList(body, 'calls');
		if (!calls) throw unexpectedBody(body, 'a list of calls');
		const serverTime = isAnswer(answer) ? Date.parse(String(answer.headers.date)) : NaN;
		const listing = {
			calls,
			complete: calls.length < limit && !looksCut(calls.length),
			...(!Number.isNaN(serverTime) && { clockDifference: serverTime - Date.now() }),
		};
		if (enough(listing) || calls.length < limit || limit >= most) return listing;
	}
}

function looksCut(length: number): boolean {
	return length >= defaultLimit && length % defaultLimit === 0;
}
