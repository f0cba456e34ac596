import { patience } from '../../nodes/Nebrija/pace/patience';
import { launching, numberOf, useScene } from '../engine/scene';

const scene = useScene();
const original = structuredClone(patience);
beforeEach(() => Object.assign(patience, { lookUps: [0, 50] }));
afterEach(() => Object.assign(patience, structuredClone(original)));

const asks = (id: string, item: number, more = {}) => ({
	id,
	input: { phone: numberOf(item), topic: 'x', ...more },
});
const variables = { variable: [{ name: 'topic', value: '={{ $json.topic }}' }] };
const parameters = launching({ variables });

describe('As the tool of an AI agent', () => {
	it('calls each person the agent asks for', async () => {
		const agent = [asks('t1', 1), asks('t2', 2)];
		const { success } = await scene.run({ parameters, agent });
		expect(success.map(({ json }) => json.customer)).toEqual([
			{ number: numberOf(1) },
			{ number: numberOf(2) },
		]);
	});

	it('gives an agent that repeats the very same request the first call', async () => {
		const agent = [asks('t1', 1, { topic: 'a' }), asks('t2', 1, { topic: 'a' })];
		const { success } = await scene.run({ parameters, agent });
		expect(success[1].json.id).toBe(success[0].json.id);
		expect(scene.simulator.rings(numberOf(1))).toBe(1);
	});

	it.each([
		['once', 'where Call Each Number Once is not set', {}, 1],
		['again', 'where it is switched off', { callEachNumberOnce: false }, 2],
	])('calls the same person %s for another topic %s', async (_, __, options, times) => {
		const agent = [asks('t1', 1, { topic: 'a' }), asks('t2', 1, { topic: 'b' })];
		await scene.run({ parameters: launching({ variables, options }), agent });
		expect(scene.simulator.rings(numberOf(1))).toBe(times);
	});

	it('recognises a repeated tool call by its id, even if its values changed', async () => {
		const agent = [asks('t1', 1, { topic: 'a' }), asks('t1', 1, { topic: 'b' })];
		const { success } = await scene.run({ parameters, agent });
		expect(success[1].json.id).toBe(success[0].json.id);
		expect(scene.simulator.rings(numberOf(1))).toBe(1);
	});

	it('tells the agent in the message itself not to call again', async () => {
		scene.simulator.faults.add({ match: { method: 'POST' }, fault: { kind: 'reset' } });
		const agent = [asks('t1', 1), asks('t2', 1)];
		const { success } = await scene.run({
			parameters,
			agent,
			settings: { onError: 'continueRegularOutput' },
		});
		for (const { json } of success) {
			expect(json.error).toMatch(/do not call this number again.*Get Many/s);
		}
		expect(scene.simulator.requestsTo('POST', '/calls')).toHaveLength(1);
	});
});
