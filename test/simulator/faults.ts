import { pathPattern } from './requestLog';
import type { LoggedRequest } from './types';

/** Which requests a fault waits for: every given field must fit. */
export type FaultMatch = {
	method?: string;
	/** Without `/api/v1`; in a string `:word` stands for any one segment. */
	path?: string | RegExp;
	/** The `customer.number` of the body. */
	number?: string;
	/** The fault begins with the nth fitting request, 1 being the first. */
	nth?: number;
};

/**
 * What goes wrong. `accept` says whether the platform takes the request seriously all the same: with
 * true a launch is placed and the phone rings, whatever the caller then gets to see.
 */
export type Fault =
	| {
			kind: 'status';
			status: number;
			body?: unknown;
			headers?: Record<string, string>;
			accept?: boolean;
	  }
	| { kind: 'html'; status: number; accept?: boolean }
	| { kind: 'redirect'; status: number; location: string; accept?: boolean }
	| { kind: 'reset'; accept?: boolean }
	| { kind: 'hang'; accept?: boolean }
	/** 200, then a blank now and then and never an end. */
	| { kind: 'drip'; accept?: boolean }
	/** 2xx without `id` and `callId`; accepted unless told otherwise. */
	| { kind: 'noId'; accept?: boolean }
	/** Waits so long, or until then, and answers honestly; `accept` places a launch before the wait, not after it. */
	| { kind: 'delay'; ms: number; until?: Promise<void>; accept?: boolean }
	/** Announces the whole honest answer, sends half of it and drops the connection. */
	| { kind: 'truncate' }
	/** A complete 2xx answer whose JSON stops half-way. */
	| { kind: 'truncatedJson' }
	/** The honest answer under a key. */
	| { kind: 'envelope'; key: string }
	/** The honest answer (each entry of a list) with one key renamed. */
	| { kind: 'rename'; from: string; to: string }
	/** The honest answer (each entry of a list) with these fields laid over it. */
	| { kind: 'merge'; fields: Record<string, unknown> };

/** One line of the fault script. */
export type FaultRule = { match?: FaultMatch; times?: number; fault: Fault };

type Armed = {
	fits: (request: LoggedRequest) => boolean;
	skip: number;
	left: number;
	fault: Fault;
};

/** The script of what goes wrong: rules in order, the first that fits and has times left applies. */
export class FaultScript {
	private rules: Armed[] = [];

	/** Adds a rule at the end of the script; it applies once unless `times` says otherwise. */
	add({ match = {}, times = 1, fault }: FaultRule): void {
		const { method, number } = match;
		const path = match.path === undefined ? undefined : pathPattern(match.path);
		const fits = (request: LoggedRequest) =>
			(!method || request.method === method.toUpperCase()) &&
			(!path || path.test(request.path)) &&
			(!number || dialledNumber(request.body) === number);
		this.rules.push({ fits, skip: (match.nth ?? 1) - 1, left: times, fault });
	}

	/** Forgets all rules. */
	clear(): void {
		this.rules = [];
	}

	/** The fault this request meets, counted as used. */
	meet(request: LoggedRequest): Fault | undefined {
		for (const rule of this.rules) {
			if (rule.left <= 0 || !rule.fits(request)) continue;
			if (rule.skip > 0) {
				rule.skip--;
				continue;
			}
			rule.left--;
			return rule.fault;
		}
		return undefined;
	}
}

function dialledNumber(body: unknown): unknown {
	return (body as { customer?: { number?: unknown } } | undefined)?.customer?.number;
}
