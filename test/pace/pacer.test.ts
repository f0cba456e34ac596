import { Pacer } from '../../nodes/Nebrija/pace/pacer';
import { patience } from '../../nodes/Nebrija/pace/patience';

const ok = { status: 200, headers: {}, body: {} };
const limited = (headers = {}) => ({ status: 429, headers, body: {} });
const wait = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

/** Sends `count` requests of 5 ms through the pacer and tells when each try started and how many ran at once. */
async function drive(
	pacer: Pacer,
	count: number,
	answer: (tries: number, n: number) => typeof ok = () => ok,
) {
	const starts: number[] = [];
	const running = { now: 0, most: 0 };
	const outcomes = await Promise.all(
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
	return { starts, most: running.most, outcomes };
}

const limitedAtFirst =
	(times: number, headers = {}) =>
	(tries: number) =>
		tries <= times ? limited(headers) : ok;

describe('Pacer', () => {
	const original = structuredClone(patience);
	afterEach(() => Object.assign(patience, structuredClone(original)));

	it.each([1, 3, 50])(
		'lets at most %i requests run at once, and that many',
		async (maxConcurrent) => {
			const { most, outcomes } = await drive(new Pacer(maxConcurrent, 0), 100);
			expect(most).toBe(maxConcurrent);
			expect(outcomes).toEqual(Array(100).fill(ok));
		},
	);

	it('starts in the order of asking', async () => {
		const pacer = new Pacer(2, 0);
		const order: number[] = [];
		await Promise.all(
			[0, 1, 2, 3, 4, 5].map(
				async (n) =>
					await pacer.through(async () => {
						order.push(n);
						await wait(10 - n);
						return ok;
					}),
			),
		);
		expect(order).toEqual([0, 1, 2, 3, 4, 5]);
	});

	it('spaces the starts evenly', async () => {
		const { starts } = await drive(new Pacer(50, 1200), 6);
		const gaps = starts.slice(1).map((start, n) => start - starts[n]);
		expect(Math.min(...gaps)).toBeGreaterThanOrEqual(45);
	});

	it('holds everybody back as long as a 429 asks, but for its last, rounded second', async () => {
		const pacer = new Pacer(1, 0);
		const { starts } = await drive(pacer, 3, (tries, n) =>
			n === 0 && tries === 1 ? limited({ 'retry-after': '1.4' }) : ok,
		);
		const [refused, second, third, again] = starts;
		expect(second - refused).toBeGreaterThanOrEqual(380);
		expect(third - refused).toBeLessThan(1400);
		expect(again - refused).toBeGreaterThanOrEqual(1390);
	});

	it('halves under 429 once for those under way together, and grows back', async () => {
		patience.firstSlowDown = 10;
		const pacer = new Pacer(8, 0);
		expect((await drive(pacer, 8, limitedAtFirst(1))).most).toBe(8);
		expect((await drive(pacer, 12)).most).toBeLessThanOrEqual(6);
		expect((await drive(pacer, 2000)).most).toBe(8);
	});

	it('waits longer each time nothing went through', async () => {
		patience.firstSlowDown = 40;
		const { starts } = await drive(new Pacer(1, 0), 1, limitedAtFirst(3));
		const gaps = starts.slice(1).map((start, n) => start - starts[n]);
		expect(gaps[0]).toBeGreaterThanOrEqual(20);
		expect(gaps[2]).toBeGreaterThanOrEqual(80);
	});

	it('lets the last second of a limited run go evenly', async () => {
		patience.firstSlowDown = 10;
		const pacer = new Pacer(50, 0);
		await drive(pacer, 200, (tries, n) => (n < 5 && tries === 1 ? limited() : ok));
		const { starts } = await drive(pacer, 20);
		const gaps = starts.slice(1).map((start, n) => start - starts[n]);
		expect(gaps.filter((gap) => gap === 0).length).toBeLessThan(10);
	});

	it.each([
		['nothing went through for too long', limited()],
		['it is asked to wait too long', limited({ 'retry-after': '9999' })],
	])('gives up when %s, for all who wait', async (_, answer) => {
		Object.assign(patience, { firstSlowDown: 10, slowDowns: 60 });
		const pacer = new Pacer(1, 0);
		const { starts, outcomes } = await drive(pacer, 50, () => answer);
		expect(starts.length).toBeLessThan(10);
		expect(outcomes.at(-1)).toBeUndefined();
	});

	it('does not give up over the first 429 after a long pause', async () => {
		Object.assign(patience, { firstSlowDown: 10, slowDowns: 60 });
		const pacer = new Pacer(1, 0);
		await wait(100);
		expect((await drive(pacer, 1, limitedAtFirst(1))).outcomes).toEqual([ok]);
	});

	it('starts nothing more once it is cancelled, and ends every wait at once', async () => {
		const cancel = new AbortController();
		const pacer = new Pacer(1, 60, cancel.signal);
		const all = Promise.allSettled([1, 2, 3].map(async () => await pacer.through(async () => ok)));
		await wait(20);
		const cancelled = Date.now();
		cancel.abort();
		expect((await all).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
		expect(Date.now() - cancelled).toBeLessThan(900);
	});
});
