import type { RequestHandler } from 'express';
import { type Clock, realPause } from './clock';
import type { FaultScript } from './faults';
import { misbehave } from './misbehave';
import { TokenBucket, retryAfter } from './rateLimit';
import type { RequestLog } from './requestLog';
import type { LoggedRequest, SimulatorOptions } from './types';

/** Writes every request down, and later what became of it; the first thing that happens to a request. */
export function logged(log: RequestLog, clock: Clock): RequestHandler {
	return (req, res, next) => {
		const { method, path, query, headers } = req;
		const entry: LoggedRequest = {
			at: clock.now(),
			method,
			path,
			query,
			headers,
			body: undefined,
			status: 'pending',
		};
		log.add(entry);
		res.locals.entry = entry;
		res.once('close', () => {
			entry.answeredAt = clock.now();
			if (entry.status === 'pending') {
				entry.status = res.writableFinished ? res.statusCode : 'aborted';
			}
		});
		next();
	};
}

/** Notes the parsed body and lets the request meet latency, rate limit and the fault script, in this order. */
export function tried(faults: FaultScript, options: SimulatorOptions): RequestHandler {
	const bucket = new TokenBucket();
	return async (req, res, next) => {
		const entry = res.locals.entry as LoggedRequest;
		entry.body = req.body;
		if (options.latencyMs > 0) await realPause(options.latencyMs);
		const limit = options.rateLimit;
		const isLaunch = entry.method === 'POST' && entry.path === '/calls';
		if (limit && (isLaunch || limit.appliesTo === 'all')) {
			const waitMs = bucket.take(limit);
			if (waitMs > 0) {
				res.status(429).set(retryAfter(waitMs, limit.retryAfter));
				return void res.json({ message: 'Too many requests.' });
			}
		}
		const fault = faults.meet(entry);
		if (fault) misbehave(fault, entry, res, next);
		else next();
	};
}

/** Lets only requests with a token of the account through: the one that is set, or one that continues it after a colon. */
export function authorised(options: SimulatorOptions): RequestHandler {
	return (req, res, next) => {
		const { authorization = '' } = req.headers;
		const token = `Bearer ${options.token}`;
		if (authorization === token || authorization.startsWith(`${token}:`)) return next();
		res.status(401).json({ message: 'The token is missing or wrong.' });
	};
}
