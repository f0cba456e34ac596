import type { Simulator } from '../simulator';
import { makeContact, type Orders } from './contact';
import { startPractice } from './practice';
import { ownDescription } from './registering';
import { everything } from './stage';

const url = 'https://tunnel.example/hook';
let practice: Awaited<ReturnType<typeof startPractice>>;
let simulator: Simulator;

beforeAll(async () => {
	// Little to read makes the many runs short.
	practice = await startPractice({ validate: false, personality: 'list-always-empty' });
	({ simulator } = practice);
	const events: ['call.finished'] = ['call.finished'];
	simulator.webhooks.register({ url: 'https://n8n.example/webhook/1', events, description: 'n8n' });
});
afterAll(async () => await simulator.close());

const contact = async (orders: Partial<Orders>) => {
	const { url: baseUrl, token } = simulator;
	return await makeContact({ baseUrl, token, timing: practice.timing, ...orders });
};

/** Runs until the process "is killed": before this request, and every one after it. */
async function runUntil(nth: number, orders: Partial<Orders>): Promise<void> {
	let asked = 1;
	const pause = async (ms: number) => {
		if (ms === 250 && ++asked >= nth) throw new Error('killed');
		await practice.timing.pause(ms);
	};
	await contact({ ...orders, timing: { ...practice.timing, pause } }).catch(() => undefined);
}

const standing = () => simulator.webhooks.registrations.map((each) => each.url);
const foreign = ['https://n8n.example/webhook/1'];

describe.each([
	['shows descriptions', undefined],
	['shows none', { description: undefined }],
])('Where the list of registrations %s', (_how, fields) => {
	beforeAll(() => {
		simulator.faults.clear();
		if (!fields) return;
		const match = { method: 'GET', path: '/webhooks' };
		simulator.faults.add({ match, times: Infinity, fault: { kind: 'merge', fields } });
	});

	it('a run that is killed at any moment leaves nothing behind at the next', async () => {
		const before = simulator.requests.length;
		await contact({ webhook: { url } });
		const run = simulator.requests.slice(before);
		const firstWrite = run.findIndex(({ method }) => method !== 'GET');
		const left = new Set<number>();
		for (let nth = firstWrite; nth <= run.length + 1; nth++) {
			await runUntil(nth, { webhook: { url } });
			left.add(standing().length - 1);
			expect(standing()).toEqual(expect.arrayContaining(foreign));
			await contact({ webhook: { url } });
			expect([nth, standing()]).toEqual([nth, foreign]);
		}
		expect([...left].sort()).toEqual([0, 1, 2]);
	});
});

it('A run that only reads leaves them alone, and says that they stand', async () => {
	simulator.faults.clear();
	simulator.webhooks.register({ url, events: ['call.failed'], description: ownDescription });
	const said: string[] = [];
	const say = (line: string) => void said.push(line);
	await contact({ say });
	expect(said).toEqual([
		'What a run that was killed has registered still stands: --webhook removes it.',
	]);
	expect(standing()).toEqual([...foreign, url]);
	await contact({ say, webhook: { url } });
	expect(said[1]).toContain('is removed now');
	expect(standing()).toEqual(foreign);
});

it('A run that is stopped takes its registration away at once', async () => {
	const stopping = new AbortController();
	const pause = async (ms: number) => {
		if (simulator.calls.length > 0) stopping.abort();
		await practice.timing.pause(ms);
	};
	const timing = { ...practice.timing, pause };
	const { signal } = stopping;
	await contact({ ...everything, timing, signal }).catch(() => undefined);
	expect(stopping.signal.aborted).toBe(true);
	expect(standing()).toEqual(foreign);
});
