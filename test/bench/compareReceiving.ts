import { say } from '../e2e/progress';
import { startSimulator, type Simulator } from '../simulator';
import { openBenchStage, token, type BenchStage } from './benchStage';
import { spread, table, worst } from './figures';
import type { Size } from './rounds';

const AT_ONCE = 20;
const WARM_UP = 20;

/** What n8n is like: as installed, and with the setting that the section "What costs" advises for many deliveries. */
const settings = {
	'default settings': {},
	'N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE=true': { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' },
};

interface Receiver {
	name: string;
	workflowId: string;
	url: string;
	/** In seconds, one for each round. */
	times: number[];
	/** By how many there were too many or too few executions, one for each round. */
	wrong: number[];
}

interface Trigger {
	type: string;
	[key: string]: unknown;
}

/** How fast are deliveries of the API taken, and does each become one execution? */
export async function compareReceiving({ items, longRounds, deadline }: Size): Promise<string> {
	const tables: string[] = [];
	for (const [setting, env] of Object.entries(settings)) {
		const stage = await openBenchStage({ env });
		const simulator = await startSimulator({ port: stage.simulatorPort, token, validate: false });
		simulator.options.delivery.timeoutMs = 120_000;
		const receivers = await activate(stage, simulator);
		for (const { url } of receivers) await deliver(simulator, url, WARM_UP);
		let rounds = 0;
		do {
			for (const receiver of rounds % 2 ? [...receivers].reverse() : receivers) {
				await measure(stage, simulator, receiver, items);
				say(`${setting}, ${receiver.name}: ${receiver.times[rounds].toFixed(2)} s`);
			}
			rounds++;
		} while (rounds < longRounds && Date.now() < deadline);
		await simulator.close();
		await stage.close();
		tables.push(
			table(
				`${items} deliveries, ${AT_ONCE} at once, ${setting}, rounds: ${rounds}`,
				['', 'answered, s', 'executions too many or too few'],
				receivers.map(({ name, times, wrong }) => [name, spread(times), worst(wrong)]),
			),
		);
	}
	return tables.join('\n');
}

async function measure(stage: BenchStage, simulator: Simulator, to: Receiver, count: number) {
	const before = await stage.executions.count(to.workflowId);
	to.times.push((await deliver(simulator, to.url, count)) / 1000);
	to.wrong.push(Math.abs((await stage.executions.count(to.workflowId)) - before - count));
}

/** Publishes a workflow for each trigger that is compared. */
async function activate(
	{ client, credentials, server }: BenchStage,
	simulator: Simulator,
): Promise<Receiver[]> {
	const publish = async (name: string, trigger: Trigger) => {
		const workflowId = await client.activateWorkflow(receiver(name, trigger));
		return { name, workflowId, times: [], wrong: [] };
	};
	const webhook = (path: string, options: object) => ({
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		webhookId: path,
		parameters: { httpMethod: 'POST', path, options },
	});
	const nebrijaCallTrigger = async (name: string, options: object) => {
		const webhookId = `5d0a2c5e-3f5b-4a63-9a55-${name.replace(/\W/g, '-')}`;
		const published = await publish(name, {
			type: 'n8n-nodes-nebrija.nebrijaCallTrigger',
			webhookId,
			parameters: { events: ['call.finished'], options },
			credentials: { nebrijaApi: credentials.nebrijaApi },
		});
		const { registrations } = simulator.webhooks;
		return { ...published, url: registrations.find(({ url }) => url.includes(webhookId))!.url };
	};
	const reading = await nebrijaCallTrigger('Nebrija Call Trigger', {});
	const believing = await nebrijaCallTrigger('the same, Read Call From API off', {
		readBack: false,
	});
	const expression = { responseData: '={{ "received" }}' };
	const plain = await publish('Webhook node', webhook('plain', {}));
	const other = await publish('Webhook node, one expression', webhook('other', expression));
	return [
		reading,
		believing,
		{ ...plain, url: `${server.url}/webhook/plain` },
		{ ...other, url: `${server.url}/webhook/other` },
	];
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

function receiver(name: string, trigger: Trigger) {
	const node = { id: 'receiver', name: 'Receiver', position: [0, 0], typeVersion: 1 };
	const next = { id: 'next', name: 'Next', position: [200, 0], typeVersion: 1, parameters: {} };
	return {
		name,
		nodes: [
			{ ...node, ...trigger },
			{ ...next, type: 'n8n-nodes-base.noOp' },
		],
		connections: { Receiver: { main: [[{ node: 'Next', type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
	};
}
