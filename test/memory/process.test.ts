import { takeTurn } from '../../nodes/Nebrija/memory/process';

const soon = Symbol('nothing happened');
const atOnce = async (promise: Promise<unknown>) =>
	await Promise.race([promise, new Promise((resolve) => setTimeout(resolve, 20, soon))]);

describe('The turn for a phone', () => {
	it('comes when the one before has ended', async () => {
		const endFirst = await takeTurn('account', '1');
		const second = takeTurn('account', '1');
		expect(await atOnce(second)).toBe(soon);
		expect(await atOnce(takeTurn('account', '2'))).not.toBe(soon);
		endFirst();
		expect(await atOnce(second)).not.toBe(soon);
	});

	it('is given up at once by an execution that is stopped, and those behind it go on', async () => {
		const endFirst = await takeTurn('account', '3');
		const { signal, abort } = stoppable();
		const stopped = takeTurn('account', '3', signal);
		const third = takeTurn('account', '3');
		abort();
		await expect(stopped).rejects.toThrow('stopped');
		expect(await atOnce(third)).toBe(soon);
		endFirst();
		expect(await atOnce(third)).not.toBe(soon);
	});
});

function stoppable() {
	const controller = new AbortController();
	return { signal: controller.signal, abort: () => controller.abort(new Error('stopped')) };
}
