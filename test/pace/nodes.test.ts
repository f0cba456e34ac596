import { patience } from '../../nodes/Nebrija/pace/patience';
import { customers, launching, numberOf, useScene } from '../engine/scene';

const scene = useScene();
const original = structuredClone(patience);
afterEach(() => Object.assign(patience, structuredClone(original)));

const pause = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));
const launches = () => scene.simulator.requestsTo('POST', '/calls');
const times = () => launches().map(({ at }) => at);
const once = async (item: number, options: object) =>
	await scene.run({
		items: [{ phone: numberOf(item) }],
		parameters: launching({ options: options as never }),
	});

describe('The pace of a node', () => {
	it('holds over the rounds of a loop', async () => {
		const parameters = launching({ options: { callsPerMinute: 600 } });
		await scene.run({ items: customers(1), parameters, rounds: 4 });
		const [first, last] = [times()[0], times().at(-1)!];
		expect(last - first).toBeGreaterThanOrEqual(240);
	});

	it('holds over executions at the same time', async () => {
		scene.simulator.options.latencyMs = 50;
		await Promise.all([1, 2, 3, 4, 5, 6].map((n) => once(n, { maxConcurrent: 2 })));
		expect(launches()).toHaveLength(6);
		expect(scene.simulator.mostAtOnce('POST', '/calls')).toBe(2);
	});

	it('spaces the calls of a crowd of executions', async () => {
		await Promise.all([1, 2, 3, 4, 5, 6].map((n) => once(n, { callsPerMinute: 600 })));
		expect(times().at(-1)! - times()[0]).toBeGreaterThanOrEqual(400);
	});

	it('goes by the settings of the latest run, for those who wait as well', async () => {
		const waiting = [1, 2, 3].map((n) => once(n, { callsPerMinute: 1 }));
		while (launches().length < 1) await pause(5);
		await Promise.all([...waiting, once(4, {})]);
		expect(launches()).toHaveLength(4);
	}, 20_000);

	it('remembers what a 429 asked of the execution before', async () => {
		scene.simulator.faults.add({
			match: { method: 'POST' },
			times: 1,
			fault: { kind: 'status', status: 429, headers: { 'retry-after': '2' } },
		});
		const first = once(1, {});
		while (typeof launches()[0]?.status !== 'number') await pause(5);
		await pause(50);
		await Promise.all([first, once(2, {})]);
		expect(times()[1] - times()[0]).toBeGreaterThanOrEqual(950);
	});

	it('does not make others wait for a person whose own turn in the pace has not come', async () => {
		const paced = scene.run({
			items: [{ phone: numberOf(8) }, { phone: numberOf(9) }],
			parameters: launching({ options: { callsPerMinute: 2 } }),
		});
		while (launches().length === 0) await pause(5);
		const begin = Date.now();
		const other = { apiToken: scene.simulator.token, baseUrl: scene.simulator.url };
		const parameters = launching({ options: { skipIfCalledWithin: 60 } });
		const mount = scene.mount({
			items: [{ phone: numberOf(9) }],
			parameters,
			credential: other,
			nodeId: 'other',
		});
		await mount.run();
		expect(Date.now() - begin).toBeLessThan(15_000);
		await Promise.all([paced, once(7, {})]);
	});
});

describe('Call Each Number Once', () => {
	it('holds over the rounds of a loop', async () => {
		const parameters = launching({ options: { callEachNumberOnce: true } });
		const { success } = await scene.run({ items: customers(1), parameters, rounds: 3 });
		expect(new Set(success.map(({ json }) => json.id)).size).toBe(1);
		expect(scene.simulator.rings(numberOf(0))).toBe(1);
	});
});
