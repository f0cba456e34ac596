import { type CallOrder, callOnce } from './calling';
import { entriesOf, type Evidence, isFine, longestList, objectOf } from './evidence';
import { type Exchange, Line, type LineOptions, type Permit } from './line';
import { order as listOrder } from './questions/lists';
import { read } from './reading';
import { Receiver } from './receiving';
import { idsOfOwn, register, registeredId, removeOwn } from './registering';

/** What the command line asked for. */
export type Orders = Omit<LineOptions, 'permits'> & {
	/** Without an address, that of the local server itself. */
	webhook?: { url?: string; receiveOn?: number };
	/** Whom to call, once it is known what the account has and costs; nobody if it resolves to nothing. */
	call?: (seen: Evidence) => Promise<CallOrder | undefined>;
	say?: (line: string) => void;
};

/** The check could not run, so it says nothing about the API. */
export class CannotRun extends Error {}

/** How long a call is waited for that somebody else places. */
const waitForOthers = 15 * 60_000;

/** Meets the API: reads, then registers, calls and receives as far as it was asked to, and takes away what it left. */
export async function makeContact(orders: Orders): Promise<Evidence> {
	const permits: Permit[] = [
		...(orders.webhook ? (['webhook'] as const) : []),
		...(orders.call ? (['call'] as const) : []),
	];
	const line = new Line({ ...orders, permits });
	const plain = await line.get('/calls');
	const problem = whyNot(plain);
	if (problem) throw new CannotRun(problem);
	const reading = await read(line, plain);
	const evidence: Evidence = { exchanges: line.exchanges, reading };
	if (idsOfOwn(entriesOf(reading.account.webhooks)).length > 0) {
		const what = orders.webhook ? 'is removed now' : 'still stands: --webhook removes it';
		orders.say?.(`What a run that was killed has registered ${what}.`);
	}
	if (!orders.webhook) return { ...evidence, ...(await call(line, orders, evidence)) };
	return await receive(line, orders, evidence);
}

async function receive(line: Line, orders: Orders, evidence: Evidence): Promise<Evidence> {
	const { timing, webhook = {}, signal, say = () => {} } = orders;
	const isStopped = () => signal?.aborted === true;
	const receiver = new Receiver(timing);
	const local = webhook.receiveOn === undefined ? '' : await receiver.open(webhook.receiveOn);
	if (local) say(`Deliveries are received at ${local}`);
	const url = webhook.url ?? local;
	let standing: string[] = [];
	try {
		const registering = await register(line, url);
		const { first, second } = registering;
		standing = [first, second].flatMap((each) => registeredId(each) ?? []);
		const placed = await call(line, orders, evidence);
		if (!local) return { ...evidence, registering, ...placed };
		if (!placed.calling) {
			say('Waiting for deliveries: have a call placed by other means. Ctrl-C ends the waiting.');
			await receiver.waitForAnEnd(waitForOthers, isStopped);
		}
		await receiver.settle(isStopped);
		const secrets = [first, second].flatMap((each) => {
			const secret = objectOf(each, 'webhook')?.secret;
			return typeof secret === 'string' ? [secret] : [];
		});
		const receiving = { letters: receiver.letters, secrets };
		return { ...evidence, registering, ...placed, receiving };
	} finally {
		await removeOwn(line, url, standing);
		if (local) await receiver.close();
	}
}

async function call(line: Line, orders: Orders, evidence: Evidence) {
	const order = await orders.call?.(evidence);
	if (!order) return {};
	const isStopped = () => orders.signal?.aborted === true;
	const longest = Number(longestList(evidence.reading).query.limit ?? 50);
	const limit = listOrder(evidence).verdict === 'confirmed' ? 20 : longest;
	return { calling: await callOnce(line, orders.timing, order, { limit, isStopped }) };
}

/** Why this is not the API, or not for this token; a redirect is an answer worth a report. */
function whyNot(plain: Exchange): string | undefined {
	const { status, failure, body } = plain;
	if (status === 0) return `Nobody answered (${failure}).`;
	if (status === 401 || status === 403) return `The token was not accepted (${status}).`;
	if (status >= 300 && status < 400) return undefined;
	const isJson = typeof body === 'object' && body !== null;
	if (isFine(plain) && isJson) return undefined;
	return `GET /calls was answered with ${status}${isJson ? '' : ' and no JSON'}: this is not the API.`;
}
