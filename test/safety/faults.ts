import type { INodeParameters } from 'n8n-workflow';

import type { Fault, Simulator } from '../simulator';

/** One way in which the launch of one item goes wrong. */
export interface SafetyFault {
	name: string;
	/** What the simulator does to launches of the item's number. */
	fault?: Fault;
	/** How often; then launches work again. */
	times?: number;
	/** What happens on the way to the API, as a parameter of the node; `$json.broken` marks the item. */
	parameters?: INodeParameters;
	/** Whether the platform accepts the launch all the same, so that the phone rings. */
	accepts: boolean;
	/** Further settings of the simulator while this fault is tried. */
	options?: Partial<Simulator['options']>;
	/** How many executions may meet it at the same time, where that is not left open. */
	atOnce?: number;
	/** Whether another fault here is one with it to the node: the same verdict (verdict.test.ts), by another number. */
	alike?: boolean;
}

const forever = Infinity;

const bodies = {
	refusal: { message: 'No puede ser' },
};

/** One status, once for a platform that had not accepted and once for one that had. */
function bothSides(status: number, more: Partial<SafetyFault> = {}): SafetyFault[] {
	const headers = status === 503 ? { 'retry-after': '0' } : undefined;
	return [false, true].map((accept) => ({
		...more,
		name: `${status} ${accept ? 'after' : 'before'} the platform accepted`,
		fault: { kind: 'status', status, accept, headers },
		times: accept ? forever : 1,
		accepts: accept,
	}));
}

function refusal(status: number): SafetyFault {
	return {
		name: `${status} refused`,
		fault: { kind: 'status', status, body: bodies.refusal },
		times: forever,
		accepts: false,
	};
}

function limit(name: string, headers: Record<string, string>, times: number): SafetyFault {
	return {
		name: `429 ${name}`,
		fault: { kind: 'status', status: 429, headers },
		times,
		accepts: times !== forever,
	};
}

function unreachable(name: string, proxy: string, atOnce?: number): SafetyFault {
	return {
		name,
		atOnce,
		parameters: {
			requestOptions: { proxy: `={{ $json.broken ? ${JSON.stringify(proxy)} : "" }}` },
		},
		accepts: false,
	};
}

/** Of the broken item only, and far longer than an answer takes on a busy machine. */
const timeout = { requestOptions: { timeout: '={{ $json.broken ? 5000 : 60000 }}' } };

const alike = { alike: true };

/** Those that take longest come first, so that the others pass meanwhile. */
export const safetyFaults: SafetyFault[] = [
	{
		name: 'timeout before',
		fault: { kind: 'hang', accept: false },
		times: 1,
		accepts: false,
		parameters: timeout,
	},
	{
		name: 'timeout after',
		fault: { kind: 'hang', accept: true },
		times: forever,
		accepts: true,
		parameters: timeout,
	},
	...[400, 402, 403, 404].map((status) => ({ ...refusal(status), ...alike })),
	...[401, 422].map(refusal),
	limit('once, without Retry-After', {}, 1),
	{ ...limit('twice, without Retry-After', {}, 2), ...alike },
	{ ...limit('once, Retry-After in seconds', { 'retry-after': '1' }, 1), ...alike },
	{
		...limit('once, Retry-After as a date', { 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' }, 1),
		...alike,
	},
	limit('for ever', {}, forever),
	...[408, 409, 500, 504].flatMap((status) => bothSides(status, alike)),
	...bothSides(502),
	...bothSides(503),
	{ name: 'reset before', fault: { kind: 'reset', accept: false }, times: 1, accepts: false },
	{ name: 'reset after', fault: { kind: 'reset', accept: true }, times: forever, accepts: true },
	unreachable('refused connection', 'http://127.0.0.1:9'),
	// Some resolvers drop what they are asked beyond a few at a time, and are asked again seconds later.
	unreachable('unknown host', 'http://nebrija.invalid:80', 4),
	{ name: 'truncated body', fault: { kind: 'truncate' }, times: forever, accepts: true },
	{ name: 'truncated JSON', fault: { kind: 'truncatedJson' }, times: forever, accepts: true },
	{
		name: 'HTML with 200 before',
		fault: { kind: 'html', status: 200, accept: false },
		times: 1,
		accepts: false,
	},
	{
		name: 'HTML with 200 after',
		fault: { kind: 'html', status: 200, accept: true },
		times: forever,
		accepts: true,
	},
	{ name: '2xx without id', fault: { kind: 'noId', accept: true }, times: forever, accepts: true },
	{
		name: 'redirect 307 before',
		fault: { kind: 'redirect', status: 307, location: '/api/v1/calls', accept: false },
		times: 1,
		accepts: false,
	},
	{
		name: 'redirect 308 after',
		fault: { kind: 'redirect', status: 308, location: '/api/v1/calls', accept: true },
		times: forever,
		accepts: true,
	},
	{
		name: '500 after, listing delayed',
		fault: { kind: 'status', status: 500, accept: true },
		times: forever,
		accepts: true,
		options: { listingDelayMs: 60 },
	},
];
