import { createHash } from 'node:crypto';
import {
	callIdIn,
	type Change,
	deliveries,
	inTurn,
	launches,
	objectsUnder,
	overEveryCall,
	spelled,
	statuses,
} from './changes';
import type { Json } from './story';

const hash = (text: string) => createHash('sha256').update(text).digest('hex');

const asNumbers = (ids: unknown[]) => ids.map((id) => [id]);

const signature = (written: Json) =>
	deliveries((letters) => letters.map(({ body }) => ({ signature: written, body })));

const letters = (write: (event: unknown, call: object) => object) =>
	deliveries((all) =>
		all.map(({ signature: same, body: { event, data } }) => ({
			signature: same,
			body: write(event, data as object),
		})),
	);

/** What a client sees otherwise where calls, answers to launches and deliveries are otherwise. */
export const seenOfCalls: Record<string, Change> = {
	'numbers-spaced': spelled('+34 600 11 12 22', '+34 600 00 04 80'),
	'numbers-with-00': spelled('0034600111222', '0034600000480'),
	'numbers-national': spelled('600111222', '600000480'),
	'numbers-without-plus': spelled('34600111222', '34600000480'),
	'numbers-masked': spelled('+34600***222', '+34600***480'),
	'numbers-hashed': spelled(hash('+34600111222'), hash('+34600000480')),
	'numbers-as-sip': spelled(
		'sip:+34600111222@sip.nebrijaai.com',
		'sip:+34600000480@sip.nebrijaai.com',
	),
	'numbers-null': spelled(null, null),
	'number-as-destination': overEveryCall(({ customer }) => ({
		customer: undefined,
		destination: (customer as Json).number,
	})),
	'customer-as-text': overEveryCall(({ customer }) => ({ customer: (customer as Json).number })),
	'customer-absent': overEveryCall(() => ({ customer: undefined })),
	'call-id-in-list': callIdIn('list'),
	'call-id-in-launch': callIdIn('launch'),
	'call-id-in-single-call': callIdIn('single'),
	'call-id-everywhere': callIdIn('launch', 'list', 'single', 'delivery'),
	'numeric-ids': inTurn(
		overEveryCall(({ id }) => ({ id: [id] })),
		({ listed: ids, ...seen }) => ({
			...seen,
			listed: Object.fromEntries(Object.entries(ids).map(([of, each]) => [of, asNumbers(each)])),
		}),
	),
	'assistant-id-upper-case': overEveryCall(({ assistantId }) => ({
		assistantId: String(assistantId).toUpperCase(),
	})),
	'assistant-id-absent': overEveryCall(() => ({ assistantId: undefined })),
	'ab-test-without-assistant': overEveryCall(({ testId }) =>
		testId ? { assistantId: undefined } : {},
	),
	'ab-test-without-test': overEveryCall(() => ({ testId: undefined, testVariant: undefined })),
	'status-completed': statuses({
		...{ launched: 'queued', initiated: 'ringing' },
		...{ ended: 'completed', unanswered: 'no-answer' },
	}),
	'status-of-vapi': inTurn(
		statuses({ launched: 'queued', initiated: 'ringing' }),
		overEveryCall(({ endedReason, transcript }) => ({
			endedReason: endedReason && (transcript ? 'customer-ended-call' : 'customer-did-not-answer'),
		})),
	),
	'status-upper-case': statuses({
		...{ initiated: 'INITIATED', 'in-progress': 'IN-PROGRESS', ended: 'ENDED' },
	}),
	'status-with-underscores': statuses({ 'in-progress': 'in_progress' }),
	'status-spanish': statuses({
		...{ initiated: 'iniciada', 'in-progress': 'en curso', ended: 'finalizada' },
	}),
	'objects-under-data': objectsUnder(() => 'data'),
	'objects-under-their-name': objectsUnder((name) => name),
	'launch-call-id-beside-data': launches(({ body: { id: callId, ...data } }) => ({
		body: { success: true, callId, data },
	})),
	'launch-request-id-beside-data': launches(({ body: data }) => ({
		body: { id: 'request', data },
	})),
	'launch-201': launches(() => ({ status: 201 })),
	'launch-202': launches(() => ({ status: 202 })),

	'deliveries-twice': deliveries((all) =>
		all.flatMap((letter, nth) => (all.length === 3 && nth === 0 ? [letter] : [letter, letter])),
	),
	'deliveries-never-repeated': deliveries((all) => all.slice(-2)),
	'signed-sha256-prefix': signature({ 'x-nebrija-signature': 'sha256=64 hex digits' }),
	'signed-with-time': signature({ 'x-nebrija-signature': 't=time,v1=64 hex digits' }),
	'signed-in-base64': signature({ 'x-nebrija-signature': 'base64' }),
	'signed-in-unknown-way': signature({ 'x-nebrija-signature': '128 hex digits' }),
	'signed-under-unknown-header': signature({ 'x-nebrija-hmac': '64 hex digits' }),
	'deliveries-unsigned': signature({}),
	'delivery-flat': letters((type, call) => ({ type, ...call })),
	'delivery-type-call': letters((type, call) => ({ type, call })),
	'delivery-of-vapi': letters((event, call) => ({
		message: { type: event === 'call.finished' ? 'end-of-call-report' : event, call },
	})),
	'delivery-without-event': letters((_event, call) => call),
};
