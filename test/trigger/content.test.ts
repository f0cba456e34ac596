import { parseBody, readContent, withoutUnsafeKeys } from '../../nodes/Nebrija/trigger/content';

const call = { id: 'c1', status: 'ended' };

describe('a delivery', () => {
	it.each<[string, object, string | undefined]>([
		['flat', { type: 'call.finished', ...call }, 'call.finished'],
		[
			'flat with callId beside an id of its own',
			{ id: 'evt', callId: 'c1', event: 'call.failed' },
			'call.failed',
		],
		['event and data', { event: 'call.started', data: call }, 'call.started'],
		[
			'event and data, with an id of its own',
			{ id: 'evt', event: 'call.started', data: call },
			'call.started',
		],
		[
			'event and data with callId',
			{ event: 'call.failed', data: { id: 'evt', callId: 'c1' } },
			'call.failed',
		],
		['event and data.call', { event: 'call.finished', data: { id: 'evt', call } }, 'call.finished'],
		['all under data', { data: { event: 'call.finished', call } }, 'call.finished'],
		['type and call', { type: 'call.finished', call }, 'call.finished'],
		['message', { message: { type: 'end-of-call-report', call } }, 'call.finished'],
		['message with callId', { message: { type: 'call.failed', callId: 'c1' } }, 'call.failed'],
		['nameless', call, undefined],
		["Vapi's kind of call", { ...call, type: 'outboundPhoneCall' }, undefined],
		['an event that is no text', { event: { a: 1 }, call }, undefined],
		['an empty event', { event: ' ', call }, undefined],
		['spelled otherwise', { event: 'CALL_FINISHED', call }, 'call.finished'],
		[
			'a known name behind an unknown one',
			{ event: 'notification', type: 'call.failed', call },
			'call.failed',
		],
		['an unknown event', { event: 'call.transcribed', call }, undefined],
		[
			'eventType and a type of its own',
			{ eventType: 'call.finished', type: 'webhook', call },
			'call.finished',
		],
		[
			'event_type and a type of its own',
			{ event_type: 'call.failed', type: 'event', call },
			'call.failed',
		],
		['topic', { topic: 'call.started', resource: call }, 'call.started'],
		['name', { id: 'evt', name: 'call.finished', object: call }, 'call.finished'],
		['payload', { id: 'evt', payload: { eventType: 'call.failed', call } }, 'call.failed'],
		[
			'data.object, with an id of its own',
			{ id: 'evt', type: 'call.finished', data: { object: call } },
			'call.finished',
		],
		[
			'call_id beside an id of its own',
			{ id: 'evt', call_id: 'c1', event: 'call.failed' },
			'call.failed',
		],
		['call as its id', { id: 'evt', event: 'call.failed', call: 'c1' }, 'call.failed'],
		['data in data', { data: { event: 'call.failed', id: 'evt', data: call } }, 'call.failed'],
		['an event that holds all', { id: 'w', event: { type: 'call.failed', call } }, 'call.failed'],
		['body.payload', { body: { type: 'call.failed', payload: { id: 'c1' } } }, 'call.failed'],
		['a number for an id', { event: 'call.failed', call: { id: 7 }, callId: 'c1' }, 'call.failed'],
	])('%s: event and call id are read', (layout, body, event) => {
		const content = readContent(body as never);
		expect(content.event).toBe(event);
		expect(content.callIds[0]).toBe(layout.startsWith('a number') ? '7' : 'c1');
	});

	it.each([
		{},
		{ event: 'call.finished' },
		{ id: '' },
		{ id: ' ' },
		{ id: {} },
		{ id: ['c1'] },
		{ id: 'x'.repeat(201) },
		{ call: null },
	])('%j names no call', (body) => expect(readContent(body as never).callIds).toEqual([]));

	it('names no more than three calls, each once, the likeliest first', () => {
		const body = {
			id: 'e',
			callId: 'c',
			call: { id: 'c' },
			data: { id: 'd', call: { id: 'b' } },
			payload: { id: 'p' },
		};
		expect(readContent(body).callIds).toEqual(['c', 'b', 'd']);
	});

	it('is not read beyond a few objects in each other, however many there are', () => {
		const deep = (levels: number): object => (levels === 0 ? call : { data: deep(levels - 1) });
		expect(readContent(deep(3) as never).callIds).toEqual(['c1']);
		expect(readContent(deep(4) as never).callIds).toEqual([]);
		const bottomless = parseBody(Buffer.from(`${'{"data":'.repeat(5_000)}1${'}'.repeat(5_000)}`));
		expect(readContent(bottomless!).callIds).toEqual([]);
	});

	it('with a call that is not named so is the innermost object with an id', () => {
		const told = { id: 'c1', transcript: 'Yes' };
		expect(readContent({ id: 'evt', event: { type: 'x' }, data: { object: told } }).call).toBe(
			told,
		);
		expect(readContent({ id: 'evt', event: { type: 'x' }, words: 'Yes' }).call).toMatchObject({
			words: 'Yes',
		});
	});

	it('keeps a name that nobody knows', () => {
		expect(readContent({ event: ' call.ended ', call })).toMatchObject({ name: 'call.ended' });
		expect(readContent({ event: 'x'.repeat(201), call }).name).toBeUndefined();
	});

	it('is not read from a prototype', () => {
		const body = parseBody(
			Buffer.from(
				'{"__proto__":{"event":"call.failed","id":"c1","polluted":1},"constructor":{"prototype":{"polluted":1}},"call":{"__proto__":{"id":"c1"},"a":1}}',
			),
		)!;
		expect(readContent(body)).toMatchObject({ event: undefined, callIds: [] });
		expect(JSON.stringify(withoutUnsafeKeys(body))).toBe('{"call":{"a":1}}');
		expect(({} as { polluted?: number }).polluted).toBeUndefined();
		expect(readContent({ event: 'toString', call: { id: 'c1' } }).event).toBeUndefined();
	});

	it.each([
		'',
		'null',
		'[]',
		'"text"',
		'1',
		'{',
		'<html>',
		'['.repeat(100_000),
		`{"a":${'['.repeat(100_000)}`,
	])('%.20s is no JSON object', (text) => expect(parseBody(Buffer.from(text))).toBeUndefined());

	it('may begin with a byte order mark and hold broken UTF-8', () => {
		expect(parseBody(Buffer.from('\uFEFF{"id":"c1"}'))).toEqual({ id: 'c1' });
		expect(parseBody(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]))).toEqual({
			'\uFFFD': 1,
		});
	});
});
