import type { IDataObject } from 'n8n-workflow';

import { launching, numberOf, useScene } from '../engine/scene';
import type { SimulatorSettings } from '../simulator';
import { moveClock, useClock } from '../engine/clock';
import { hideList, launchMeets, otherwise, swallowed, useShortWaits } from './lostAnswers';

const scene = useScene();
useShortWaits();
useClock();

const rings = (item = 1) => scene.simulator.rings(numberOf(item));
const fromAgent = (options = {}) =>
	launching({
		customerNumber: '={{ $fromAI("phone") }}',
		variables: { variable: [{ name: 'topic', value: '={{ $fromAI("topic") }}' }] },
		options,
	});
const asks = (item: number, topic = 'your overdue invoice') => ({ phone: numberOf(item), topic });
const inOtherWords = asks(1, 'the overdue invoice');
const agent = async (steps: IDataObject[][], options = {}) => {
	const { success, error } = await scene.run({ parameters: fromAgent(options), agentSteps: steps });
	if (error) throw error;
	return success.map(({ json }) => json);
};
const badGateway = { kind: 'status', status: 502, accept: true } as const;
const settings = [{}, { callEachNumberOnce: false }];

describe('Tools that an agent calls at once', () => {
	it.each(settings)('ring once where the request is the same (%j)', async (options) => {
		const [first, second] = await agent([[asks(1), asks(1)]], options);
		expect(second.id).toBe(first.id);
		expect(rings()).toBe(1);
	});

	it.each(settings)('are remembered by the steps that follow (%j)', async (options) => {
		const [first, , again] = await agent([[asks(1), asks(2)], [asks(1)]], options);
		expect(again.id).toBe(first.id);
		expect([rings(1), rings(2)]).toEqual([1, 1]);
	});

	it('ring once, though in other words', async () => {
		await agent([[asks(1), inOtherWords], [asks(1, 'the bill')]]);
		expect(rings()).toBe(1);
	});
});

describe('A tool call of unknown outcome', () => {
	it.each(settings)('is not sent again in other words (%j)', async (options) => {
		hideList(scene);
		launchMeets(scene, badGateway);
		const [first, second] = await agent([[asks(1)], [inOtherWords]], options);
		expect(first.error).toMatch(/may have been placed/);
		expect(second.error).toMatch(/may have been placed/);
		expect(rings()).toBe(1);
	});
});

describe('Tool calls behind an MCP Server Trigger, each an execution of its own', () => {
	it('ring once where the same request comes again', async () => {
		const [first] = await agent([[asks(1)]]);
		const [second] = await agent([[asks(1)]]);
		expect(second).toMatchObject({ id: first.id, skipped: true });
		expect(rings()).toBe(1);
	});

	it('ring once where the same request comes twice at once', async () => {
		otherwise(scene, { latencyMs: 50 });
		const answers = await Promise.all([agent([[asks(1)]]), agent([[asks(1)]])]);
		expect(new Set(answers.flat().map(({ id }) => id)).size).toBe(1);
		expect(rings()).toBe(1);
	});

	it('ring once while the outcome of the first is unknown, in whatever words', async () => {
		hideList(scene);
		launchMeets(scene, badGateway);
		const [first] = await agent([[asks(1)]]);
		const [same] = await agent([[asks(1)]]);
		const [other] = await agent([[inOtherWords]], { callEachNumberOnce: false });
		for (const { error } of [first, same, other]) expect(error).toMatch(/may have been placed/);
		expect(rings()).toBe(1);
	});

	it('ask the list minutes later, and ring only if it proves that there was no call', async () => {
		hideList(scene);
		launchMeets(scene, badGateway);
		await agent([[asks(1)]]);
		moveClock(150_000);
		const [blind] = await agent([[asks(1)]]);
		expect(blind.error).toMatch(/list of calls could not be read/);
		scene.simulator.faults.clear();
		const [found] = await agent([[inOtherWords]]);
		expect(found).toMatchObject({ id: scene.simulator.calls[0].id, skipped: true });
		expect(rings()).toBe(1);
	});

	it.each<[string, SimulatorSettings]>([
		['its times are 5 s behind', { timesSkewMs: -5_000 }],
		['it shows a call only once it has ended', { listed: 'whenEnded', talkMs: 600_000 }],
		['it shows no numbers', { numbers: 'absent' }],
	])('ring once after minutes, where the list is otherwise: %s', async (_, world) => {
		scene.refusalsExpected = true;
		scene.simulator.seedCalls(1, { minutesAgo: 200 });
		otherwise(scene, { ringMs: 0, ...world });
		hideList(scene);
		launchMeets(scene, badGateway);
		await agent([[asks(1)]]);
		scene.simulator.faults.clear();
		moveClock(150_000);
		const [again] = await agent([[inOtherWords]]);
		if (again.error) expect(again.error).toMatch(/was not called/);
		else expect(again.id).toBe(scene.simulator.calls[0].id);
		expect(rings()).toBe(1);
	});

	it('are no longer asked about a launch that was never placed, once that is proven', async () => {
		otherwise(scene, { ringMs: 0, talkMs: 600_000 });
		await agent([[asks(2)]]);
		hideList(scene);
		launchMeets(scene, swallowed);
		await agent([[asks(1)]]);
		scene.simulator.faults.clear();
		for (const topic of ['a', 'b']) {
			moveClock(150_000);
			const [answer] = await agent([[asks(1, topic)]]);
			expect(answer).not.toHaveProperty('skipped');
		}
		expect(rings()).toBe(2);
	});

	it('ring again for another request', async () => {
		await agent([[asks(1)]]);
		await agent([[inOtherWords]]);
		expect(rings()).toBe(2);
	});

	it('ring again when the same is asked for minutes later', async () => {
		await agent([[asks(1)]]);
		moveClock(150_000);
		await agent([[asks(1)]]);
		expect(rings()).toBe(2);
	});
});

describe('An agent that n8n starts again in the same execution', () => {
	it('rings nobody again, though its second try has other words', async () => {
		const [first, second] = await agent([[asks(1)], [inOtherWords]]);
		expect(second.id).toBe(first.id);
		expect(rings()).toBe(1);
	});
});

describe('A field toolCallId in an item', () => {
	it('means nothing to a node that is no tool', async () => {
		const items = [{ phone: numberOf(1), toolCallId: 'x' }, { phone: numberOf(2) }];
		const { success } = await scene.run({ items, parameters: launching() });
		expect(success).toHaveLength(2);
	}, 5_000);

	it('does not make one call of two rows', async () => {
		const items = [1, 1].map((item) => ({ phone: numberOf(item), toolCallId: 'x' }));
		await scene.run({ items, parameters: launching() });
		expect(rings()).toBe(2);
	});
});
