import { isObject, readId, readOne } from '../../nodes/Nebrija/api/answer';
import { readCallId } from '../../nodes/Nebrija/api/call';
import type { Exchange, Json } from './line';

export const accountLists = {
	assistants: '/assistants',
	abTests: '/ab-tests',
	phoneNumbers: '/phone-numbers',
	webhooks: '/webhooks',
};

export type AccountList = keyof typeof accountLists;

/** What was seen by reading. */
export type Reading = {
	/** GET /calls, without and with `limit`, in the order asked. */
	plain: Exchange;
	byLimit: Exchange[];
	byAgent: Exchange[];
	/** GET /calls/:id of calls that stand in the list. */
	singles: Exchange[];
	account: Record<AccountList, Exchange>;
	assistant?: Exchange;
	refused: { tokens: Exchange[]; ids: Exchange[] };
	recording?: Exchange;
};

/** What was seen of a registration of our own. */
export type Registering = {
	first: Exchange;
	listed: Exchange;
	second: Exchange;
	deletes: Exchange[];
};

/** One look at the call that was placed. */
export type Look = {
	place: 'list' | 'single';
	/** Milliseconds since the launch was sent. */
	after: number;
	exchange: Exchange;
	/** The call, if it is there. */
	call?: Json;
};

/** What was seen of the one call that was placed. */
export type Calling = { testId?: string; launch: Exchange; id?: string; looks: Look[] };

export type Letter = {
	/** By this check's clock. */
	at: number;
	headers: Record<string, string | string[] | undefined>;
	raw: Buffer;
	answered: number;
};

/** What was delivered to the address we registered. */
export type Receiving = { letters: Letter[]; secrets: string[] };

export type Evidence = {
	exchanges: Exchange[];
	reading: Reading;
	registering?: Registering;
	calling?: Calling;
	receiving?: Receiving;
};

/** Only what reading has shown. */
export function readingOnly({ reading, exchanges }: Evidence): Evidence {
	return { reading, exchanges: exchanges.filter(({ method }) => method === 'GET') };
}

export const isFine = ({ status }: Exchange) => status >= 200 && status < 300;

/** A list wherever it stands in an answer: its entries, under which keys, and what stands beside it. */
export type Found = { entries: Json[]; under: string[]; beside: string[] };

/** Looks deeper than the package does, so that one wrong belief hides nothing else. */
export function findList(body: unknown, under: string[] = []): Found | undefined {
	if (Array.isArray(body)) return { entries: body.filter(isObject), under, beside: [] };
	if (!isObject(body) || under.length > 3) return undefined;
	for (const [key, value] of Object.entries(body)) {
		const found = findList(value, [...under, key]);
		if (!found) continue;
		const beside = Object.keys(body).filter((other) => other !== key);
		return { ...found, beside: [...found.beside, ...beside] };
	}
	return undefined;
}

/** The entries of a list answer; none if it holds no list. */
export const entriesOf = (exchange: Exchange): Json[] =>
	isFine(exchange) ? (findList(exchange.body)?.entries ?? []) : [];

/** The object of a single answer, as the package reads it. */
export const objectOf = (exchange: Exchange, name: string): Json | undefined =>
	isFine(exchange) ? readOne(exchange.body, name) : undefined;

/** The answer that holds the most calls. */
export function longestList({ plain, byLimit }: Reading): Exchange {
	return [plain, ...byLimit].reduce((longest, each) =>
		entriesOf(each).length > entriesOf(longest).length ? each : longest,
	);
}

/** Whether an answer has an id of its own beside an object that it holds. */
export const isMixed = (body: Json): boolean =>
	(readId(body.id) ?? readId(body.callId)) !== undefined && [body.data, body.call].some(isObject);

/** The call in the answer to a launch, whatever stands beside it. */
function launchedCall(launch: Exchange): Json | undefined {
	if (!isFine(launch) || !isObject(launch.body)) return undefined;
	return [launch.body.call, launch.body.data].find(isObject) ?? launch.body;
}

const looksOf = (calling: Calling | undefined) => calling?.looks ?? [];

/** Every call as it was seen, in the list, by itself and in answers to a launch; the same call as often as it was seen. */
export function everySighting({ reading, calling }: Evidence): {
	list: Json[];
	single: Json[];
	launch: Json[];
} {
	const seenIn = (place: Look['place']) =>
		looksOf(calling).flatMap((look) => (look.place === place && look.call ? [look.call] : []));
	return {
		list: [...entriesOf(longestList(reading)), ...seenIn('list')],
		single: [
			...reading.singles.flatMap((exchange) => present(objectOf(exchange, 'call'))),
			...seenIn('single'),
		],
		launch: calling ? present(launchedCall(calling.launch)) : [],
	};
}

/** The same in one list. */
export function everyCall(evidence: Evidence): Json[] {
	const { list, single, launch } = everySighting(evidence);
	return [...list, ...single, ...launch];
}

/** A value as a list of one, or of none if it is not there. */
export const present = <T>(value: T | undefined): T[] => (value === undefined ? [] : [value]);

export const idOf = (call: Json): string | undefined => readCallId(call as { id?: string });

/** A time in any form this API may write it, in milliseconds since 1970. */
export function momentOf(value: unknown): number | undefined {
	if (typeof value === 'number') return value < 1e11 ? value * 1000 : value;
	const text = readId(value);
	if (text === undefined) return undefined;
	const time = Date.parse(/(Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`);
	return Number.isNaN(time) ? undefined : time;
}

export const startOf = ({ startTime, startedAt }: Json) => momentOf(startTime ?? startedAt);

export const endOf = ({ endTime, endedAt }: Json) => momentOf(endTime ?? endedAt);
