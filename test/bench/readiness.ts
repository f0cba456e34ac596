import axios from 'axios';
import { setTimeout as sleep } from 'timers/promises';

const READY_WITHIN_MS = 180_000;

/** Waits until n8n answers and has its database: after a large run it has neither for a while. */
export async function untilReady(url: string): Promise<void> {
	for (const deadline = Date.now() + READY_WITHIN_MS; Date.now() < deadline; ) {
		const answer = await axios.get(`${url}/healthz/readiness`).catch(() => undefined);
		if (answer) return;
		await sleep(200);
	}
	throw new Error(`n8n was not ready again within ${READY_WITHIN_MS / 1000} seconds.`);
}
