import { type Call } from '../simulator';
import { clientOf } from '../simulator/client';
import abTestComparison from '../workflows/ab-test-comparison.json';
import { outputOf } from './n8nClient';
import { openStage, type Stage } from './stage';

const HOUR_MS = 3_600_000;

let stage: Stage;

beforeAll(async () => {
	stage = await openStage();
	stage.simulator.options.delivery.timeoutMs = 60_000;
});

afterAll(async () => {
	await stage?.close();
});

async function place(body: object): Promise<Call> {
	return (await clientOf(stage.simulator).post<Call>('/calls', body)).data;
}

test('A/B test comparison: one row for each variant', async () => {
	const { simulator, client } = stage;
	const [{ id: testId }] = simulator.seed.abTests;
	for (const [number, minutes] of [
		['+34600202001', 1],
		['+34600202002', 2],
		['+34600000480', 0],
		['+34600202004', 3],
		['+34600202005', 2],
		['+34600000486', 0],
	] as const) {
		simulator.options.talkMs = minutes * 60_000;
		await place({ customer: { number }, testId });
	}
	await place({ customer: { number: '+34600202007' } });
	await simulator.clock.advance(HOUR_MS);
	await place({ customer: { number: '+34600202008' }, testId });
	simulator.seedCalls(3, { testId, minutesAgo: 8 * 24 * 60 });

	const workflowId = await client.activateWorkflow(abTestComparison);
	const execution = await client.runWorkflow(workflowId, 'Every Monday');
	expect(outputOf(execution, 'Comparison')).toEqual([
		{ variant: 'A', calls: 3, successPercent: 67, meanMinutes: 1, cost: 0.45 },
		{ variant: 'B', calls: 3, successPercent: 67, meanMinutes: 1.67, cost: 0.75 },
	]);
});
