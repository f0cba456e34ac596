import { clientOf } from './client';
import { seenOfCalls } from './observed/calls';
import { seenOfLists } from './observed/lists';
import { observe, type Seen } from './observed/story';
import {
	personalities,
	personalityNamed,
	type Simulator,
	type SimulatorSettings,
	startSimulator,
} from '.';

const now = Date.parse('2024-06-10T09:15:00.250Z');
const number = '+34600111222';
let documented: Seen;
let simulator: Simulator | undefined;

beforeAll(async () => {
	jest.spyOn(Date, 'now').mockReturnValue(now);
	documented = await observe({ validate: false });
});
afterAll(() => jest.restoreAllMocks());
afterEach(async () => {
	await simulator?.close();
	simulator = undefined;
});

async function start(settings: SimulatorSettings): Promise<Simulator> {
	return (simulator = await startSimulator(settings));
}

const differences = { ...seenOfLists, ...seenOfCalls };
const [asDocumented, ...others] = personalities;

describe('A personality', () => {
	it('has a name of its own, a sentence and a row in the table of what is seen', () => {
		const names = others.map(({ name }) => name);
		expect(asDocumented).toMatchObject({ name: 'documented', options: {} });
		expect(names).toEqual([...new Set(names)]);
		expect(Object.keys(differences).sort()).toEqual([...names].sort());
		for (const { name, standsFor, belief } of others) {
			expect([name, standsFor, belief]).toEqual([
				expect.stringMatching(/^[a-z0-9]+(-[a-z0-9]+)+$/),
				expect.stringMatching(/^[A-Z].*[^.]\.$/),
				expect.stringMatching(/^\w+(\.\w+)?$/),
			]);
		}
	});

	it.each(others)('$name: $standsFor Everything else is as documented', async ({ name }) => {
		const expected = differences[name](documented);
		expect(expected).not.toEqual(documented);
		expect(await observe({ personality: name, validate: false })).toEqual(expected);
	});

	it.each(['documented', 'customer-absent', 'numeric-ids', 'launch-202', 'list-shuffled'])(
		'%s keeps refusing what breaks the document, and nothing else',
		async (personality) => {
			const seen = await observe({ personality });
			expect(seen).toEqual((differences[personality] ?? (() => seen))(documented));
			const simulator = await start({ personality });
			const http = clientOf(simulator);
			expect((await http.get('/calls?page=2')).status).toBe(400);
			expect((await http.post('/calls', { customer: { number: '600' } })).status).toBe(422);
			expect(simulator.refusals).toHaveLength(2);
		},
	);

	it('gives way to what is set beside it, and to what is set later', async () => {
		const delivery = { retries: 7 };
		const simulator = await start({
			...{ personality: 'signed-in-base64', validate: false },
			...{ launchStatus: 201, delivery },
		});
		const { options } = simulator;
		expect(options.delivery).toMatchObject({ format: 'base64', retries: 7, copies: 1 });
		const http = clientOf(simulator);
		expect((await http.post('/calls', { customer: { number } })).status).toBe(201);
		options.numbers = 'national';
		expect((await http.get('/calls')).data).toMatchObject([{ customer: { number: '600111222' } }]);
	});

	it('that does not exist is refused with the names of all that do', async () => {
		const names = personalities.map(({ name }) => name).join(', ');
		const refusal = `There is no personality "nobody". There are: ${names}.`;
		expect(() => personalityNamed('nobody')).toThrow(refusal);
		expect(personalityNamed('documented')).toBe(asDocumented);
		await expect(startSimulator({ personality: 'nobody' })).rejects.toThrow(refusal);
	});
});

describe('The Date of an answer', () => {
	it('follows the clock that was put forward, also while the answer is under way', async () => {
		const simulator = await start({ validate: false });
		const http = clientOf(simulator);
		const date = async (path = '/calls') => Date.parse((await http.get(path)).headers.date);
		const shown = now - 250;
		expect(await date()).toBe(shown);
		await simulator.clock.advance(3_600_000);
		expect(await date()).toBe(shown + 3_600_000);
		expect(await date('/nothing')).toBe(shown + 3_600_000);
		expect(await date(`${simulator.origin}/recordings/none.mp3`)).toBe(shown + 3_600_000);
		simulator.faults.add({ fault: { kind: 'delay', ms: 50 } });
		const late = date();
		await simulator.clock.advance(60_000);
		expect(await late).toBe(shown + 3_660_000);
	});

	it('is what a fault makes it', async () => {
		const simulator = await start({ validate: false });
		const headers = { date: 'Mon, 01 Jan 2024 00:00:00 GMT' };
		simulator.faults.add({ fault: { kind: 'status', status: 503, headers } });
		expect((await clientOf(simulator).get('/calls')).headers.date).toBe(headers.date);
	});
});

describe('Nobody answers', () => {
	it('if that is the destiny of all calls; special numbers keep their own', async () => {
		const simulator = await start({
			...{ validate: false, destiny: 'noAnswer', ringMs: 0 },
			personality: 'start-time-only-if-answered',
		});
		const http = clientOf(simulator);
		await http.post('/calls', { customer: { number } });
		await http.post('/calls', { customer: { number: '+34600000486' } });
		const [busy, unanswered] = (await http.get('/calls')).data;
		expect(unanswered).toMatchObject({ startTime: null, endTime: expect.any(String) });
		expect([busy, unanswered].map(({ endedReason }) => endedReason)).toEqual([
			'The line was busy.',
			'The customer did not answer.',
		]);
	});
});
