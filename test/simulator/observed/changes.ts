import type { Place } from '..';
import { type Json, ringMs, type Seen } from './story';

/** What a personality shows in place of what the documented one showed; keys that are undefined are not there. */
export type Change = (seen: Seen) => unknown;

/** One change after the other. */
export const inTurn =
	(...changes: Change[]): Change =>
	(seen) =>
		changes.reduce((changed, change) => change(changed) as Seen, seen);

type EachCall = (call: Json, place: Place) => Json;

/** Changes every call in every place where it is seen. */
export function everyCall(change: EachCall): Change {
	return ({ launches, single, list, deliveries, ...rest }) => ({
		...rest,
		launches: launches.map(({ status, body }) => ({ status, body: change(body, 'launch') })),
		single: eachValue(single, (call) => change(call, 'single')),
		list: (list as Json[]).map((call) => change(call, 'list')),
		deliveries: eachValue(deliveries, (letters) =>
			letters.map(({ signature, body: { event, data } }) => ({
				signature,
				body: { event, data: change(data as Json, 'delivery') },
			})),
		),
	});
}

function eachValue<T>(entries: Record<string, T>, change: (entry: T, key: string) => unknown) {
	return Object.fromEntries(
		Object.entries(entries).map(([key, entry]) => [key, change(entry, key)]),
	);
}

/** Lays these fields over every call. */
export const overEveryCall = (fields: (call: Json) => Json): Change =>
	everyCall((call) => ({ ...call, ...fields(call) }));

/** Writes the two numbers, the first of which answers. */
export const spelled = (first: string | null, second: string | null): Change =>
	overEveryCall((call) => ({ customer: { number: isFirst(call) ? first : second } }));

const isFirst = ({ customer }: Json) => (customer as { number: string }).number.endsWith('222');

/** Writes start and end times. */
export const eachTime = (write: (time: number) => unknown): Change =>
	overEveryCall(({ startTime, endTime }) => ({
		startTime: write(Date.parse(String(startTime))),
		endTime: endTime && write(Date.parse(String(endTime))),
	}));

/** Every call that has begun started when it was answered, all others and those `except` show this. */
export const startsWhenAnswered = (shows?: null, except?: (call: Json) => boolean): Change =>
	overEveryCall((call) => ({
		startTime:
			call.status === 'initiated' || except?.(call)
				? shows
				: new Date(Date.parse(String(call.startTime)) + ringMs).toISOString(),
	}));

/** Says other words; `unanswered` is for calls that ended without an answer, `launched` for answers to a launch. */
export const statuses = (words: Record<string, string>): Change =>
	everyCall((call, place) => {
		const { status, endedReason } = call as Record<string, string>;
		const unanswered = endedReason?.includes('did not answer') ? words.unanswered : undefined;
		const launched = place === 'launch' ? words.launched : undefined;
		return { ...call, status: launched ?? unanswered ?? words[status] ?? status };
	});

/** In these places the id is called `callId`. */
export const callIdIn = (...places: Place[]): Change =>
	everyCall((call, place) =>
		places.includes(place) ? { ...call, id: undefined, callId: call.id } : call,
	);

/** Lists hold other calls, or the same in another order. */
export const listed =
	(otherwise: Partial<Seen['listed']>): Change =>
	(seen) => ({ ...seen, listed: { ...seen.listed, ...otherwise } });

/** The latest two calls change places. */
export const latestReversed: Change = (seen) => ({
	...seen,
	list: [...(seen.list as Json[])].reverse(),
});

/** Lists are this long. */
export const lengths =
	(...[unnamed, of64, of100, of101, of200]: number[]): Change =>
	(seen) => ({ ...seen, lengths: { unnamed, 64: of64, 100: of100, 101: of101, 200: of200 } });

/** Dates are written so many seconds off. */
export const dates = (off: { list: number; single: number }, age?: string): Change => {
	const moved = (date: string | undefined, seconds: number) =>
		new Date(Date.parse(String(date)) + seconds * 1_000).toUTCString();
	return ({ headers: { list, single }, ...seen }) => ({
		...seen,
		headers: {
			list: { date: moved(list.date, off.list), age },
			single: { date: moved(single.date, off.single) },
		},
	});
};

const listShapes = ['registrations', 'assistants', 'abTests', 'phoneNumbers'];

/** Lists stand under a key, that of the calls as `enclose` puts it. */
export const listsUnder =
	(key: (name: string) => string, enclose: (list: unknown) => Json): Change =>
	(seen) => ({
		...seen,
		list: enclose(seen.list),
		shapes: eachValue(seen.shapes, (shape, name) =>
			listShapes.includes(name) ? key(name.replace('registrations', 'webhooks')) : shape,
		),
	});

/** Single objects stand under a key. */
export const objectsUnder = (key: (name: string) => string): Change =>
	inTurn(
		everyCall((call, place) =>
			['launch', 'single'].includes(place) ? { [key('call')]: call } : call,
		),
		(seen) => ({
			...seen,
			shapes: eachValue(seen.shapes, (shape, name) =>
				listShapes.includes(name) ? shape : key(name.replace('registration', 'webhook')),
			),
		}),
	);

/** Launches are answered with another body or status. */
export const launches =
	(change: (launch: Seen['launches'][number]) => Json): Change =>
	(seen) => ({
		...seen,
		launches: seen.launches.map((launch) => ({ ...launch, ...change(launch) })),
	});

type Letter = Seen['deliveries']['A'][number];

/** Other deliveries arrive. */
export const deliveries =
	(change: (letters: Letter[]) => unknown[]): Change =>
	(seen) => ({ ...seen, deliveries: eachValue(seen.deliveries, change) });
