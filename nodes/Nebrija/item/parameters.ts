import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';
import { jsonParse } from 'n8n-workflow';

import { isObject, readId } from '../api/answer';
import { ItemProblem } from './problem';

/** The id a resource locator points at, undefined when it is empty. */
export function readLocator(context: IExecuteSingleFunctions, name: string): string | undefined {
	const locator = context.getNodeParameter(name, '') as unknown;
	return readId(isObject(locator) ? locator.value : locator);
}

/** The id a required resource locator points at; an empty one is a problem that names the field. */
export function requireLocator(
	context: IExecuteSingleFunctions,
	name: string,
	displayName: string,
): string {
	const id = readLocator(context, name);
	if (id !== undefined) return id;
	throw new ItemProblem({
		message: `The field '${displayName}' is empty`,
		advice: `Choose one in the field '${displayName}'. If it is an expression, check what it gives for this item.`,
	});
}

/** The object of a JSON field, given as text or as an object; an empty field is an empty object. */
export function readJsonObject(
	context: IExecuteSingleFunctions,
	name: string,
	displayName: string,
): IDataObject {
	const value = context.getNodeParameter(name, {}) as unknown;
	const parsed = typeof value === 'string' ? parseJson(value, displayName) : (value ?? {});
	if (isObject(parsed)) return parsed;
	throw new ItemProblem({
		message: `'${displayName}' is not one JSON object`,
		advice: 'Write it with braces, for example { "name": "value" }.',
	});
}

function parseJson(text: string, displayName: string): unknown {
	if (text.trim() === '') return {};
	const notJson = Symbol('not JSON');
	const parsed = jsonParse<unknown>(text, { fallbackValue: notJson });
	if (parsed !== notJson) return parsed;
	throw new ItemProblem({
		message: `'${displayName}' cannot be read as JSON`,
		advice:
			'Check quotes, commas and braces. Around values from other nodes, use {{ JSON.stringify(…) }} so that quotes inside them do no harm.',
	});
}
