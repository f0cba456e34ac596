import type { NextFunction, Response } from 'express';
import { realPause } from './clock';
import type { Fault } from './faults';
import type { LoggedRequest } from './types';

type Json = Record<string, unknown>;

/** What the caller gets to see in place of the honest answer. */
type Answer = (res: Response, entry: LoggedRequest, honest: unknown) => void;

/** Lets a request meet its fault: instead of the honest answer, or after it was worked out. */
export function misbehave(fault: Fault, entry: LoggedRequest, res: Response, next: NextFunction) {
	entry.fault = fault.kind;
	const answer = answerOf(fault);
	if (isAccepted(fault)) {
		replaceSuccess(res, (honest) => answer(res, entry, honest));
		next();
	} else if (fault.kind === 'delay') {
		void waitOf(fault).then(() => next());
	} else {
		answer(res, entry, { status: 'initiated' });
	}
}

const waitOf = async ({ ms, until }: Extract<Fault, { kind: 'delay' }>) =>
	await (until ?? realPause(ms));

const acceptedByNature = ['truncate', 'truncatedJson', 'envelope', 'rename', 'merge', 'noId'];

function isAccepted(fault: Fault): boolean {
	const accept = 'accept' in fault ? fault.accept : undefined;
	return accept ?? acceptedByNature.includes(fault.kind);
}

/** Honest refusals pass unchanged: what the platform refuses, it does not accept and then spoil. */
function replaceSuccess(res: Response, answer: (honest: unknown) => void): void {
	const { json, end } = res;
	const decide = (honest: unknown, pass: () => Response): Response => {
		Object.assign(res, { json, end });
		if (res.statusCode >= 300) return pass();
		answer(honest);
		return res;
	};
	res.json = (honest) => decide(honest, () => res.json(honest));
	res.end = () => decide({}, () => res.end());
}

function answerOf(fault: Fault): Answer {
	switch (fault.kind) {
		case 'status':
			return (res) => {
				res.status(fault.status).set(fault.headers ?? {});
				const body = fault.body ?? { message: `Simulated ${fault.status}` };
				send(res, typeof body === 'string' ? body : JSON.stringify(body));
			};
		case 'html':
			return (res) => {
				const title = `${fault.status} from the gateway`;
				res.status(fault.status).type('html');
				res.end(`<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`);
			};
		case 'redirect':
			return (res) => res.status(fault.status).set('location', fault.location).end();
		case 'reset':
			return (res, entry) => {
				entry.status = 'reset';
				res.socket?.resetAndDestroy();
			};
		case 'hang':
			return (_res, entry) => {
				entry.status = 'hang';
			};
		case 'drip':
			return (res, entry) => {
				entry.status = 'hang';
				const dripping = setInterval(() => res.write(' '), 100).unref();
				res.type('json').once('close', () => clearInterval(dripping));
			};
		case 'delay':
			return (res, _entry, honest) =>
				void waitOf(fault).then(() => send(res, JSON.stringify(honest)));
		case 'truncate':
			return (res, entry, honest) => {
				const bytes = Buffer.from(JSON.stringify(honest));
				entry.status = 'truncated';
				res.type('json').set('content-length', String(bytes.length));
				res.write(bytes.subarray(0, bytes.length >> 1), () => res.socket?.destroy());
			};
		case 'truncatedJson':
			return (res, _entry, honest) => {
				const text = JSON.stringify(honest);
				send(res, text.slice(0, text.length >> 1));
			};
		default:
			return (res, _entry, honest) => send(res, JSON.stringify(reshape(fault, honest)));
	}
}

type Reshaping = Extract<Fault, { kind: 'noId' | 'envelope' | 'rename' | 'merge' }>;

function reshape(fault: Reshaping, honest: unknown): unknown {
	if (fault.kind === 'envelope') return { [fault.key]: honest };
	const change = (entry: Json): Json => {
		if (fault.kind === 'merge') return { ...entry, ...fault.fields };
		if (fault.kind === 'noId') return { ...entry, id: undefined, callId: undefined };
		const { [fault.from]: value, ...rest } = entry;
		return { ...rest, [fault.to]: value };
	};
	return Array.isArray(honest) ? honest.map(change) : change(honest as Json);
}

function send(res: Response, text: string): void {
	if (!res.getHeader('content-type')) res.type('json');
	res.end(text);
}
