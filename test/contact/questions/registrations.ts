import { readId } from '../../../nodes/Nebrija/api/answer';
import { entriesOf, isFine, objectOf } from '../evidence';
import { contradicted, type Question, unseen, weigh } from '../finding';
import { spell } from '../mask';
import { registeredId } from '../registering';

const nothing = unseen('no registration was asked for');

export const secret: Question = ({ registering }) => {
	if (!registering) return nothing;
	const { first } = registering;
	if (!isFine(first)) return contradicted(`refused with ${first.status}`);
	const { id, secret: shown } = objectOf(first, 'webhook') ?? {};
	const text = readId(shown);
	if (!readId(id) || text === undefined) {
		return contradicted(`without ${readId(id) ? 'secret' : 'id'}`);
	}
	const isExpected = /^whsec_[0-9a-f]{32}$/.test(text);
	return weigh(isExpected ? [] : [spell(text)], ['as expected'], '');
};

export const list: Question = ({ reading, registering }) => {
	const id = registering && registeredId(registering.first);
	const listed = registering && entriesOf(registering.listed);
	const entries = listed ?? entriesOf(reading.account.webhooks);
	const own = listed?.find((entry) => readId(entry.id) === id);
	if (entries.some((entry) => readId(entry.secret))) return contradicted('with the secret');
	if (!registering) return nothing;
	if (id === undefined) return unseen('nothing was registered');
	if (!own) return contradicted('the new registration is not listed');
	const lacks = ['url', 'events', 'description'].filter((key) => own[key] === undefined);
	const keys = Object.keys(own).join(', ');
	return weigh(lacks.length > 0 ? [`without ${lacks.join(', ')}`] : [], [keys], '');
};

export const twice: Question = ({ registering }) => {
	if (!registering) return nothing;
	const { first, second } = registering;
	if (!isFine(first)) return unseen('nothing was registered');
	if (!isFine(second)) return contradicted(`refused with ${second.status}`);
	const isSame = registeredId(first) === registeredId(second);
	return weigh(isSame ? ['the same registration again'] : [], ['two registrations'], '');
};

export const remove: Question = ({ registering }) => {
	const codes = registering?.deletes.map(({ status }) => status) ?? [];
	if (codes.length < 2) return registering ? unseen('nothing was there to delete') : nothing;
	const isExpected = codes[0] >= 200 && codes[0] < 300 && [404, 410].includes(codes[1]);
	const text = `${codes[0]}, then ${codes[1]}`;
	return weigh(isExpected ? [] : [text], [text], '');
};
