import { isSameId } from '../../nodes/Nebrija/api/answer';
import { hasEnded } from '../../nodes/Nebrija/api/call';
import { type Calling, endOf, entriesOf, idOf, objectOf } from './evidence';
import type { Json, Line, Timing } from './line';

/** Whom to call, and with what. */
export type CallOrder = {
	number: string;
	assistantId?: string;
	testId?: string;
	phoneNumberId?: string;
};

/** In milliseconds. */
const patience = {
	/** Every second, as long as something is expected to change. */
	often: 1_000,
	seldom: 3_000,
	/** After the launch, and after the end, of a call. */
	expectation: 15_000,
	/** After the end: until it is listed, and its transcript, recording and cost are there. */
	afterwards: 120_000,
	longest: 20 * 60_000,
};

/** Places one call and watches it in the list and by itself, until it is over and nothing more is to come. */
export async function callOnce(
	line: Line,
	timing: Timing,
	{ number, ...chosen }: CallOrder,
	{ limit, isStopped }: { limit: number; isStopped: () => boolean },
): Promise<Calling> {
	line.allow(2_000);
	const body = { customer: { number }, ...chosen };
	const launch = await line.write({ method: 'POST', path: '/calls', body });
	const launched = objectOf(launch, 'call');
	const id = launched && idOf(launched);
	const calling: Calling = { ...chosen, launch, ...(id && { id }), looks: [] };
	if (id === undefined) return calling;
	let endedAt = Infinity;
	const since = () => timing.now() - launch.sentAt;
	for (let isListed = false; !isStopped() && since() < patience.longest; ) {
		if (!isListed) isListed = await look(line, calling, { limit }, id);
		await look(line, calling, {}, id);
		const latest = calling.looks.at(-1)?.call;
		if (latest && isOver(latest)) endedAt = Math.min(endedAt, since());
		const over = since() - endedAt;
		if (over > patience.afterwards || (over >= 0 && isListed && latest && isWhole(latest))) break;
		const isLively = since() < patience.expectation || (over >= 0 && over < patience.expectation);
		await timing.pause(isLively || !isListed ? patience.often : patience.seldom);
	}
	if (!isStopped()) await look(line, calling, { limit }, id);
	return calling;
}

/** Looks for the call in a list of this length, or by itself; says whether it is there. */
async function look(
	line: Line,
	{ launch, looks }: Calling,
	{ limit }: { limit?: number },
	id: string,
): Promise<boolean> {
	const isList = limit !== undefined;
	const exchange = isList
		? await line.get('/calls', { limit })
		: await line.get(`/calls/${encodeURIComponent(id)}`);
	const call = isList
		? entriesOf(exchange).find((entry) => isSameId(idOf(entry), id))
		: objectOf(exchange, 'call');
	const after = exchange.receivedAt - launch.sentAt;
	looks.push({ place: isList ? 'list' : 'single', after, exchange, ...(call && { call }) });
	return call !== undefined;
}

const isOver = (call: Json) => hasEnded(call) || endOf(call) !== undefined;

const isWhole = ({ transcript, recordingUrl, cost }: Json) =>
	[transcript, recordingUrl, cost].every((value) => value !== undefined && value !== null);
