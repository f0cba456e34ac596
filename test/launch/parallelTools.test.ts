import { patience } from '../../nodes/Nebrija/pace/patience';
import { launching, numberOf, useScene } from '../engine/scene';
import type { Fault } from '../simulator';

const scene = useScene();
const original = structuredClone(patience);
beforeEach(() => Object.assign(patience, { lookUps: [0, 20] }));
afterEach(() => Object.assign(patience, structuredClone(original)));

const variables = { variable: [{ name: 'topic', value: '={{ $json.topic }}' }] };
const parameters = launching({ variables });
const asks = (id: string, item: number, topic = 'a') => ({
	id,
	input: { phone: numberOf(item), topic },
});
const rings = (item: number) => scene.simulator.rings(numberOf(item));
const lost: Fault = { kind: 'status', status: 502, accept: true };
const hideList = () =>
	scene.simulator.faults.add({
		match: { method: 'GET' },
		times: Infinity,
		fault: { kind: 'status', status: 500 },
	});
const settings = { onError: 'continueRegularOutput' } as const;

/** As behind an MCP Server Trigger: every tool call is an execution of its own. */
const toolCall = async (id: string, topic = 'a') =>
	await scene.run({ parameters, agent: [asks(id, 1, topic)], settings });

describe('An agent whose call got no clear answer', () => {
	it('reaches nobody again in the same execution, however it words it', async () => {
		scene.simulator.faults.add({ match: { method: 'POST' }, fault: lost });
		hideList();
		const agent = [asks('t1', 1, 'your overdue invoice'), asks('t2', 1, 'the overdue invoice')];
		const options = { callEachNumberOnce: false };
		const { success } = await scene.run({
			parameters: launching({ variables, options }),
			agent,
			settings,
		});
		for (const { json } of success) expect(json.error).toMatch(/may have been placed/);
		expect(rings(1)).toBe(1);
	});

	it('reaches nobody again in another execution either', async () => {
		scene.simulator.faults.add({ match: { method: 'POST' }, fault: lost });
		hideList();
		await toolCall('t1', 'your overdue invoice');
		const { success } = await toolCall('t2', 'the overdue invoice');
		expect(success[0].json.error).toMatch(/got no clear answer and may have been placed/);
		expect(rings(1)).toBe(1);
	});
});

describe('Tool calls that are executions of their own', () => {
	it('ring once for the very same request, one after the other', async () => {
		const [first, second] = [await toolCall('t1'), await toolCall('t2')];
		expect(second.success[0].json.id).toBe(first.success[0].json.id);
		expect(second.success[0].json.skipped).toBe(true);
		expect(rings(1)).toBe(1);
	});

	it('ring once for the very same request, at the same moment', async () => {
		const [first, second] = await Promise.all([toolCall('t1'), toolCall('t2')]);
		expect(second.success[0].json.id).toBe(first.success[0].json.id);
		expect(rings(1)).toBe(1);
	});

	it('ring again for another request', async () => {
		await toolCall('t1', 'a');
		await toolCall('t2', 'b');
		expect(rings(1)).toBe(2);
	});
});
