import { randomUUID } from 'node:crypto';
import { isSameId, readId } from '../../nodes/Nebrija/api/answer';
import { hasEnded, wasSpoken } from '../../nodes/Nebrija/api/call';
import {
	type AccountList,
	accountLists,
	endOf,
	entriesOf,
	idOf,
	isFine,
	longestList,
	objectOf,
	present,
	type Reading,
} from './evidence';
import type { Exchange, Json, Line } from './line';

const limits = [1, 100, 1_000, 10_000];
const mostAgents = 2;

/** Asks everything that can be asked by reading, what costs least first. */
export async function read(line: Line, plain: Exchange): Promise<Reading> {
	const byLimit = await readByLimit(line);
	const account = await readAccount(line);
	const lists = longestList({ plain, byLimit } as Reading);
	const calls = entriesOf(lists);
	const assistants = entriesOf(account.assistants);
	const byAgent: Exchange[] = [];
	for (const agentId of agentsOf(calls, assistants)) {
		const limit = Number(lists.query.limit ?? 50);
		byAgent.push(await line.get('/calls', { limit, agentId }));
	}
	const singles: Exchange[] = [];
	for (const id of worthALook(calls)) {
		singles.push(await line.get(`/calls/${encodeURIComponent(id)}`));
	}
	const assistantId = readId(assistants[0]?.id);
	const assistant = assistantId && (await line.get(`/assistants/${assistantId}`));
	const shown = singles.flatMap((each) => present(objectOf(each, 'call')));
	const recording = recordingOf([...shown, ...calls]);
	return {
		...{ plain, byLimit, byAgent, singles, account },
		...(assistant && { assistant }),
		refused: await readRefusals(line),
		...(recording && { recording: await line.openWithoutToken(recording) }),
	};
}

/** Longer and longer lists, until one holds fewer calls than it was asked for. */
async function readByLimit(line: Line): Promise<Exchange[]> {
	const lists: Exchange[] = [];
	for (const limit of limits) {
		const list = await line.get('/calls', { limit });
		lists.push(list);
		if (!isFine(list) || entriesOf(list).length < limit) break;
	}
	return lists;
}

async function readAccount(line: Line): Promise<Reading['account']> {
	const account: Partial<Reading['account']> = {};
	for (const [name, path] of Object.entries(accountLists)) {
		account[name as AccountList] = await line.get(path);
	}
	return account as Reading['account'];
}

/** Assistants worth a filter: first those of A/B tests, then those with the most calls; written as their own list does. */
function agentsOf(calls: Json[], assistants: Json[]): string[] {
	const weights = new Map<string, number>();
	for (const { assistantId, testId } of calls) {
		const id = readId(assistantId)?.toLowerCase();
		if (id) weights.set(id, (weights.get(id) ?? 0) + (testId ? 10_000 : 1));
	}
	const heaviest = [...weights].sort(([, one], [, other]) => other - one).map(([id]) => id);
	const listed = assistants.flatMap(({ id }) => readId(id) ?? []);
	const known = heaviest.map((id) => listed.find((each) => isSameId(each, id)) ?? id);
	return [...new Set([...known, ...listed])].slice(0, mostAgents);
}

/** The latest call of each kind: answered, not answered, under way, of an A/B test. */
function worthALook(calls: Json[]): string[] {
	const isOver = (call: Json) => hasEnded(call) || endOf(call) !== undefined;
	const kinds: Array<(call: Json) => boolean> = [
		(call) => isOver(call) && wasSpoken(call),
		(call) => isOver(call) && !wasSpoken(call),
		(call) => !isOver(call),
		({ testId }) => Boolean(testId),
	];
	return [...new Set(kinds.flatMap((fits) => idOf(calls.find(fits) ?? {}) ?? []))];
}

async function readRefusals(line: Line): Promise<Reading['refused']> {
	const get = line.get.bind(line);
	return {
		tokens: [await get('/calls', { limit: 1 }, 'wrong'), await get('/calls', { limit: 1 }, 'none')],
		ids: [await get(`/calls/${randomUUID()}`), await get('/calls/no-such-call')],
	};
}

function recordingOf(calls: Json[]): string | undefined {
	return calls
		.flatMap(({ recordingUrl }) => readId(recordingUrl) ?? [])
		.find((url) => /^https?:/i.test(url) && URL.canParse(url));
}
