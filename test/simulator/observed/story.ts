import { createServer } from 'node:http';
import type { AxiosResponse } from 'axios';
import { clientOf } from '../client';
import { hangUp, listen } from '../listen';
import { type PlacedCall, type Simulator, type SimulatorSettings, startSimulator } from '..';

export type Json = Record<string, unknown>;

/** Everything a client sees of one and the same story: calls of the past, one that is answered, one that is not. */
export type Seen = {
	launches: Array<{ status: number; body: Json }>;
	single: Record<'ringing' | 'talking' | 'over' | 'unanswered', Json>;
	/** The latest two calls, hours after their end. */
	list: Json | Json[];
	/** Which calls a list holds: the answered one is A, the one of an A/B test B, those of the past 0, 1, 2 … */
	listed: Record<'atOnce' | 'during' | 'after' | 'later' | 'ofOne' | 'ofTheOther', unknown[]>;
	/** How long the list is, by the limit asked for; or the status that refuses it. */
	lengths: Record<string, number>;
	headers: Record<'list' | 'single', { date?: string; age?: string }>;
	/** Whether other answers are bare, else under which key they stand. */
	shapes: Record<string, string>;
	deliveries: Record<'A' | 'B', Array<{ signature: Json; body: Json }>>;
};

export const ringMs = 10_000;

/** Plays the story to a simulator with these settings; `Date.now` must stand still. */
export async function observe(settings: SimulatorSettings): Promise<Seen> {
	const timing = { ringMs, talkMs: 60_000, delivery: { retryDelayMs: 1 } };
	const simulator = await startSimulator({ ...timing, ...settings });
	const past = simulator.seedCalls(130);
	const received: Array<{ signature: Json; text: string }> = [];
	const receiver = createServer(async (req, res) => {
		let text = '';
		for await (const chunk of req) text += chunk;
		const ofTheFirst = (each: { text: string }) => each.text.includes(simulator.calls[0].id);
		res.statusCode = ofTheFirst({ text }) && !received.some(ofTheFirst) ? 500 : 200;
		received.push({ signature: signatureIn(req.headers), text });
		res.end();
	});
	try {
		const url = `http://127.0.0.1:${await listen(receiver, 0)}/`;
		const story = await play(simulator, url);
		expect([simulator.violations, simulator.refusals]).toEqual([[], []]);
		const about = ({ id }: { id: string }) =>
			received
				.filter(({ text }) => text.includes(id))
				.map(({ text, signature }) => ({ signature, body: JSON.parse(text) }));
		const [a, b] = simulator.calls;
		return nameIds({ ...story, deliveries: { A: about(a), B: about(b) } }, simulator, past);
	} finally {
		await hangUp(receiver);
		await simulator.close();
	}
}

async function play(simulator: Simulator, url: string): Promise<Omit<Seen, 'deliveries'>> {
	const http = clientOf(simulator);
	const [one, other] = simulator.seed.assistants;
	const launch = async (number: string, with_: Json) => {
		const { status, data } = await http.post('/calls', { customer: { number }, ...with_ });
		return { status, body: data };
	};
	const list = async (limit?: number, agentId?: string) =>
		await http.get('/calls', { params: { limit, agentId } });
	const look = async (call: 0 | 1) => await http.get(`/calls/${simulator.calls[call].id}`);
	const ids = ({ data }: AxiosResponse) => listIn(data).map(({ id, callId }) => id ?? callId);
	const length = async (limit?: number) => {
		const { status, data } = await list(limit);
		return status === 200 ? listIn(data).length : status;
	};
	const shape = async (path: string) => shapeOf((await http.get(path)).data);
	const headers = ({ headers: { date, age } }: AxiosResponse) => ({ date, age });

	const events = ['call.started', 'call.finished', 'call.failed'];
	const registration = shapeOf((await http.post('/webhooks', { url, events })).data);
	const first = await launch('+34600111222', { assistantId: one.id });
	const ringing = (await look(0)).data;
	const atOnce = ids(await list(4));
	await simulator.clock.advance(1_000);
	const second = await launch('+34600000480', { testId: simulator.seed.abTests[0].id });
	await simulator.clock.advance(14_000);
	const during = ids(await list(4));
	const talking = (await look(0)).data;
	await simulator.clock.advance(65_000);
	const after = ids(await list(4));
	await simulator.clock.advance(3_600_000);
	const [over, unanswered, latest] = [await look(0), await look(1), await list(2)];
	return {
		launches: [first, second],
		single: { ringing, talking, over: over.data, unanswered: unanswered.data },
		list: latest.data,
		listed: {
			...{ atOnce, during, after, later: ids(await list(4)) },
			ofOne: ids(await list(4, one.id)),
			ofTheOther: ids(await list(4, other.id)),
		},
		lengths: {
			unnamed: await length(),
			64: await length(64),
			100: await length(100),
			101: await length(101),
			200: await length(200),
		},
		headers: { list: headers(latest), single: headers(over) },
		shapes: {
			registration,
			registrations: await shape('/webhooks'),
			assistants: await shape('/assistants'),
			assistant: await shape(`/assistants/${one.id}`),
			abTests: await shape('/ab-tests'),
			phoneNumbers: await shape('/phone-numbers'),
		},
	};
}

/** The list in an answer, wherever it stands. */
function listIn(body: unknown): Json[] {
	return Array.isArray(body) ? body : listIn(Object.values(body as Json)[0]);
}

function shapeOf(body: Json): string {
	return Array.isArray(body) || 'id' in body ? 'bare' : Object.keys(body).join();
}

function signatureIn(headers: Json): Json {
	const signed = Object.entries(headers).filter(([name]) => /^x-/.test(name));
	return Object.fromEntries(
		signed.map(([name, value]) => [
			name,
			String(value)
				.replace(/t=\d+/, 't=time')
				.replace(/[0-9a-f]{64,}/, (hex) => `${hex.length} hex digits`)
				.replace(/^[\w+/]{43}=$/, 'base64'),
		]),
	);
}

/** Names calls by their place in the story, so that two runs of it can be compared; a number as id stays marked. */
function nameIds(seen: Seen, { calls: [a, b], origin }: Simulator, past: PlacedCall[]): Seen {
	const names = new Map(
		[a, b, ...past].map(({ id }, place) => [id, ['A', 'B'][place] ?? place - 2]),
	);
	return JSON.parse(JSON.stringify(seen), (_key, value: unknown) => {
		if (typeof value === 'number' && names.has(String(value))) return [names.get(String(value))];
		if (typeof value !== 'string') return value;
		return (
			names.get(value) ??
			value
				.replace(origin, '')
				.replace(/[^/]+(?=\.mp3$)/, (id) => String(names.get(id)))
				.replace(/^req-.*/, 'request')
		);
	}) as Seen;
}
