import type {
	IDataObject,
	ILoadOptionsFunctions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';

import { readAccountList, readAssistant } from './account';
import type { Reading } from './account';
import { isObject, readId } from '../api/answer';
import { findPlaceholders } from './placeholders';

const elsewhere = 'You can also enter variables using fields or JSON.';

/**
 * Offers one field for each placeholder of the chosen assistant, or of both assistants of the chosen A/B test.
 * Where there are none it says why instead of throwing: n8n shows no words of an error here.
 */
export async function getVariablesOfAssistant(
	this: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	const reading = await readChosenAssistants(this);
	if ('unread' in reading) {
		const { message, advice } = reading.unread;
		const sentences = [`${message}.`, advice, elsewhere];
		return { fields: [], emptyFieldsNotice: sentences.filter(Boolean).join(' ') };
	}
	const names = findPlaceholders(reading.found);
	if (names.length > 0) return { fields: names.map(toField) };
	const emptyFieldsNotice = `No placeholders such as {{name}} were found in the texts of the assistant. ${elsewhere}`;
	return { fields: [], emptyFieldsNotice };
}

function toField(name: string): ResourceMapperField {
	return {
		id: name,
		displayName: name,
		required: false,
		defaultMatch: false,
		canBeUsedToMatch: false,
		display: true,
		type: 'string',
	};
}

async function readChosenAssistants(
	context: ILoadOptionsFunctions,
): Promise<Reading<IDataObject[]>> {
	switch (context.getCurrentNodeParameter('callWith') ?? 'assistant') {
		case 'assistant': {
			const id = readChoice(context, 'assistantId');
			return id === undefined ? notChosen('an assistant') : await readAssistants(context, [id]);
		}
		case 'abTest': {
			const id = readChoice(context, 'testId');
			return id === undefined ? notChosen('an A/B test') : await readAssistantsOfTest(context, id);
		}
		default:
			return unread('Without an assistant or an A/B test there are no placeholders to look up');
	}
}

/** The chosen id; the editor has already replaced an expression by its value, if it could. */
function readChoice(context: ILoadOptionsFunctions, name: string): string | undefined {
	const locator = context.getCurrentNodeParameter(name) as unknown;
	const id = readId(isObject(locator) ? locator.value : locator);
	return id?.startsWith('=') ? undefined : id;
}

/** An A/B test is known from the list only; that `agentA` and `agentB` are its assistants is inferred. */
async function readAssistantsOfTest(
	context: ILoadOptionsFunctions,
	testId: string,
): Promise<Reading<IDataObject[]>> {
	const tests = await readAccountList(context, 'abTests');
	if ('unread' in tests) return tests;
	const test = tests.found.find(({ id, _id }) => (readId(id) ?? readId(_id)) === testId);
	if (!test) return unread('Nebrija AI does not know this A/B test', 'Choose another one.');
	const ids = [readId(test.agentA), readId(test.agentB)].filter((id) => id !== undefined);
	if (ids.length > 0) return await readAssistants(context, ids);
	return unread('Nebrija AI does not say which assistants this A/B test has');
}

async function readAssistants(
	context: ILoadOptionsFunctions,
	ids: string[],
): Promise<Reading<IDataObject[]>> {
	const found: IDataObject[] = [];
	for (const reading of await Promise.all(ids.map((id) => readAssistant(context, id)))) {
		if ('unread' in reading) return reading;
		found.push(reading.found);
	}
	return { found };
}

function notChosen(what: string): Reading<never> {
	return unread(
		`Choose ${what} to see its variables here`,
		'If an expression chooses it, run the nodes before this one first.',
	);
}

function unread(message: string, advice = ''): Reading<never> {
	return { unread: { message, advice } };
}
