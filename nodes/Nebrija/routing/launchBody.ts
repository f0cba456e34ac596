import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import { nestByName } from '../api/placeholders';
import type { LaunchBody } from '../api/types';
import { ItemProblem } from './errors';
import { readJsonObject, readLocator, requireLocator } from './parameters';
import { readPhoneNumber } from './phoneNumber';

interface Variable {
	name?: string;
	value?: IDataObject[string];
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

/**
 * The body of POST /calls for one item: the number in E.164, exactly one of assistant and A/B test or neither,
 * and no empty keys. Throws an ItemProblem for a value that cannot be sent.
 */
export function readLaunchBody(context: IExecuteSingleFunctions): LaunchBody {
	refuseBadOptions(context);
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
	switch (context.getNodeParameter('variablesMode', 'fields')) {
		case 'json':
			return readJsonObject(context, 'variablesJson', 'Variables (JSON)');
		case 'assistant':
			return readMappedVariables(context);
		default:
			return readVariableRows(context);
	}
}

/**
 * The fields of the resource mapper that have a value: left empty they are null, and expressions without a value
 * undefined. Read as a whole, because n8n fails on `variablesOfAssistant.value` while that is still null.
 */
function readMappedVariables(context: IExecuteSingleFunctions): IDataObject {
	const { value } = context.getNodeParameter('variablesOfAssistant', {}) as {
		value?: IDataObject | null;
	};
	const set = Object.entries(value ?? {}).filter(
		([, entry]) => entry !== null && entry !== undefined,
	);
	return nestByName(Object.fromEntries(set));
}

function readVariableRows(context: IExecuteSingleFunctions): IDataObject {
	const rows = context.getNodeParameter('variables.variable', []) as Variable[];
	return Object.fromEntries(
		rows
			.map(({ name, value }) => [String(name ?? '').trim(), value ?? ''])
			.filter(([name]) => name),
	) as IDataObject;
}
