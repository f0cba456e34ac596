import { isObject, isSameId, readId } from '../../../nodes/Nebrija/api/answer';
import { hasEnded, wasSpoken } from '../../../nodes/Nebrija/api/call';
import { parseBody, readContent } from '../../../nodes/Nebrija/trigger/content';
import { entriesOf, everyCall, everySighting, isFine, isMixed, present } from '../evidence';
import { contradicted, type Question, unseen, weigh } from '../finding';
import type { Exchange, Json } from '../line';
import { spell, spellReason, spellValue, spellWord } from '../mask';

export const number: Question = (evidence) => {
	const [wrong, right]: string[][] = [[], []];
	for (const { customer, destination } of everyCall(evidence)) {
		if (isObject(customer)) {
			const written = customer.number;
			const isFull = typeof written === 'string' && /^\+[1-9]\d{6,14}$/.test(written);
			(isFull ? right : wrong).push(
				typeof written === 'string' ? digits(written) : spellValue(written),
			);
		} else if (customer !== undefined) wrong.push(`customer is ${spellValue(customer)}`);
		else wrong.push(destination === undefined ? 'no customer' : 'it is called destination');
	}
	return weigh([...new Set(wrong)], [...new Set(right)], 'no call');
};

const digits = (written: string) => spell(written);

export const id: Question = (evidence) => {
	const { list, single, launch } = everySighting(evidence);
	const delivered = (evidence.receiving?.letters ?? []).map(
		({ raw }) => readContent(parseBody(raw) ?? {}).call,
	);
	const { calling } = evidence;
	const mixed = calling && isObject(calling.launch.body) && isMixed(calling.launch.body);
	const places = {
		list,
		'GET /calls/:id': single,
		launch: mixed ? [] : launch,
		delivery: delivered,
	};
	const [wrong, right]: string[][] = [[], []];
	for (const [place, calls] of Object.entries(places)) {
		for (const call of calls) {
			if (typeof call.id === 'string' && call.id !== '')
				right.push(`${spell(call.id).split(' ')[0]} in ${place}`);
			else if (readId(call.id)) wrong.push(`a number in ${place}`);
			else if (place !== 'delivery' || readId(call.callId)) {
				wrong.push(`${readId(call.callId) ? 'callId' : 'no id'} in ${place}`);
			}
		}
	}
	return weigh([...new Set(wrong)], [...new Set(right)], 'no call');
};

export const assistantId: Question = (evidence) => {
	const calls = everyCall(evidence).filter(({ testId }) => !testId);
	const listed = entriesOf(evidence.reading.account.assistants).flatMap(
		({ id: each }) => readId(each) ?? [],
	);
	const named = calls.flatMap(({ assistantId: each }) => readId(each) ?? []);
	if (calls.length > 0 && named.length === 0)
		return contradicted(`none of ${calls.length} calls shows it`);
	const known = named.filter((each) => listed.some((other) => isSameId(each, other)));
	return weigh(
		known
			.filter((each) => !listed.includes(each))
			.map(() => 'in another case than in the list of assistants'),
		known.filter((each) => listed.includes(each)).map(() => 'as in the list of assistants'),
		'no call of an assistant that is listed',
	);
};

export const testId: Question = (evidence) => {
	const calls = everyCall(evidence);
	const { calling } = evidence;
	const looks = (calling?.looks ?? []).flatMap(({ call }) => present(call));
	if (calling?.testId && looks.length > 0 && !looks.some(({ testId: each }) => readId(each))) {
		return contradicted('a call of an A/B test shows no test');
	}
	const ofTests = calls.filter(({ testId: each }) => readId(each));
	if (!calls.some(({ assistantId: each }) => readId(each)))
		return unseen('no call shows its assistant');
	return weigh(
		ofTests
			.filter(({ assistantId: each }) => !readId(each))
			.map(() => 'without the assistant that was chosen'),
		ofTests.map(() => 'with test and assistant'),
		'no call of an A/B test',
	);
};

const documentedStatuses = ['initiated', 'in-progress', 'ended', 'failed'];

export const status: Question = (evidence) => {
	const calls = everyCall(evidence);
	const words = calls.flatMap(({ status: word }) => (word === undefined ? [] : word));
	const reasons = calls.flatMap(({ endedReason }) =>
		typeof endedReason === 'string' ? endedReason : [],
	);
	const isKnown = (word: unknown) => documentedStatuses.includes(String(word));
	const isSentence = (reason: string) => reason.includes(' ');
	return weigh(
		[
			...words.filter((word) => !isKnown(word)).map((word) => spellWord(word)),
			...reasons
				.filter((reason) => !isSentence(reason))
				.map((reason) => `ended by ${spellReason(reason)}`),
		],
		[
			...words.filter(isKnown).map(spellWord),
			...reasons.filter(isSentence).map((reason) => `ended by ${spellReason(reason)}`),
		],
		'no call',
	);
};

const knownFields = [
	...['id', 'status', 'customer', 'assistantId', 'phoneNumberId', 'testId', 'testVariant'],
	...['startTime', 'endTime', 'durationMinutes', 'cost', 'endedReason', 'transcript'],
	...['recordingUrl', 'analysis', 'transferDestination'],
];

/** What other beliefs ask for. */
const otherNames = ['callId', 'startedAt', 'endedAt', 'destination'];

/** Which fields calls of a kind lack, all of them. */
function lackOf(kind: string, calls: Json[]): string[] {
	if (calls.length === 0) return [];
	const isShown = (key: string) =>
		calls.some((call) => call[key] !== undefined && call[key] !== null);
	const missing = knownFields.filter((key) => !isShown(key));
	return [`${kind}: all${missing.length > 0 ? ` but ${missing.join(', ')}` : ''}`];
}

export const fields: Question = (evidence) => {
	const { list, single } = everySighting(evidence);
	const calls = [...list, ...single];
	const keys = [...new Set(calls.flatMap((call) => Object.keys(call)))];
	const others = keys.filter((key) => ![...knownFields, ...otherNames].includes(key));
	const over = calls.filter(hasEnded);
	return weigh(
		others.map((key) =>
			/^[A-Za-z_]{1,40}$/.test(key) ? key : `a key of ${key.length} characters`,
		),
		[
			...lackOf('answered', over.filter(wasSpoken)),
			...lackOf(
				'not answered',
				over.filter((call) => !wasSpoken(call)),
			),
			...lackOf(
				'under way',
				calls.filter((call) => !hasEnded(call)),
			),
		],
		'no call',
	);
};

export const envelope: Question = ({ reading, calling, registering }) => {
	const { assistant, singles } = reading;
	const answers: Array<[string, Exchange | undefined]> = [
		...singles.map((each) => ['call', each] as [string, Exchange]),
		['assistant', assistant],
		['launch', calling?.launch],
		['registration', registering?.first],
	];
	const [wrong, right]: string[][] = [[], []];
	for (const [name, exchange] of answers) {
		if (!exchange || !isFine(exchange) || !isObject(exchange.body)) continue;
		const { body } = exchange;
		if (isMixed(body)) continue;
		if ((readId(body.id) ?? readId(body.callId)) !== undefined) right.push(name);
		else wrong.push(`${name} under ${Object.keys(body).join(', ')}`);
	}
	return weigh(wrong, right, 'no single object');
};

export const recording: Question = ({ reading }) => {
	const { recording: answer } = reading;
	if (!answer) return unseen('no call with a recording');
	const { status: code } = answer;
	if (code === 0) return unseen(`its server did not answer (${answer.failure})`);
	return weigh(
		isFine(answer)
			? []
			: [code === 401 || code === 403 ? `needs the token (${code})` : `answered with ${code}`],
		[`opens without it (${code})`],
		'',
	);
};

export const launchAnswer: Question = ({ calling }) => {
	if (!calling) return unseen('no call was asked for');
	const { body } = calling.launch;
	if (!isFine(calling.launch))
		return unseen(`the launch was refused with ${calling.launch.status}`);
	if (!isObject(body)) return contradicted(spellValue(body));
	const keys = Object.keys(body).join(', ');
	return weigh(isMixed(body) ? [keys] : [], [keys], '');
};

export const launchStatus: Question = ({ calling }) => {
	if (!calling || !isFine(calling.launch)) return unseen('no call was placed');
	const { status: code } = calling.launch;
	return weigh(code === 200 ? [] : [String(code)], [String(code)], '');
};
