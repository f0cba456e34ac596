import { Pacer } from '../../nodes/Nebrija/pace/pacer';
import { patience } from '../../nodes/Nebrija/pace/patience';
import { moveClock, useClock } from '../engine/clock';

const ok = { outcome: { status: 200, headers: {}, body: {} } };
const limited = (headers = {}) => ({ outcome: { status: 429, headers, body: {} } });
const wait = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));
const pacerOf = (most: number, perMinute = 0, mostWait = Infinity) =>
	new Pacer({ most, spacing: perMinute && 60_000 / perMinute, mostWait });

/** Sends `count` requests of 5 ms through the pacer and tells when each try started and how many ran at once. */
async function drive(
	pacer: Pacer,
	count: number,
	answer: (tries: number, n: number) => typeof ok = () => ok,
) {
	const starts: number[] = [];
	const running = { now: 0, most: 0 };
	const results = await Promise.all(
		Array.from({ length: count }, async (_, n) => {
			let tries = 0;
			return await pacer.through(async () => {
				starts.push(Date.now());
				running.most = Math.max(running.most, ++running.now);
				await wait(5);
				running.now--;
				return answer(++tries, n);
			});
		}),
	);
	return { starts, most: running.most, results };
}

const limitedAtFirst =
	(times: number, headers = {}) =>
	(tries: number) =>
		tries <= times ? limited(headers) : ok;

describe('Pacer', () => {
	const original = structuredClone(patience);
	useClock();
	afterEach(() => Object.assign(patience, structuredClone(original)));

	it.each([1, 3, 50])('lets at most %i requests run at once, and that many', async (at) => {
		const { most, results } = await drive(pacerOf(at), 100);
		expect(most).toBe(at);
		expect(results).toEqual(Array(100).fill(ok));
	});

	it('starts in the order of asking', async () => {
		const pacer = pacerOf(2);
		const order: number[] = [];
		const task = async (n: number) => {
			order.push(n);
			await wait(10 - n);
			return ok;
		};
		await Promise.all([0, 1, 2, 3, 4, 5].map((n) => pacer.through(async () => await task(n))));
		expect(order).toEqual([0, 1, 2, 3, 4, 5]);
	});

	it('spaces the starts evenly', async () => {
		const { starts } = await drive(pacerOf(50, 150), 4);
		const gaps = starts.slice(1).map((start, n) => start - starts[n]);
		expect(Math.min(...gaps)).toBeGreaterThanOrEqual(250);
	});

	it('keeps other limits at once, for those who wait as well', async () => {
		const pacer = pacerOf(1, 1);
		const all = drive(pacer, 3);
		await wait(20);
		pacer.keep({ most: 5, spacing: 0, mostWait: Infinity });
		expect((await all).results).toEqual([ok, ok, ok]);
	});

	it('holds everybody back as long as a 429 asks, but for its last, rounded second', async () => {
		const { starts } = await drive(pacerOf(1), 3, (tries, n) =>
			n === 0 && tries === 1 ? limited({ 'retry-after': '1.4' }) : ok,
		);
		const [refused, second, third, again] = starts;
		expect(second - refused).toBeGreaterThanOrEqual(380);
		expect(third - refused).toBeLessThan(1400);
		expect(again - refused).toBeGreaterThanOrEqual(1390);
	});

	it('halves under 429 once for those under way together, and grows back', async () => {
		patience.firstSlowDown = 10;
		const pacer = pacerOf(8);
		expect((await drive(pacer, 8, limitedAtFirst(1))).most).toBe(8);
		expect((await drive(pacer, 12)).most).toBeLessThanOrEqual(6);
		expect((await drive(pacer, 400)).most).toBe(8);
	});

	it.each([
		['nothing went through for too long', limited()],
		['it is asked to wait too long', limited({ 'retry-after': '9999' })],
	])('gives up when %s, for all who wait', async (_, answer) => {
		Object.assign(patience, { firstSlowDown: 10, slowDowns: 60 });
		const { starts, results } = await drive(pacerOf(1), 50, () => answer);
		expect(starts.length).toBeLessThan(10);
		expect(results).toEqual(Array(50).fill(undefined));
	});

	it('obeys no single word that would end all reading for an hour', async () => {
		Object.assign(patience, { firstSlowDown: 10 });
		const hour = { 'retry-after': '3600' };
		const { results } = await drive(pacerOf(1, 0, 30), 2, limitedAtFirst(1, hour));
		expect(results).toEqual([ok, ok]);
	});

	it('does not give up over the first 429 after a long pause', async () => {
		Object.assign(patience, { firstSlowDown: 10, slowDowns: 60_000 });
		const pacer = pacerOf(1);
		moveClock(100_000);
		expect((await drive(pacer, 1, limitedAtFirst(1))).results).toEqual([ok]);
	});

	it('ends the wait of a cancelled execution at once, and of that one only', async () => {
		const cancel = new AbortController();
		const pacer = pacerOf(1, 1);
		const ended: string[] = [];
		const send = async (name: string, signal?: AbortSignal) =>
			await pacer.through(async () => ok, signal).finally(() => ended.push(name));
		const first = send('first');
		const cancelled = Promise.allSettled([
			send('second', cancel.signal),
			send('third', cancel.signal),
		]);
		const last = send('last');
		await first;
		expect(ended).toEqual(['first']);
		cancel.abort();
		expect((await cancelled).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
		await wait(20);
		expect(ended).toEqual(['first', 'second', 'third']);
		pacer.keep({ most: 1, spacing: 0, mostWait: Infinity });
		expect(await last).toEqual(ok);
		await expect(send('late', cancel.signal)).rejects.toThrow();
	});

	it('listens once for the end of an execution, however many of its items wait', async () => {
		const { signal } = new AbortController();
		const listen = jest.spyOn(signal, 'addEventListener');
		const pacer = pacerOf(1);
		await Promise.all([1, 2, 3].map(async () => await pacer.through(async () => ok, signal)));
		expect(listen).toHaveBeenCalledTimes(1);
	});
});
