import { isSameId, readId } from '../../../nodes/Nebrija/api/answer';
import { hasEnded } from '../../../nodes/Nebrija/api/call';
import {
	accountLists,
	endOf,
	entriesOf,
	type Evidence,
	findList,
	idOf,
	isFine,
	longestList,
	objectOf,
	present,
	startOf,
} from '../evidence';
import { confirmed, contradicted, type Question, unseen, weigh } from '../finding';
import type { Exchange, Json } from '../line';

const minute = 60_000;

/** By how much the times of a list stand out of the order "latest first", in milliseconds. */
function disorder(times: number[]): number {
	let [least, most] = [Infinity, 0];
	for (const time of times) {
		if (time > least) most = Math.max(most, time - least);
		least = Math.min(least, time);
	}
	return most;
}

export const order: Question = ({ reading }) => {
	const calls = entriesOf(longestList(reading));
	const starts = calls.flatMap((call) => startOf(call) ?? []);
	if (starts.length < 2) return unseen('fewer than two calls with a start time');
	const ends = calls.flatMap((call) => endOf(call) ?? []);
	const [byStart, byEnd] = [starts, ends].map(disorder);
	const count = `${calls.length} calls`;
	if (byStart <= minute && byEnd > minute) return confirmed(`${count}, the latest start first`);
	if (byStart <= minute) return unseen(`${count}, the latest first, by start or by end`);
	if (disorder([...starts].reverse()) <= minute) return contradicted(`${count}, oldest first`);
	if (byEnd <= minute) return contradicted(`${count}, the latest end first`);
	return contradicted(`${count}, up to ${Math.round(byStart / minute)} minutes out of order`);
};

/** Whether the API does not want this, rather than not now. */
const isRefused = ({ status }: Exchange) => status >= 400 && status < 500 && status !== 429;

const limitOf = ({ query }: Exchange) => Number(query.limit ?? 50);

export const limit: Question = ({ reading }) => {
	const { byLimit, byAgent } = reading;
	const refused = byLimit.find(isRefused);
	if (refused) return contradicted(`limit=${limitOf(refused)} is refused with ${refused.status}`);
	const tooLong = byLimit.find((list) => entriesOf(list).length > limitOf(list));
	if (tooLong) {
		return contradicted(`limit=${limitOf(tooLong)} gives ${entriesOf(tooLong).length} calls`);
	}
	const longest = longestList(reading);
	const calls = entriesOf(longest);
	const ids = new Set(calls.map(idOf));
	const others = byAgent
		.filter(isFine)
		.flatMap(entriesOf)
		.filter((call) => !ids.has(idOf(call)));
	const older = others.filter((call) => startOf(call)! < longest.sentAt - minute);
	const { length } = calls;
	if (older.length > 0 && byLimit.some((list) => limitOf(list) > length)) {
		const all = length + new Set(older.map(idOf)).size;
		return contradicted(`the list ends at ${length} calls, although there are at least ${all}`);
	}
	const most = Math.max(...byLimit.map(limitOf));
	if (length <= 50) return unseen(`${length} calls are too few to tell`);
	const isRound = [length, length + 1].some((n) => n % 50 === 0 || Number.isInteger(Math.log2(n)));
	return isRound && length < most
		? unseen(`the list ends at ${length} calls, which may be a bound`)
		: confirmed(`limit=${most} gives ${length} calls`);
};

export const usualLimit: Question = ({ reading }) => {
	const { length } = entriesOf(reading.plain);
	const more = entriesOf(longestList(reading)).length > length;
	if (length > 50) return contradicted(`${length} calls without a limit`);
	if (!more) return unseen(`${length} calls, with a limit no more than that`);
	return length === 50
		? confirmed('50 calls, and more with a limit')
		: contradicted(`${length} calls`);
};

/** In milliseconds; what is asked for at once is seen within a request or two. */
const atOnce = 5_000;

export const delay: Question = (evidence) => {
	const { calling } = evidence;
	if (!calling?.id) return unseen(calling ? 'no call was placed' : 'no call was asked for');
	const lists = calling.looks.filter(({ place, exchange }) => place === 'list' && isFine(exchange));
	const seen = lists.find(({ call }) => call);
	if (freshness(evidence).verdict === 'contradicted') return unseen('the list is an old one');
	if (lists.every(({ exchange }) => entriesOf(exchange).length === 0)) {
		return unseen('the list stays empty');
	}
	const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
	if (!seen) return contradicted(`not within ${seconds(lists.at(-1)?.after ?? 0)}`);
	const over = hasEnded(seen.call!) ? ', when it was over' : '';
	const text = `listed ${seconds(seen.after)} after the launch${over}`;
	return seen.after <= atOnce ? confirmed(text) : contradicted(text);
};

export const content: Question = ({ reading, calling }) => {
	const { length } = entriesOf(longestList(reading));
	if (length > 0) return confirmed('the list shows calls');
	const looks = calling?.looks ?? [];
	if (looks.some(({ place, call }) => place === 'list' && call))
		return confirmed('the list shows the call');
	const isKnown = looks.some(({ place, call }) => place === 'single' && call);
	return isKnown
		? contradicted('the call can be read by its id, and the list stays empty')
		: unseen('the list is empty, as that of a new account');
};

export const agentId: Question = ({ reading }) => {
	const all = entriesOf(longestList(reading));
	const [wrong, right]: string[][] = [[], []];
	for (const list of reading.byAgent) {
		const asked = String(list.query.agentId);
		if (isRefused(list)) wrong.push(`refused with ${list.status}`);
		if (!isFine(list)) continue;
		const found = entriesOf(list);
		const isOf = (call: Json) => isSameId(call.assistantId, asked);
		const foreign = found.filter(
			({ assistantId }) => readId(assistantId) && !isSameId(assistantId, asked),
		);
		const ids = new Set(found.map(idOf));
		const missing = all.filter((call) => isOf(call) && hasEnded(call) && !ids.has(idOf(call)));
		const ofTests = missing.filter(({ testId }) => testId);
		if (foreign.length > 0) wrong.push(`finds calls of other assistants`);
		else if (ofTests.length > 0 && ofTests.length === missing.length) {
			wrong.push('does not find calls of A/B tests');
		} else if (missing.length > 0)
			wrong.push(`finds ${found.length} calls, misses ${missing.length}`);
		else if (all.some(isOf)) {
			right.push(
				`finds the calls of an assistant${all.some((call) => isOf(call) && call.testId) ? ', those of A/B tests too' : ''}`,
			);
		}
	}
	return weigh(wrong, right, 'no call in the list names an assistant');
};

/** How far the clock that wrote `Date` may be ahead of this computer's: between these two, in milliseconds. */
export function offsetOf({ headers, sentAt, receivedAt }: Exchange): [number, number] | undefined {
	const date = Date.parse(headers.date);
	return Number.isNaN(date) ? undefined : [date - receivedAt, date + 1_000 - sentAt];
}

export const isListOfCalls = ({ method, path }: Exchange) => method === 'GET' && path === '/calls';

export const freshness: Question = ({ exchanges }) => {
	const lists = exchanges.filter((each) => isListOfCalls(each) && isFine(each));
	const others = exchanges.filter((each) => each.status > 0 && !isListOfCalls(each));
	const ages = lists.map(({ headers }) => Number(headers.age ?? 0));
	const earliest = Math.min(...others.flatMap((each) => offsetOf(each)?.[0] ?? []));
	const behind = lists.flatMap((each) => {
		const latest = offsetOf(each)?.[1];
		return latest === undefined ? [] : earliest - latest;
	});
	const wrong = [
		...(Math.max(...ages) > 0 ? [`Age is up to ${Math.max(...ages)} s`] : []),
		...(Math.max(...behind) > 2_000
			? [`Date is ${Math.round(Math.max(...behind) / 1_000)} s older than that of other answers`]
			: []),
	];
	const right =
		Number.isFinite(earliest) && behind.length > 0 ? ['no Age, and Date is of now'] : [];
	return weigh(wrong, right, 'no Date and no Age');
};

function listAnswers({ reading }: Evidence): Array<[string, Exchange]> {
	const account = Object.keys(accountLists) as Array<keyof typeof accountLists>;
	return [
		['calls', reading.plain],
		...account.map((name) => [name, reading.account[name]] as [string, Exchange]),
	];
}

export const envelope: Question = (evidence) => {
	const [wrong, right]: string[][] = [[], []];
	for (const [name, exchange] of listAnswers(evidence)) {
		if (!isFine(exchange)) {
			if (isRefused(exchange)) wrong.push(`${name} answered with ${exchange.status}`);
			continue;
		}
		const found = findList(exchange.body);
		if (!found) wrong.push(`${name} without any list`);
		else if (found.under.length > 0) wrong.push(`${name} under ${found.under.join('.')}`);
		else right.push(name);
	}
	const { verdict, seen } = weigh(wrong, right, 'no list was answered');
	return { verdict, seen: verdict === 'confirmed' ? `bare: ${right.join(', ')}` : seen };
};

const pagingKey = /page|next|prev|cursor|offset|total|count|has_?more|meta|links/i;

export const paging: Question = (evidence) => {
	const answers = listAnswers(evidence).filter(([, exchange]) => isFine(exchange));
	const wrong = answers.flatMap(([name, { headers, body }]) => {
		const keys = [...(findList(body)?.beside ?? [])].filter((key) => pagingKey.test(key));
		const named = Object.keys(headers).filter((header) =>
			/^(link|x-total|x-page|x-next)/i.test(header),
		);
		return [...keys, ...named].map((sign) => `${name}: ${sign}`);
	});
	const full = answers.filter(([name, { body }]) => {
		const length = findList(body)?.entries.length ?? 0;
		return name !== 'calls' && length >= 10 && (length % 10 === 0 || length === 25);
	});
	const unsure = full.map(([name]) => `${name} holds a round number of entries`);
	if (wrong.length === 0 && unsure.length > 0) return unseen(unsure.join('; '));
	return weigh(
		wrong,
		answers.length > 0 ? ['no key and no header speaks of pages'] : [],
		'no list',
	);
};

export const fields: Question = ({ reading }) => {
	const entries = entriesOf(longestList(reading));
	const [wrong, right]: string[][] = [[], []];
	for (const single of reading.singles.flatMap((each) => present(objectOf(each, 'call')))) {
		const entry = entries.find((each) => isSameId(idOf(each), idOf(single)));
		if (!entry || !hasEnded(single) || !hasEnded(entry)) continue;
		const missing = Object.keys(single)
			.filter((key) => !['id', 'callId'].includes(key) && !isEmpty(single[key]))
			.filter((key) => isEmpty(entry[key]));
		if (missing.length > 0) wrong.push(`without ${missing.join(', ')}`);
		else right.push('every field');
	}
	return weigh(wrong, right, 'no call that has ended was seen in both');
};

const isEmpty = (value: unknown) => value === undefined || value === null;
