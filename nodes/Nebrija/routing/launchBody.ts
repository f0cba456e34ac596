import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import type { LaunchBody } from '../api/types';
import { ItemProblem } from './errors';
import { readJsonObject, readLocator, requireLocator } from './parameters';
import { readPhoneNumber } from './phoneNumber';

interface Variable {
	name?: string;
	value?: IDataObject[string];
}

/**
 * The body of POST /calls for one item, or why there is none: the number in E.164, exactly one of assistant and
 * A/B test or neither, and no empty keys. Reads parameters only, and at once: no promise.
 */
export function readLaunchBody(
	context: IExecuteSingleFunctions,
): { body: LaunchBody } | { problem: Error } {
	try {
		refuseBadOptions(context);
		return { body: buildBody(context) };
	} catch (error) {
		return { problem: error as Error };
	}
}

/** These options protect people and the account, so a value that is no number must not switch them off. */
function refuseBadOptions(context: IExecuteSingleFunctions): void {
	for (const [name, displayName, least] of [
		['callsPerMinute', 'Calls per Minute', 0],
		['maxConcurrent', 'Max Concurrent', 1],
		['skipIfCalledWithin', 'Skip If Called Within', 0],
	] as const) {
		const value = context.getNodeParameter(`options.${name}`, least) as unknown;
		if (typeof value === 'number' && value >= least) continue;
		throw new ItemProblem({
			message: `The option ${displayName} is not a number from ${least} upwards`,
			advice: 'Correct the option, or remove it.',
		});
	}
}

function buildBody(context: IExecuteSingleFunctions): LaunchBody {
	const additionalFields = readJsonObject(context, 'options.additionalFields', 'Additional Fields');
	const phoneNumberId = readLocator(context, 'phoneNumberId');
	const variables = readVariables(context);
	return {
		...additionalFields,
		assistantId: undefined,
		testId: undefined,
		customer: {
			...readJsonObject(context, 'options.customer', 'Customer'),
			number: readCustomerNumber(context),
		},
		...readCallWith(context),
		...(phoneNumberId !== undefined && { phoneNumberId }),
		...(Object.keys(variables).length > 0 && { variables }),
	};
}

function readCustomerNumber(context: IExecuteSingleFunctions): string {
	const reading = readPhoneNumber(
		context.getNodeParameter('customerNumber', ''),
		context.getNodeParameter('options.defaultCountry', '') as string,
	);
	if ('number' in reading) return reading.number;
	throw new ItemProblem({
		message: reading.problem,
		advice: 'Correct the field Customer Number. This item was not called.',
	});
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

function readVariables(context: IExecuteSingleFunctions): IDataObject {
	if (context.getNodeParameter('variablesMode', 'fields') === 'json') {
		return readJsonObject(context, 'variablesJson', 'Variables (JSON)');
	}
	const rows = context.getNodeParameter('variables.variable', []) as Variable[];
	return Object.fromEntries(
		rows
			.map(({ name, value }) => [String(name ?? '').trim(), value ?? ''])
			.filter(([name]) => name),
	) as IDataObject;
}
