import { customers, launching, numberOf, useScene } from '../engine/scene';

const scene = useScene();
const getting = (callId: unknown, more = {}) => ({ operation: 'get', callId, ...more }) as never;
const byId = { __rl: true, mode: 'id', value: '={{ $json.id }}' };

async function launched(count: number) {
	return (await scene.run({ items: customers(count), parameters: launching() })).success.map(
		({ json }) => json,
	);
}

describe('Get', () => {
	it('reads the call of each item, paired with it', async () => {
		const items = await launched(3);
		await scene.simulator.clock.advance(3_600_000);
		const { success } = await scene.run({ items: items.reverse(), parameters: getting(byId) });
		expect(success.map(({ json, pairedItem }) => [json.id, json.customer, pairedItem])).toEqual(
			items.map(({ id }, item) => [id, { number: numberOf(2 - item) }, { item }]),
		);
		expect(success[0].json).toMatchObject({ status: 'ended', transcript: expect.any(String) });
	});

	it('reads with the token of each item', async () => {
		const items = await launched(2);
		const credential = { ...scene.credential, ofItem: [{ apiToken: 'wrong' }, {}] };
		const settings = { onError: 'continueRegularOutput' } as const;
		const { success } = await scene.run({ items, parameters: getting(byId), credential, settings });
		expect(success[0].json.error).toMatch(/token/);
		expect(success[1].json.id).toBe(items[1].id);
	});

	it('simplifies to at most ten fields', async () => {
		const items = await launched(1);
		await scene.simulator.clock.advance(3_600_000);
		const { success } = await scene.run({
			items,
			parameters: getting(byId, { options: { simplify: true } }),
		});
		expect(success[0].json).toMatchObject({
			id: items[0].id,
			outcome: 'answered',
			customerNumber: numberOf(0),
			durationMinutes: expect.any(Number),
		});
		expect(Object.keys(success[0].json).length).toBeLessThanOrEqual(10);
	});

	it('simplifies a call that has all fields to ten, and keeps what the node itself has to say', async () => {
		const body = {
			...{ id: 'c1', status: 'ended', customer: { number: numberOf(0) }, assistantId: 'a1' },
			...{ testId: 't1', testVariant: 'A', startTime: '2026-01-01T00:00:00Z' },
			...{ endTime: '2026-01-01T00:01:00Z', durationMinutes: 1, cost: 0.15, endedReason: 'over' },
			...{ transcript: 'Hola', recordingUrl: null, analysis: { summary: 'Sí' }, unheardOf: 1 },
		};
		const fault = { kind: 'status', status: 200, body } as const;
		scene.simulator.faults.add({ match: { method: 'GET' }, fault });
		const options = { simplify: true, downloadRecording: true };
		const { success } = await scene.run({
			items: [{ id: 'c1' }],
			parameters: getting(byId, { options }),
		});
		const { recordingProblem, ...fields } = success[0].json;
		expect(recordingProblem).toMatch(/no recording/);
		expect(fields).toMatchObject({ summary: 'Sí', transcript: 'Hola', testVariant: 'A' });
		expect(Object.keys(fields)).toHaveLength(10);
	});

	it('keeps what an analysis holds beside its summary when it simplifies', async () => {
		const analysis = { summary: 'Sí', doNotCall: true };
		const body = { id: 'c1', status: 'ended', customer: { number: numberOf(0) }, analysis };
		const fault = { kind: 'status', status: 200, body } as const;
		scene.simulator.faults.add({ match: { method: 'GET' }, fault });
		const parameters = getting(byId, { options: { simplify: true } });
		const { success } = await scene.run({ items: [{ id: 'c1' }], parameters });
		expect(success[0].json).toMatchObject({ summary: 'Sí', analysis: { doNotCall: true } });
	});

	it.each(['a/../../assistants', 'a b?limit=1', 'ñ'])('encodes the id %j', async (id) => {
		const { error } = await scene.run({ items: [{ id }], parameters: getting(byId) });
		expect(error?.message).toMatch(/There is no call with this ID/);
		const [request] = scene.simulator.requests;
		expect(decodeURIComponent(request.path)).toBe(`/calls/${id}`);
	});

	it.each(['', '  ', '..', '.', null])('sends nothing for the id %j', async (id) => {
		const { error } = await scene.run({ items: [{ id }], parameters: getting(byId) });
		expect(error?.message).toMatch(/The field 'Call' is empty|There is no call with this ID/);
		expect(scene.simulator.requests).toEqual([]);
	});

	it.each(['data', 'call'])('unwraps a call under %s', async (key) => {
		scene.simulator.faults.add({
			match: { method: 'GET' },
			fault: { kind: 'status', status: 200, body: { [key]: { id: 'c1', status: 'ended' } } },
		});
		const { success } = await scene.run({ items: [{ id: 'c1' }], parameters: getting(byId) });
		expect(success[0].json).toEqual({ id: 'c1', status: 'ended' });
	});
});
