import { DeliveryMemory, memoryOf, withKey } from '../../nodes/Nebrija/trigger/deliveries';

describe('The memory of deliveries', () => {
	it('keeps the last 10,000 in the process and the last 500 for a restart', () => {
		const memory = new DeliveryMemory();
		let keys: string[] = [];
		for (let i = 0; i <= 10_000; i++) {
			memory.add(`call ${i}`);
			if (i <= 600) keys = withKey(keys, `call ${i}`);
		}
		expect(['call 0', 'call 1', 'call 10000'].map((key) => memory.has(key))).toEqual([
			false,
			true,
			true,
		]);
		expect([keys.length, keys[0], keys.at(-1)]).toEqual([500, 'call 101', 'call 600']);
	});

	it('is one for each trigger', () => {
		memoryOf('a').add('call');
		expect([memoryOf('a').has('call'), memoryOf('b').has('call')]).toEqual([true, false]);
	});

	it('shares work under way, its failure too, and then forgets it', async () => {
		const memory = new DeliveryMemory();
		const work = jest.fn(async () => 'done');
		const both = await Promise.all([memory.share('x', work), memory.share('x', work)]);
		expect(both).toEqual([
			{ result: 'done', first: true },
			{ result: 'done', first: false },
		]);
		expect(work).toHaveBeenCalledTimes(1);
		const failing = async () => await Promise.reject(new Error('no'));
		const failed = await Promise.allSettled([
			memory.share('x', failing),
			memory.share('x', failing),
		]);
		expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
		expect(await memory.share('x', work)).toEqual({ result: 'done', first: true });
	});
});
