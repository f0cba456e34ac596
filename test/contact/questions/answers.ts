import { readId } from '../../../nodes/Nebrija/api/answer';
import { readApiWords } from '../../../nodes/Nebrija/api/explain';
import { findPlaceholders } from '../../../nodes/Nebrija/editor/placeholders';
import { entriesOf, objectOf } from '../evidence';
import { type Question, unseen, weigh } from '../finding';
import type { Exchange } from '../line';

const came = (answers: Exchange[]) => answers.filter(({ status }) => status > 0);
const refusedWith = ({ status }: Exchange) => `answered with ${status}`;

export const refusal: Question = ({ reading }) => {
	const answers = came(reading.refused.tokens);
	return weigh(
		answers
			.filter(({ status }) => status !== 401)
			.map(({ bearer, status }) => `${bearer === 'none' ? 'no' : 'a wrong'} token: ${status}`),
		answers.map(refusedWith),
		'no answer',
	);
};

export const unknownId: Question = ({ reading }) => {
	const answers = came(reading.refused.ids);
	return weigh(
		answers.filter(({ status }) => ![400, 404, 410, 422].includes(status)).map(refusedWith),
		answers.map(refusedWith),
		'no answer',
	);
};

export const words: Question = ({ exchanges }) => {
	const refusals = exchanges.filter(({ status, path }) => status >= 400 && path.startsWith('/'));
	const isReadable = ({ body }: Exchange) => typeof body === 'object' && readApiWords(body) !== '';
	const shown = ({ status, body }: Exchange) =>
		`${status}: ${typeof body === 'object' && body ? Object.keys(body).join(', ') : typeof body === 'string' && body ? 'text' : 'nothing'}`;
	return weigh(
		refusals.filter((each) => !isReadable(each)).map(shown),
		refusals.map(shown),
		'nothing was refused',
	);
};

export const redirect: Question = ({ exchanges }) => {
	const answers = came(exchanges).filter(({ path }) => path.startsWith('/'));
	return weigh(
		answers
			.filter(({ status }) => status >= 300 && status < 400)
			.map(({ method, path, status }) => `${method} /${path.split('/')[1]}: ${status}`),
		answers.length > 0 ? [`none of ${answers.length} answers leads elsewhere`] : [],
		'no answer',
	);
};

export const rateLimit: Question = ({ exchanges }) => {
	const answers = came(exchanges).filter(({ path }) => path.startsWith('/'));
	const signs = answers.flatMap(({ status, headers }) => [
		...(status === 429 ? ['429'] : []),
		...Object.keys(headers)
			.filter((name) => /rate-?limit|retry-after/i.test(name))
			.map(
				(name) => `${name}: ${/^[\d.,;=\s\w"-]{1,40}$/.test(headers[name]) ? headers[name] : '…'}`,
			),
	]);
	const right = answers.length > 0 ? [`no such header in ${answers.length} answers`] : [];
	return weigh([...new Set(signs)], right, 'no answer');
};

export const label: Question = ({ reading: { account } }) => {
	const [wrong, right]: string[][] = [[], []];
	const names = { assistants: ['name'], abTests: ['name'], phoneNumbers: ['label', 'number'] };
	for (const [list, keys] of Object.entries(names)) {
		for (const entry of entriesOf(account[list as keyof typeof names])) {
			const lacks = [
				...(readId(entry.id) ? [] : ['id']),
				...(keys.some((key) => readId(entry[key])) ? [] : [keys.join(' and ')]),
			];
			if (lacks.length > 0) wrong.push(`${list} without ${lacks.join(', ')}`);
			else right.push(list);
		}
	}
	return weigh(wrong, right, 'the account has none');
};

export const placeholder: Question = ({ reading: { assistant } }) => {
	const shown = assistant && objectOf(assistant, 'assistant');
	if (!shown) return unseen('no assistant was read');
	const { length } = findPlaceholders(shown.config ?? shown);
	return weigh(
		[],
		length > 0 ? [`${length} variables`] : [],
		'the first assistant names no variable',
	);
};
