import type { IDataObject } from 'n8n-workflow';

/** The complete list of events a registration can ask for (docs.nebrijaai.com, "crear webhook"). */
export const eventNames = ['call.started', 'call.finished', 'call.failed'] as const;

export type EventName = (typeof eventNames)[number];

/** Other names for the same: Vapi's, seen in a third-party integration of this API. */
const synonyms: Record<string, EventName> = { 'end.of.call.report': 'call.finished' };

/** Kinds of a call in Vapi's `type`, not names of events. */
const kindsOfCall = ['outboundphonecall', 'inboundphonecall', 'webcall'];

/** No page shows the body of a delivery: where the parts may stand, the likeliest first. */
const places = {
	event: ['event', 'message.type', 'data.event', 'data.type', 'type'],
	callId: [
		'message.call.id',
		'call.id',
		'data.call.id',
		'message.callId',
		'data.callId',
		'callId',
		'data.id',
		'id',
	],
	call: ['message.call', 'call', 'data.call', 'data', 'message', ''],
};

/** What a delivery says; `event` is `other` for a name that is readable and none of ours. */
export interface Content {
	event?: EventName | 'other';
	callId?: string;
	call: IDataObject;
}

const longestId = 200;

function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function at(body: IDataObject, path: string): unknown {
	const keys = path === '' ? [] : path.split('.');
	return keys.reduce<unknown>(
		(value, key) => (isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined),
		body,
	);
}

function toEventName(value: unknown): Content['event'] {
	if (typeof value !== 'string' || value.trim() === '') return undefined;
	const name = value
		.trim()
		.toLowerCase()
		.replace(/[-_\s]+/g, '.');
	if (kindsOfCall.includes(name)) return undefined;
	const known = eventNames.find((event) => event === name);
	return known ?? (Object.hasOwn(synonyms, name) ? synonyms[name] : 'other');
}

function toId(value: unknown): string | undefined {
	const id = typeof value === 'number' ? String(value) : value;
	if (typeof id !== 'string' || id.trim() === '' || id.length > longestId) return undefined;
	return id.trim();
}

/** Reads event, call id and call from the layouts this API may use; the first known event name wins. */
export function readContent(body: IDataObject): Content {
	const events = places.event.map((path) => toEventName(at(body, path)));
	return {
		event: events.find((event) => event !== undefined && event !== 'other') ?? events.find(Boolean),
		callId: places.callId.map((path) => toId(at(body, path))).find((id) => id !== undefined),
		call: places.call.map((path) => at(body, path)).find(isObject) ?? body,
	};
}

const unsafeKeys = ['__proto__', 'constructor', 'prototype'];

/** The JSON object in these bytes without keys that could change a prototype; undefined if there is none. */
export function parseBody(rawBody: Buffer): IDataObject | undefined {
	try {
		const text = rawBody.toString('utf8').replace(/^\uFEFF/, '');
		const body: unknown = JSON.parse(text, (key, value) =>
			unsafeKeys.includes(key) ? undefined : value,
		);
		return isObject(body) ? body : undefined;
	} catch {
		return undefined;
	}
}
