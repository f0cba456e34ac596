import type { IExecuteSingleFunctions } from 'n8n-workflow';

import type { LaunchBody } from '../api/call';
import { ItemProblem } from '../item/problem';
import { readJsonObject, readLocator, requireLocator } from '../item/parameters';
import { readCountry, readPhoneNumber } from '../phone/number';
import { readVariables } from './variables';

/** These options protect people and the account, so a value that is no number must not switch them off. */
function refuseBadOptions(context: IExecuteSingleFunctions): void {
	for (const [name, displayName, least] of [
		['callsPerMinute', 'Calls per Minute', 0],
		['maxCalls', 'Max Calls', 0],
		['maxConcurrent', 'Max Concurrent Launches', 1],
		['skipIfCalledWithin', 'Skip If Called Within (Minutes)', 0],
	] as const) {
		const value = context.getNodeParameter(`options.${name}`, least) as unknown;
		if (typeof value === 'number' && value >= least) continue;
		throw new ItemProblem({
			message: `The option '${displayName}' is not a number from ${least} upwards`,
			advice: 'Correct the option, or remove it.',
		});
	}
}

/**
 * The body of POST /calls for one item: the number in E.164, exactly one of assistant and A/B test or neither,
 * and no empty keys. Throws an ItemProblem for a value that cannot be sent.
 */
export function readLaunchBody(context: IExecuteSingleFunctions): LaunchBody {
	refuseBadOptions(context);
	const additionalFields = readJsonObject(
		context,
		'options.additionalFields',
		'Additional Fields (JSON)',
	);
	const phoneNumberId = readLocator(context, 'phoneNumberId');
	const variables = readVariables(context);
	return {
		...additionalFields,
		assistantId: undefined,
		testId: undefined,
		customer: {
			...readJsonObject(context, 'options.customer', 'Customer (JSON)'),
			number: readCustomerNumber(context),
		},
		...readCallWith(context),
		...(phoneNumberId !== undefined && { phoneNumberId }),
		...(Object.keys(variables).length > 0 && { variables }),
	};
}

function readCustomerNumber(context: IExecuteSingleFunctions): string {
	const number = readNumber(context, 'customerNumber', 'Customer Number');
	const allowed = context.getNodeParameter('options.allowedCountries', []) as string[];
	const country = allowed.length > 0 ? readCountry(number) : undefined;
	if (allowed.length === 0 || allowed.includes(country ?? '')) return number;
	throw badNumber({
		message: `${number} is not a number of the 'Allowed Countries'`,
		reason: "The phone number is not one of the 'Allowed Countries'",
		advice: "Check the number, or add its country to the option 'Allowed Countries'.",
	});
}

/** The number of this field in E.164, read for the Default Country; anything else is a problem that names the field. */
export function readNumber(
	context: IExecuteSingleFunctions,
	name: string,
	displayName: string,
): string {
	const reading = readPhoneNumber(
		context.getNodeParameter(name, ''),
		context.getNodeParameter('options.defaultCountry', '') as string,
	);
	if ('number' in reading) return reading.number;
	throw badNumber({
		message: reading.problem,
		reason: reading.problem.replace(/^"[^"]*" /, 'The phone number '),
		advice: `Correct the field '${displayName}'. This item was not called.`,
	});
}

/** The problem of an item that no later try can help: a workflow tells it by `badNumber` from one of the moment. */
function badNumber(words: ConstructorParameters<typeof ItemProblem>[0]): ItemProblem {
	return new ItemProblem(words, { badNumber: true });
}

function readCallWith(
	context: IExecuteSingleFunctions,
): Pick<LaunchBody, 'assistantId' | 'testId'> {
	switch (context.getNodeParameter('callWith', 'assistant')) {
		case 'assistant':
			return { assistantId: requireLocator(context, 'assistantId', 'Assistant') };
		case 'abTest':
			return { testId: requireLocator(context, 'testId', 'A/B Test') };
		default:
			return {};
	}
}
