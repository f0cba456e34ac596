import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import { readTimes } from '../api/call';
import type { Call } from '../api/call';
import { readOutcome } from '../api/callOutcome';
import { ItemProblem } from '../item/problem';
import { readLocator } from '../item/parameters';
import { readPhoneNumber } from '../phone/number';

type Matches = (call: Call) => boolean;

const asText = (value: unknown) =>
	String(value ?? '')
		.trim()
		.toLowerCase();

/** The filters of Get Many that the API does not know, as predicates; fields left empty give none. */
export function readCallFilters(context: IExecuteSingleFunctions): Matches[] {
	const filters = context.getNodeParameter('filters', {}) as IDataObject;
	const filled = (name: string) => asText(filters[name]) !== '';
	const testId = readLocator(context, 'filters.testId');
	const sameText = (name: 'status' | 'testVariant'): Matches[] =>
		filled(name) ? [(call) => asText(call[name]) === asText(filters[name])] : [];
	const time = (name: string) => readTime(context, filters[name], name);
	return [
		...sameText('status'),
		...(filled('outcome')
			? [(call: Call) => asText(readOutcome(call)) === asText(filters.outcome)]
			: []),
		...(testId === undefined ? [] : [(call: Call) => asText(call.testId) === asText(testId)]),
		...sameText('testVariant'),
		...(filled('customerNumber') ? [sameNumber(filters.customerNumber)] : []),
		...(filled('startedAfter') ? [startedSince(time('startedAfter'))] : []),
		...(filled('startedBefore') ? [startedBefore(time('startedBefore'))] : []),
	];
}

function sameNumber(wanted: unknown): Matches {
	const reading = readPhoneNumber(wanted);
	if ('problem' in reading) {
		throw new ItemProblem({
			message: reading.problem,
			advice: "Correct the filter 'Customer Number'.",
		});
	}
	return ({ customer }) => {
		const found = readPhoneNumber(customer?.number);
		return 'number' in found && found.number === reading.number;
	};
}

const startOf = (call: Call) => readTimes(call).start ?? NaN;
const startedSince =
	(time: number): Matches =>
	(call) =>
		startOf(call) >= time;
const startedBefore =
	(time: number): Matches =>
	(call) =>
		startOf(call) < time;

/** Milliseconds since 1970; a time without an offset is one in the time zone of the workflow. */
function readTime(context: IExecuteSingleFunctions, value: unknown, name: string): number {
	const { DateTime } = context.getWorkflowDataProxy(context.getItemIndex());
	const time = DateTime.fromISO(value instanceof Date ? value.toISOString() : String(value), {
		zone: context.getTimezone(),
	}).toMillis() as number;
	if (!Number.isNaN(time)) return time;
	throw new ItemProblem({
		message: `The filter '${name === 'startedAfter' ? 'Started After' : 'Started Before'}' is not a date`,
		advice: 'Choose a date, or give one such as 2026-01-31T09:00:00.',
	});
}
