import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import { readJsonObject } from '../item/parameters';
import { ItemProblem } from '../item/problem';

type Value = IDataObject[string];

interface Row {
	name?: unknown;
	value?: Value;
}

/** One variable: its value for this item, and whether an expression gave it. */
interface Variable {
	name: string;
	value: Value;
	byExpression: boolean;
}

/**
 * The variables of one item, in whichever way they were entered; an empty object where there are none. A value that
 * an expression left empty is a problem, by the name of the variable: an assistant would speak to the customer with a
 * gap. The option `allowEmptyVariables` lets them pass. A field that was left empty is simply not sent.
 */
export function readVariables(context: IExecuteSingleFunctions): IDataObject {
	const mode = context.getNodeParameter('variablesMode', 'assistant') as string;
	const variables = (readers[mode] ?? readMapped)(context);
	if (context.getNodeParameter('options.allowEmptyVariables', false) !== true) {
		refuseEmpty(variables);
	}
	const entries = variables
		.filter(({ value }) => value !== undefined)
		.map(({ name, value }) => [name, value]);
	const values = Object.fromEntries(entries) as IDataObject;
	return mode === 'assistant' ? nestByName(values) : values;
}

const readers: Record<string, (context: IExecuteSingleFunctions) => Variable[]> = {
	assistant: readMapped,
	fields: readRows,
	json: readJson,
};

function refuseEmpty(variables: Variable[]): void {
	const empty = variables.filter(({ value, byExpression }) => byExpression && isEmpty(value));
	if (empty.length === 0) return;
	const names = empty.map(({ name }) => `'${name}'`).join(', ');
	const [subject, verb] =
		empty.length === 1 ? [`The variable ${names}`, 'is'] : [`The variables ${names}`, 'are'];
	throw new ItemProblem({
		message: `${subject} ${verb} empty for this item`,
		advice:
			"Check the field of the item that the expression names. If the assistant can do without, add the option 'Allow Empty Variables'.",
	});
}

function isEmpty(value: unknown): boolean {
	return value === undefined || value === null || (typeof value === 'string' && !value.trim());
}

function isExpression(raw: unknown): boolean {
	return typeof raw === 'string' && raw.startsWith('=');
}

/** A parameter as it stands in the node, with its expressions. */
function readRaw(context: IExecuteSingleFunctions, name: string, fallback: Value): unknown {
	return context.getNodeParameter(name, fallback, { rawExpressions: true });
}

/**
 * The fields of the resource mapper: left empty they are null and not sent. Read as a whole, because n8n fails on
 * `variablesOfAssistant.value` while that is still null.
 */
function readMapped(context: IExecuteSingleFunctions): Variable[] {
	const { value: raw } = readRaw(context, 'variablesOfAssistant', {}) as { value?: IDataObject };
	const { value } = context.getNodeParameter('variablesOfAssistant', {}) as {
		value?: IDataObject | null;
	};
	return Object.entries(raw ?? {})
		.map(([name, written]) => {
			return { name, value: value?.[name], byExpression: isExpression(written) };
		})
		.filter(({ value: own, byExpression }) => byExpression || !isEmpty(own))
		.map((variable) => ({ ...variable, value: variable.value ?? '' }));
}

function readRows(context: IExecuteSingleFunctions): Variable[] {
	const raw = readRaw(context, 'variables.variable', []) as Row[];
	const rows = context.getNodeParameter('variables.variable', []) as Row[];
	return rows
		.map(({ name, value }, row) => ({
			name: String(name ?? '').trim(),
			value: value ?? '',
			byExpression: isExpression(raw[row]?.value),
		}))
		.filter(({ name, value, byExpression }) => name && (byExpression || !isEmpty(value)));
}

function readJson(context: IExecuteSingleFunctions): Variable[] {
	const byExpression = JSON.stringify(readRaw(context, 'variablesJson', '')).includes('{{');
	const name = 'Variables (JSON)';
	if (byExpression && isEmpty(context.getNodeParameter('variablesJson', ''))) {
		return [{ name, value: undefined, byExpression }];
	}
	const values = readJsonObject(context, 'variablesJson', name);
	return Object.entries(values).map(([name, value]) => ({ name, value, byExpression }));
}

/**
 * Values keyed by the names of their placeholders, as templates read them: `a.b` stands as `b` inside `a`. A plain
 * `a` beside it is left out, since one name cannot be both.
 */
export function nestByName(values: IDataObject): IDataObject {
	return nest(Object.entries(values).map(([name, value]) => [name.split('.'), value]));
}

function nest(entries: Array<[string[], Value]>): IDataObject {
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
