import { DeliveryMemory, memoryOf } from '../../nodes/Nebrija/trigger/deliveries';

describe('The memory of deliveries', () => {
	it('keeps the last 10,000, and what is under way', async () => {
		const memory = new DeliveryMemory();
		let end: (value: string) => void = () => {};
		const { result } = memory.share(
			'pending',
			async () => await new Promise<string>((resolve) => (end = resolve)),
		);
		for (let i = 0; i <= 10_000; i++) expect(memory.finish(`call ${i}`)).toBe(true);
		expect(['call 0', 'call 1', 'call 10000'].map((key) => memory.isDone(key))).toEqual([
			...[false, true, true],
		]);
		expect(memory.share('pending', jest.fn()).isFirst).toBe(false);
		end('proven');
		expect(await result).toBe('proven');
	});

	it('is one for each trigger, and takes each delivery once', () => {
		expect([memoryOf('a').finish('call'), memoryOf('a').finish('call')]).toEqual([true, false]);
		expect([memoryOf('a').isDone('call'), memoryOf('b').isDone('call')]).toEqual([true, false]);
		memoryOf('a').forget('call');
		expect(memoryOf('a').finish('call')).toBe(true);
	});

	it('shares work under way, its failure too, and then forgets it', async () => {
		const memory = new DeliveryMemory();
		const work = jest.fn(async () => 'done');
		const [one, other] = [memory.share('x', work), memory.share('x', work)];
		expect([one.isFirst, other.isFirst]).toEqual([true, false]);
		expect(await Promise.all([one.result, other.result])).toEqual(['done', 'done']);
		expect(work).toHaveBeenCalledTimes(1);
		const failing = async () => await Promise.reject(new Error('no'));
		const failed = [memory.share('x', failing), memory.share('x', failing)];
		const settled = await Promise.allSettled(failed.map(async ({ result }) => await result));
		expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
		expect(memory.share('x', work).isFirst).toBe(true);
	});
});
