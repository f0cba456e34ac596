import axios, { type AxiosError } from 'axios';
import type { IDataObject } from 'n8n-workflow';
import { sign } from '../../nodes/Nebrija/api/credential';
import { readRetryAfter } from '../../nodes/Nebrija/api/request';

export type Json = IDataObject;

/** Time as this check knows it: the simulator's, or that of this computer. */
export type Timing = { now: () => number; pause: (ms: number) => Promise<void> };

/** Whose token a request carries. */
export type Bearer = 'ours' | 'wrong' | 'none';

/** One request and its answer; status 0 where none came. */
export type Exchange = {
	method: string;
	path: string;
	query: Json;
	bearer: Bearer;
	sentAt: number;
	receivedAt: number;
	status: number;
	/** Why no answer came. */
	failure?: string;
	headers: Record<string, string>;
	body: unknown;
};

/** What was asked for on the command line, and so may be written. */
export type Permit = 'webhook' | 'call';

type Writing = { method: 'POST' | 'DELETE'; path: string; body?: Json };

export type LineOptions = {
	baseUrl: string;
	token: string;
	timing: Timing;
	permits: Permit[];
	signal?: AbortSignal;
};

/** Between two requests, in milliseconds. */
const pace = 250;
const timeout = 30_000;
/** After a 429: how often, and how long, if it names no time. */
const mostWaits = 2;
const usualWait = 5_000;
const longestWait = 60_000;
const wrongToken = 'check-api-wrong-token';

/**
 * The one way to the API: paced, no redirect followed, the token to the origin of the Base URL only, no more requests
 * than allowed, and nothing written that was not asked for.
 */
export class Line {
	readonly exchanges: Exchange[] = [];
	private left = 40;
	private calls = 0;

	constructor(private readonly options: LineOptions) {}

	/** Allows so many requests more. */
	allow(more: number): void {
		this.left += more;
	}

	/** Reads an address of the API; waits as long as a 429 asks for. */
	async get(path: string, query: Json = {}, bearer: Bearer = 'ours'): Promise<Exchange> {
		for (let waits = 0; ; waits++) {
			this.stopIfAsked();
			const answer = await this.send({ method: 'GET', path, query, bearer });
			if (answer.status !== 429 || waits >= mostWaits) return answer;
			const asked = readRetryAfter(answer, this.options.timing.now()) ?? usualWait;
			await this.options.timing.pause(Math.min(asked, longestWait));
		}
	}

	/** Writes, where the command line asked for it; a call once only. */
	async write(writing: Writing): Promise<Exchange> {
		this.stopIfAsked();
		const { method, path } = writing;
		const permit = path === '/calls' ? 'call' : path.startsWith('/webhooks') ? 'webhook' : 'none';
		if (!this.options.permits.some((each) => each === permit)) {
			throw new Error(`${method} ${path} was not asked for.`);
		}
		if (permit === 'call' && this.calls++ > 0) throw new Error('One call only.');
		return await this.send({ ...writing, query: {}, bearer: 'ours' });
	}

	/** Removes a registration, also when the check was stopped. */
	async remove(path: string): Promise<Exchange> {
		this.allow(1);
		return await this.send({ method: 'DELETE', path, query: {}, bearer: 'ours' });
	}

	/** Reads for a removal, also when the check was stopped. */
	async getForRemoval(path: string): Promise<Exchange> {
		this.allow(1);
		return await this.send({ method: 'GET', path, query: {}, bearer: 'ours' });
	}

	/** Asks any address for its first byte, without the token. */
	async openWithoutToken(url: string): Promise<Exchange> {
		this.stopIfAsked();
		return await this.send({ method: 'GET', path: url, query: {}, bearer: 'none' });
	}

	private stopIfAsked(): void {
		if (this.options.signal?.aborted) throw new Error('Stopped.');
	}

	private async send(request: Pick<Exchange, 'method' | 'path' | 'query' | 'bearer'> & Writable) {
		if (this.left-- <= 0) throw new Error('This check has asked as often as it may.');
		const { timing, baseUrl } = this.options;
		if (this.exchanges.length > 0) await timing.pause(pace);
		const { body, ...asked } = request;
		const isForeign = !asked.path.startsWith('/');
		const sentAt = timing.now();
		const response = await axios
			.request<string>({
				method: asked.method,
				url: isForeign ? asked.path : baseUrl.trim().replace(/\/+$/, '') + asked.path,
				params: asked.query,
				data: body,
				headers: this.headersOf(asked, isForeign),
				signal: AbortSignal.timeout(timeout),
				maxRedirects: 0,
				responseType: 'text',
				transformResponse: (text: unknown) => text,
				validateStatus: () => true,
			})
			.catch((error: AxiosError) => error);
		const receivedAt = timing.now();
		const exchange: Exchange = {
			...{ ...asked, sentAt, receivedAt },
			...('headers' in response
				? {
						status: response.status,
						headers: response.headers as Record<string, string>,
						body: isForeign ? '' : parsed(response.data),
					}
				: { status: 0, failure: response.code ?? 'UNKNOWN', headers: {}, body: undefined }),
		};
		this.exchanges.push(exchange);
		return exchange;
	}

	private headersOf({ path, bearer }: Pick<Exchange, 'path' | 'bearer'>, isForeign: boolean) {
		if (isForeign) return { range: 'bytes=0-0' };
		const { baseUrl, token } = this.options;
		const apiToken = bearer === 'wrong' ? wrongToken : token;
		const { headers } = sign({ apiToken, baseUrl }, { url: path });
		return bearer === 'none' ? {} : { ...headers, accept: 'application/json' };
	}
}

type Writable = { body?: Json };

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
