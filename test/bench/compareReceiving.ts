import { startSimulator, type Simulator } from '../simulator';
import { token, type BenchStage } from './benchStage';
import { spread, table, worst } from './figures';
import type { Size } from './rounds';

const AT_ONCE = 20;

/** How fast are deliveries of the API taken, and does each become one execution? */
export async function compareReceiving(stage: BenchStage, size: Size): Promise<string> {
	const port = stage.simulatorPort;
	const simulator = await startSimulator({ port, token, validate: false });
	simulator.options.delivery.timeoutMs = 120_000;
	const trigger = await stage.client.activateWorkflow(
		receiver({
			type: 'n8n-nodes-nebrija.nebrijaTrigger',
			webhookId: '5d0a2c5e-3f5b-4a63-9a55-0d4a4e1c7f01',
			parameters: { events: ['call.finished'] },
			credentials: { nebrijaApi: stage.credentials.nebrijaApi },
		}),
	);
	const webhook = await stage.client.activateWorkflow(
		receiver({
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2,
			webhookId: 'receiving',
			parameters: { httpMethod: 'POST', path: 'receiving' },
		}),
	);
	const receivers = [
		{ name: 'Nebrija Trigger', id: trigger, url: simulator.webhooks.registrations[0].url },
		{ name: 'Webhook node', id: webhook, url: `${stage.server.url}/webhook/receiving` },
	].map((receiver) => ({ ...receiver, times: [] as number[], wrong: [] as number[] }));
	for (const { url } of receivers) await deliver(simulator, url, AT_ONCE);
	for (let round = 0; round < size.rounds; round++) {
		for (const { id, url, times, wrong } of receivers) {
			const before = await stage.executions.count(id);
			times.push((await deliver(simulator, url, size.items)) / 1000);
			wrong.push(Math.abs((await stage.executions.count(id)) - before - size.items));
		}
	}
	await simulator.close();
	return table(
		`${size.items} deliveries, ${AT_ONCE} at once, rounds: ${size.rounds}`,
		['', 'answered, s', 'executions too many or too few'],
		receivers.map(({ name, times, wrong }) => [name, spread(times), worst(wrong)]),
	);
}

/** Delivers the end of so many calls; resolves to how long it took until all were answered, in milliseconds. */
async function deliver(simulator: Simulator, url: string, count: number): Promise<number> {
	const waiting = simulator.seedCalls(count).map(({ id }) => id);
	const startedAt = performance.now();
	const work = async () => {
		for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
			await simulator.webhooks.deliver(url, 'call.finished', id);
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, work));
	return performance.now() - startedAt;
}

function receiver(trigger: { type: string; [key: string]: unknown }) {
	const node = { id: 'receiver', name: 'Receiver', position: [0, 0], typeVersion: 1 };
	const next = { id: 'next', name: 'Next', position: [200, 0], typeVersion: 1, parameters: {} };
	return {
		name: trigger.type,
		nodes: [
			{ ...node, ...trigger },
			{ ...next, type: 'n8n-nodes-base.noOp' },
		],
		connections: { Receiver: { main: [[{ node: 'Next', type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
	};
}
