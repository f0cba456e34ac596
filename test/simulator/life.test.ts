import type { AxiosInstance } from 'axios';
import { clientOf } from './client';
import { type Call, type Simulator, type SimulatorSettings, startSimulator } from '.';

const number = '+34600111222';
let simulator: Simulator;
let http: AxiosInstance;

async function start(settings: SimulatorSettings): Promise<void> {
	simulator = await startSimulator(settings);
	http = clientOf(simulator);
}
afterEach(async () => {
	await simulator.close();
	expect(simulator.violations).toEqual([]);
});

const launch = async (to = number) => await http.post('/calls', { customer: { number: to } });
const look = async (id: string) => (await http.get<Call>(`/calls/${id}`)).data;
const listed = async () => (await http.get<Call[]>('/calls')).data;

describe('the life of a call', () => {
	it('rings, is talked through and ends, as the clock is put forward', async () => {
		await start({ ringMs: 10_000, talkMs: 90_000 });
		const { id } = (await launch()).data;
		expect(await look(id)).toMatchObject({ status: 'initiated' });
		await simulator.clock.advance(10_000);
		const talking = await look(id);
		expect(talking.status).toBe('in-progress');
		expect(talking).not.toHaveProperty('endTime');
		await simulator.clock.advance(90_000);
		const ended = await look(id);
		expect(ended).toMatchObject({ status: 'ended', durationMinutes: 1.5 });
		expect(Date.parse(ended.endTime ?? '') - Date.parse(ended.startTime ?? '')).toBe(100_000);
		expect(ended.transcript).toContain('Cliente:');
		expect(ended.recordingUrl).toBe(`${simulator.origin}/recordings/${id}.mp3`);
	});

	it('lives by real time as well', async () => {
		await start({ ringMs: 20, talkMs: 20 });
		const { id } = (await launch()).data;
		await new Promise((resolve) => setTimeout(resolve, 60));
		expect((await look(id)).status).toBe('ended');
	});

	it.each([
		['+34600000480', 'ended', /did not answer/],
		['+34600000486', 'ended', /busy/],
		['+34600000404', 'failed', /not be reached/],
	])('%s is %s without a word spoken', async (to, status, endedReason) => {
		await start({ ringMs: 1_000 });
		const { id } = (await launch(to)).data;
		await simulator.clock.advance(1_000);
		const call = await look(id);
		expect(call).toMatchObject({ status, durationMinutes: 0, transcript: null });
		expect(call.endedReason).toMatch(endedReason);
		expect(simulator.rings(to)).toBe(1);
	});

	it('goes otherwise for those who are named, from their first call to their last', async () => {
		const analysis = { doNotCall: true };
		await start({
			customers: { [number]: { destinies: ['voicemail', 'busy', 'answered'], analysis } },
		});
		const ended = [];
		for (let calls = 0; calls < 4; calls++) {
			const { id } = (await launch()).data;
			await simulator.clock.advance(120_000);
			ended.push(await look(id));
		}
		expect(ended.map(({ endedReason }) => endedReason)).toEqual([
			'Voicemail reached.',
			'The line was busy.',
			'The call was completed successfully.',
			'The call was completed successfully.',
		]);
		expect(ended.map((call) => call.analysis)).toEqual([{}, {}, analysis, analysis]);
	});

	it('shows no start time before the answer if so configured', async () => {
		await start({ startTime: 'whenAnswered', ringMs: 5_000 });
		const { id } = (await launch()).data;
		expect(await look(id)).not.toHaveProperty('startTime');
		await simulator.clock.advance(5_000);
		expect(await look(id)).toHaveProperty('startTime');
	});
});

describe('the list', () => {
	it('shows a call only after the listing delay, while it can be read by id at once', async () => {
		await start({ listingDelayMs: 30_000 });
		const { id } = (await launch()).data;
		expect(await listed()).toEqual([]);
		expect(await look(id)).toMatchObject({ id });
		await simulator.clock.advance(30_000);
		expect(await listed()).toMatchObject([{ id }]);
	});

	it('begins with calls of the past', async () => {
		await start({ seedCalls: 2 });
		simulator.seedCalls(1, { number, minutesAgo: 1 });
		const calls = await listed();
		expect(calls).toHaveLength(3);
		expect(calls[0].customer.number).toBe(number);
		const { testId } = simulator.seedCalls(1, { testId: simulator.seed.abTests[0].id })[0].body;
		expect((await listed()).filter((call) => call.testId === testId)).toHaveLength(1);
		expect(simulator.rings(number)).toBe(0);
	});
});

describe('the rate limit', () => {
	const statuses = (answers: Array<{ status: number }>) =>
		answers.map(({ status }) => status).sort();

	it('lets a burst through, refuses the rest and fills up with time', async () => {
		await start({ rateLimit: { perSecond: 1, burst: 3, retryAfter: 'seconds' } });
		const answers = await Promise.all([1, 2, 3, 4, 5].map(() => launch()));
		expect(statuses(answers)).toEqual([200, 200, 200, 429, 429]);
		const refused = answers.find(({ status }) => status === 429);
		expect(refused?.headers['retry-after']).toBe('1');
		expect(simulator.rings(number)).toBe(3);
		expect((await http.get('/calls')).status).toBe(200);
		await new Promise((resolve) => setTimeout(resolve, 1_100));
		expect((await launch()).status).toBe(200);
	});

	it('applies to everything if so configured, and names a date or nothing', async () => {
		await start({
			rateLimit: { perSecond: 0.1, burst: 1, retryAfter: 'date', appliesTo: 'all' },
		});
		expect((await http.get('/calls')).status).toBe(200);
		const dated = await http.get('/calls');
		expect(dated.status).toBe(429);
		expect(Date.parse(dated.headers['retry-after'])).toBeGreaterThan(Date.now() + 8_000);
		simulator.options.rateLimit = { perSecond: 0.1, burst: 1, retryAfter: 'none' };
		const silent = await launch();
		expect(silent.status).toBe(429);
		expect(silent.headers).not.toHaveProperty('retry-after');
	});
});

describe('the log', () => {
	it('keeps what arrived and how many were under way at once', async () => {
		await start({ latencyMs: 300 });
		await Promise.all([launch(), launch(), launch()]);
		await launch();
		await http.get('/calls?limit=1');
		expect(simulator.requestsTo('POST', '/calls')).toHaveLength(4);
		expect(simulator.mostAtOnce('POST', '/calls')).toBe(3);
		const [read] = simulator.requestsTo('GET', '/calls');
		expect(read).toMatchObject({ query: { limit: '1' }, status: 200 });
		expect(read.headers.authorization).toBe(`Bearer ${simulator.token}`);
		expect((read.answeredAt ?? 0) - read.at).toBeGreaterThanOrEqual(290);
		expect(simulator.requests[0].body).toEqual({ customer: { number } });
	});
});
