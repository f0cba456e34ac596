import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { readLatestCalls } from '../api/calls';
import type { Call } from '../api/call';
import { readCallFilters } from './filters';
import { ItemProblem, expectWholeListing } from '../item/problem';
import { readLocator } from '../item/parameters';
import { itemOperation } from '../item/operation';

/** Calls asked for at first when filters are applied here. */
const firstLook = 200;

/**
 * The latest calls, at most `limit`. The API filters by assistant only and has no pages, so with other filters
 * the list is read again, ten times as long, until enough calls match or the list has ended.
 */
export const getCalls = itemOperation(async function (request) {
	const limit = readLimit(this);
	const agentId = readLocator(this, 'filters.assistantId');
	const filters = readCallFilters(this);
	const matching = (calls: Call[]) =>
		calls.filter((call) => filters.every((matches) => matches(call))).slice(0, limit);
	const reading = await readLatestCalls(
		this,
		request,
		{ first: filters.length > 0 ? Math.max(limit, firstLook) : limit, agentId },
		(listing) => matching(listing.calls).length >= limit,
	);
	const { calls } = expectWholeListing(reading);
	return matching(calls).map((json) => ({ json }));
});

function readLimit(context: IExecuteSingleFunctions): number {
	const limit = Number(context.getNodeParameter('limit', 50));
	if (Number.isInteger(limit) && limit >= 1) return limit;
	throw new ItemProblem({
		message: "The field 'Limit' is not a whole number from 1 upwards",
		advice: 'Enter how many calls you want at most, for example 50.',
	});
}
