import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import { readJsonObject } from '../item/parameters';

interface Variable {
	name?: string;
	value?: IDataObject[string];
}

/** The variables of one item, in whichever way they were entered; an empty object where there are none. */
export function readVariables(context: IExecuteSingleFunctions): IDataObject {
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

/**
 * Values keyed by the names of their placeholders, as templates read them: `a.b` stands as `b` inside `a`. A plain
 * `a` beside it is left out, since one name cannot be both.
 */
export function nestByName(values: IDataObject): IDataObject {
	return nest(Object.entries(values).map(([name, value]) => [name.split('.'), value]));
}

function nest(entries: Array<[string[], IDataObject[string]]>): IDataObject {
	const heads = [...new Set(entries.map(([[head]]) => head))];
	return Object.fromEntries(
		heads.map((head) => {
			const own = entries.filter(([[first]]) => first === head);
			const deeper = own.filter(([path]) => path.length > 1);
			if (deeper.length === 0) return [head, own[0][1]];
			return [head, nest(deeper.map(([path, value]) => [path.slice(1), value]))];
		}),
	);
}
