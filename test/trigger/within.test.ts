import { sleep } from 'n8n-workflow';

import { within } from '../../nodes/Nebrija/trigger/within';

const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

describe('Waiting no longer than the sender does', () => {
	it('gives what the work gives, and leaves no timer behind', async () => {
		const before = timers();
		expect(await within(60_000, Promise.resolve('done'), 'late')).toBe('done');
		expect(timers()).toBe(before);
	});

	it('gives its error, and leaves no timer behind', async () => {
		const before = timers();
		const work = Promise.reject(new Error('no good'));
		await expect(within(60_000, work, 'late')).rejects.toThrow('no good');
		expect(timers()).toBe(before);
	});

	it('is late where the work takes longer', async () => {
		expect(await within(1, sleep(50), 'late')).toBe('late');
	});
});
