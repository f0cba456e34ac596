import type { IDataObject } from 'n8n-workflow';

import { isObject, readId } from '../api/answer';
import { eventNames } from '../event/names';
import type { EventName } from '../event/names';

/** By the names in use; the last one is Vapi's, seen in a third-party integration of this API. */
const eventsByName = new Map<string, EventName>([
	...eventNames.map((name): [string, EventName] => [name, name]),
	['end.of.call.report', 'call.finished'],
]);

/** No page shows the body of a delivery: in which objects its parts may stand, one in another too. */
const wrappers = ['data', 'payload', 'resource', 'object', 'message', 'body', 'event'];
const mostNested = 3;

/** Under which keys the name of the event may stand. */
const nameKeys = ['event', 'type', 'eventType', 'event_type', 'topic', 'name'];

/** The longest name or id that is read. */
const longest = 200;
const mostIds = 3;

/** The objects of a body in which something may stand, each before the one it stands in. */
function openAll(body: IDataObject, depth = 0): IDataObject[] {
	const inside = depth < mostNested ? wrappers.map((key) => body[key]).filter(isObject) : [];
	return [...inside.flatMap((each) => openAll(each, depth + 1)), body];
}

const toEventName = (text: string) => eventsByName.get(text.toLowerCase().replace(/[-_\s]+/g, '.'));

const readAll = (values: unknown[]) =>
	values.map(readId).filter((id) => id !== undefined && id.length <= longest) as string[];

/** What a delivery says, in whichever of the layouts this API may use. */
export type Content = ReturnType<typeof readContent>;

/** Reads event, ids and call: a name that is ours wins over any other, and an id that is named a call's. */
export function readContent(body: IDataObject) {
	const innerFirst = openAll(body);
	const outerFirst = [...innerFirst].reverse();
	const named = outerFirst.flatMap((object) => nameKeys.map((key) => object[key]));
	const names = readAll(named.filter((name) => typeof name === 'string'));
	const namedIds = outerFirst.flatMap(({ call, callId, call_id }) =>
		isObject(call) ? [call.id, call.callId, callId, call_id] : [call, callId, call_id],
	);
	const ids = readAll([...namedIds, ...innerFirst.map(({ id }) => id)]);
	return {
		/** Undefined where no name is readable, or none that is ours. */
		event: names.map(toEventName).find((event) => event !== undefined),
		/** The first readable name, ours or not. */
		name: names.at(0),
		/** What may be the id of the call, the likeliest first. */
		callIds: [...new Set(ids)].slice(0, mostIds),
		call:
			outerFirst.map(({ call }) => call).find(isObject) ??
			innerFirst.find(({ id, callId }) => readId(id) ?? readId(callId)) ??
			body,
	};
}

/** The JSON object in these bytes; undefined if there is none. */
export function parseBody(rawBody: Buffer): IDataObject | undefined {
	try {
		const body: unknown = JSON.parse(rawBody.toString('utf8').replace(/^\uFEFF/, ''));
		return isObject(body) ? body : undefined;
	} catch {
		return undefined;
	}
}

const unsafeKeys = ['__proto__', 'constructor', 'prototype'];

/** A delivered call that is to be output: without keys that could change a prototype. */
export function withoutUnsafeKeys(call: IDataObject): IDataObject {
	return JSON.parse(JSON.stringify(call), (key, value) =>
		unsafeKeys.includes(key) ? undefined : value,
	) as IDataObject;
}
