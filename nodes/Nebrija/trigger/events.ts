import type { IDataObject } from 'n8n-workflow';

import { isObject, readId } from '../api/answer';

/** The complete list of events a registration can ask for (docs.nebrijaai.com, "crear webhook"). */
export const eventNames = ['call.started', 'call.finished', 'call.failed'] as const;

export type EventName = (typeof eventNames)[number];

/** Other names for the same: Vapi's, seen in a third-party integration of this API. */
const synonyms: Record<string, EventName> = { 'end.of.call.report': 'call.finished' };

/** No page shows the body of a delivery: in which object the parts may stand, and under which names. */
const places = {
	wrappers: ['message', '', 'data', 'payload', 'resource', 'object', 'data.object'],
	event: ['event', 'type', 'eventType', 'event_type', 'topic', 'name'],
	callId: ['callId', 'call_id'],
};

const within = (wrapper: string, name: string) => [wrapper, name].filter(Boolean).join('.');
const inAll = (...names: string[]) =>
	places.wrappers.flatMap((wrapper) => names.map((name) => within(wrapper, name)));

/** The likeliest first: the id of what is named a call, an id named after a call, then an id that may be the event's. */
const idPaths = [
	...inAll('call.id', 'call.callId'),
	...inAll(...places.callId),
	...['data.object.id', 'data.id', 'payload.id', 'resource.id', 'object.id', 'message.id', 'id'],
];
const eventPaths = inAll(...places.event);
const callPaths = [...inAll('call'), ...['data.object', 'data', 'payload', 'resource', 'object']];

/** What a delivery says. */
export interface Content {
	/** Undefined where no name is readable, or none that is ours. */
	event?: EventName;
	/** The first readable name, ours or not. */
	name?: string;
	/** What may be the id of the call, the likeliest first. */
	callIds: string[];
	call: IDataObject;
}

const longestId = 200;
const mostIds = 3;

function at(body: IDataObject, path: string): unknown {
	return path
		.split('.')
		.reduce<unknown>(
			(value, key) => (isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined),
			body,
		);
}

function toEventName(text: string): EventName | undefined {
	const name = text.toLowerCase().replace(/[-_\s]+/g, '.');
	const known = eventNames.find((event) => event === name);
	return known ?? (Object.hasOwn(synonyms, name) ? synonyms[name] : undefined);
}

/** Reads event, ids and call from the layouts this API may use; a name that is ours wins over any other. */
export function readContent(body: IDataObject): Content {
	const names = eventPaths
		.map((path) => at(body, path))
		.filter((value) => typeof value === 'string')
		.map((name) => name.trim())
		.filter((name) => name !== '' && name.length <= longestId);
	const ids = idPaths
		.map((path) => readId(at(body, path)))
		.filter((id) => id !== undefined && id.length <= longestId) as string[];
	return {
		event: names.map(toEventName).find((event) => event !== undefined),
		name: names[0],
		callIds: [...new Set(ids)].slice(0, mostIds),
		call: [...callPaths, 'message'].map((path) => at(body, path)).find(isObject) ?? body,
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
