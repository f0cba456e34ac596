import type { IDataObject } from 'n8n-workflow';

import { customers, launching, numberOf, useScene } from '../engine/scene';

const scene = useScene();
const listing = (more: IDataObject = {}) => ({ operation: 'getAll', ...more }) as never;
const queries = () => scene.simulator.requestsTo('GET', '/calls').map(({ query }) => query);

describe('Get Many', () => {
	it('lists the latest calls, one item each, all paired with the input', async () => {
		await scene.run({ items: customers(3), parameters: launching() });
		const { success } = await scene.run({ items: [{}], parameters: listing() });
		expect(success.map(({ json }) => (json.customer as IDataObject).number).sort()).toEqual(
			[0, 1, 2].map(numberOf),
		);
		expect(success.map(({ pairedItem }) => pairedItem)).toEqual(Array(3).fill({ item: 0 }));
		expect(queries()).toEqual([{ limit: '50' }]);
	});

	it('pairs the calls of several inputs with their own', async () => {
		await scene.run({ items: customers(2), parameters: launching() });
		const { success } = await scene.run({ items: [{}, {}], parameters: listing({ limit: 1 }) });
		expect(success.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});

	it('cuts a longer answer to the limit', async () => {
		const body = [{ id: '1' }, { id: '2' }, { id: '3' }];
		scene.simulator.faults.add({
			match: { method: 'GET' },
			fault: { kind: 'status', status: 200, body },
		});
		const { success } = await scene.run({ parameters: listing({ limit: 2 }) });
		expect(success.map(({ json }) => json.id)).toEqual(['1', '2']);
	});

	it('lets the API filter by assistant, under its own name for it', async () => {
		const assistantId = scene.simulator.seed.assistants[1].id;
		const filters = { assistantId: { __rl: true, mode: 'id', value: assistantId } };
		await scene.run({ items: customers(1), parameters: launching() });
		const { success } = await scene.run({ parameters: listing({ filters }) });
		expect(success).toEqual([]);
		expect(queries()).toEqual([{ limit: '50', agentId: assistantId }]);
	});

	it.each(['data', 'items', 'results', 'calls'])('reads a list under %s', async (key) => {
		scene.simulator.faults.add({ match: { method: 'GET' }, fault: { kind: 'envelope', key } });
		await scene.run({ items: customers(1), parameters: launching() });
		const { success } = await scene.run({ parameters: listing() });
		expect(success.map(({ json }) => (json.customer as IDataObject).number)).toEqual([numberOf(0)]);
	});

	it('names what it found instead of a list', async () => {
		scene.simulator.faults.add({
			match: { method: 'GET' },
			fault: { kind: 'status', status: 200, body: { total: 0, rows: [] } },
		});
		const { error } = await scene.run({ parameters: listing() });
		expect(error?.message).toMatch(
			/an object with the keys total, rows instead of a list of calls/,
		);
	});

	it.each([
		[{ status: 'ENDED' }, ['b', 'c']],
		[{ testId: { __rl: true, mode: 'id', value: 't1' } }, ['a', 'b']],
		[{ testId: { __rl: true, mode: 'list', value: '' } }, ['a', 'b', 'c', 'd']],
		[{ testVariant: 'B' }, ['b']],
		[{ customerNumber: '+34 600-111-002' }, ['c']],
		[{ startedAfter: '2026-01-02T00:00:00.000Z' }, ['a', 'b']],
		[{ startedBefore: '2026-01-02T00:00:00.000Z' }, ['c']],
		[{ startedAfter: '2026-01-02T00:00:00.000Z', status: 'ended' }, ['b']],
		[{ status: '', customerNumber: '' }, ['a', 'b', 'c', 'd']],
	])('filters by %j', async (filters, ids) => {
		const body = [
			{
				id: 'a',
				status: 'initiated',
				testId: 't1',
				testVariant: 'A',
				startTime: '2026-01-03T00:00:00Z',
			},
			{
				id: 'b',
				status: 'ended',
				testId: 't1',
				testVariant: 'B',
				startTime: '2026-01-02T00:00:00Z',
			},
			{
				id: 'c',
				status: 'ended',
				customer: { number: '+34600111002' },
				startTime: '2026-01-01T00:00:00Z',
			},
			{ id: 'd' },
		];
		scene.simulator.faults.add({
			match: { method: 'GET' },
			fault: { kind: 'status', status: 200, body },
		});
		const { success } = await scene.run({ parameters: listing({ filters }) });
		expect(success.map(({ json }) => json.id)).toEqual(ids);
	});

	it.each([
		['Europe/Madrid', ['late']],
		['UTC', []],
	])(
		'reads a time without an offset in the time zone of the workflow: %s',
		async (timezone, ids) => {
			const body = [{ id: 'late', startTime: '2026-01-01T23:30:00Z' }];
			scene.simulator.faults.add({
				match: { method: 'GET' },
				fault: { kind: 'status', status: 200, body },
			});
			const parameters = listing({ filters: { startedAfter: '2026-01-02T00:00:00' } });
			const { success } = await scene.run({ parameters, timezone });
			expect(success.map(({ json }) => json.id)).toEqual(ids);
		},
	);

	it('takes a time of a call without an offset for UTC, wherever n8n runs', async () => {
		const body = [{ id: 'late', startTime: '2026-01-01T23:30:00' }];
		scene.simulator.faults.add({
			match: { method: 'GET' },
			fault: { kind: 'status', status: 200, body },
		});
		const filters = { startedAfter: '2026-01-02T00:00:00' };
		const { success } = await scene.run({
			parameters: listing({ filters }),
			timezone: 'Europe/Madrid',
		});
		expect(success.map(({ json }) => json.id)).toEqual(['late']);
	});

	it('reads on until enough calls match, so that a filter does not eat results', async () => {
		scene.simulator.seedCalls(1, { number: numberOf(0), minutesAgo: 60 * 24 });
		scene.simulator.seedCalls(1000);
		const filters = { customerNumber: numberOf(0) };
		const { success } = await scene.run({ parameters: listing({ limit: 1, filters }) });
		expect(success).toHaveLength(1);
		expect(queries()).toEqual([{ limit: '200' }, { limit: '2000' }]);
	});

	it('looks for matches among the latest 10,000 calls, and no further back', async () => {
		const latest = Array.from({ length: 10_000 }, () => ({ id: 'x' }));
		scene.simulator.faults.add({
			match: { method: 'GET' },
			times: Infinity,
			fault: { kind: 'status', status: 200, body: latest },
		});
		const filters = { status: 'ended' };
		const { success } = await scene.run({ parameters: listing({ filters }) });
		expect(success).toEqual([]);
		expect(queries().at(-1)).toEqual({ limit: '10000' });
	});

	it('gives no advice that cannot be followed on a number without a country code', async () => {
		const filters = { customerNumber: '600 111 222' };
		const { error } = await scene.run({ parameters: listing({ filters }) });
		expect(error?.message).toMatch(/has no country code/);
		expect(`${error?.message} ${error?.description}`).not.toMatch(/Default Country/);
	});

	it.each([0, -1, 1.5, 'many'])('refuses the limit %j', async (limit) => {
		const { error } = await scene.run({
			parameters: listing({ limit: `={{ ${JSON.stringify(limit)} }}` }),
		});
		expect(error?.message).toMatch(/'Limit' is not a whole number/);
		expect(scene.simulator.requests).toEqual([]);
	});
});
