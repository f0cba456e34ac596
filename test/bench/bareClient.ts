import axios from 'axios';
import { setTimeout as sleep } from 'timers/promises';

/** What a client without n8n is to launch. */
export interface BareJob {
	url: string;
	token: string;
	assistantId: string;
	numbers: string[];
}

/** What came of it. */
export interface BareResult {
	ms: number;
	callIds: string[];
}

const CONCURRENCY = 50;
const FIRST_WAIT_MS = 200;
const MOST_WAIT_MS = 30_000;

/**
 * Launches all numbers with plain axios, 50 at a time. After a 429 a request waits as long as
 * Retry-After says, otherwise exponentially with jitter, and is sent again.
 */
export async function launchAll({
	url,
	token,
	assistantId,
	numbers,
}: BareJob): Promise<BareResult> {
	const http = axios.create({
		baseURL: url,
		headers: { authorization: `Bearer ${token}` },
		validateStatus: (status) => status < 300 || status === 429,
	});
	const launch = async (number: string): Promise<string> => {
		for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, MOST_WAIT_MS)) {
			const { status, data, headers } = await http.post('/calls', {
				customer: { number },
				assistantId,
			});
			if (status !== 429) return data.id;
			const asked = Number(headers['retry-after']) * 1000;
			await sleep(asked || wait * (0.5 + Math.random() / 2));
		}
	};
	const waiting = [...numbers];
	const callIds: string[] = [];
	const startedAt = performance.now();
	const work = async () => {
		for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
			callIds.push(await launch(next));
		}
	};
	await Promise.all(Array.from({ length: CONCURRENCY }, work));
	return { ms: performance.now() - startedAt, callIds };
}
