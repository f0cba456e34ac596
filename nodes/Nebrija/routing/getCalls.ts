import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { readList } from '../api/envelopes';
import { sendRequest } from '../api/request';
import type { Call } from '../api/types';
import { readCallFilters } from './callFilters';
import { ItemProblem, expectSuccess, unexpectedBody } from './errors';
import { readLocator } from './parameters';
import { perItem } from './perItem';

/** With filters that are applied here, the first look and the last one, in calls. */
const firstLook = 200;
const lastLook = 10_000;

/**
 * The latest calls, at most `limit`. The API filters by assistant only and has no pages, so with other filters
 * the list is read again, four times as long, until enough calls match or the list has ended.
 */
export const getCalls = perItem(async function (request) {
	const limit = readLimit(this);
	const agentId = readLocator(this, 'filters.assistantId');
	const filters = readCallFilters(this);
	let asked = filters.length > 0 ? Math.max(limit, firstLook) : limit;
	for (;;) {
		const qs = { limit: asked, ...(agentId !== undefined && { agentId }) };
		const body = expectSuccess(await sendRequest(this, { ...request, qs }));
		const calls: Call[] | undefined = readList(body, 'calls');
		if (!calls) throw unexpectedBody(body, 'a list of calls');
		const found = calls.filter((call) => filters.every((matches) => matches(call)));
		if (found.length >= limit || calls.length < asked || asked >= lastLook) {
			return found.slice(0, limit);
		}
		asked = Math.min(asked * 4, lastLook);
	}
});

function readLimit(context: IExecuteSingleFunctions): number {
	const limit = Number(context.getNodeParameter('limit', 50));
	if (Number.isInteger(limit) && limit >= 1) return limit;
	throw new ItemProblem({
		message: 'The field Limit is not a whole number from 1 upwards',
		advice: 'Enter how many calls you want at most, for example 50.',
	});
}
