import axios from 'axios';
import campaign from '../workflows/campaign.json';
import { choose } from './choose';
import type { DataTable } from './dataTable';
import { until, type Execution, type N8nClient, type Workflow } from './n8nClient';
import type { Stage } from './stage';

/** What stands beside a person in the table of the campaign. */
export interface Row {
	id: number;
	name: string | null;
	phone: string;
	status: string | null;
	attempts: number | null;
	due: string | null;
	outcome: string | null;
	note: string | null;
	callId: string | null;
	claimedAt: string | null;
	callsToday: number | null;
	failures: number | null;
}

type Node = { name: string; parameters: object };

/** The example with other numbers in its settings. */
function withSettings(workflow: Workflow, settings: Record<string, string | number>): Workflow {
	const adjust = (node: Node): object =>
		node.name === 'Settings' ? adjusted(node, settings) : node;
	return { ...workflow, nodes: (workflow.nodes as Node[]).map(adjust) };
}

function adjusted(node: Node, settings: Record<string, string | number>): object {
	const changed = structuredClone(node) as Node & {
		parameters: { assignments: { assignments: Array<{ name: string; value: unknown }> } };
	};
	for (const field of changed.parameters.assignments.assignments) {
		field.value = settings[field.name] ?? field.value;
	}
	return changed;
}

/** The example with a webhook in the place of its schedule, so that a test says when ten minutes are over. */
function onRequest(workflow: Workflow, path: string): Workflow {
	const webhook = {
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		webhookId: path,
		parameters: { httpMethod: 'POST', path, responseMode: 'lastNode', options: {} },
	};
	const nodes = (workflow.nodes as Node[]).map((node) =>
		node.name === 'Every Ten Minutes' ? { ...node, ...webhook } : node,
	);
	return { ...workflow, nodes };
}

/** The campaign as a user has published it, in a real n8n. */
export class PhoneCampaign {
	private constructor(
		private readonly client: N8nClient,
		private readonly url: () => string,
		readonly workflowId: string,
	) {}

	/** Publishes it in the n8n at this address; `settings` go into its node Settings. */
	static async publish(
		{ client, simulator }: Pick<Stage, 'client' | 'simulator'>,
		url: () => string,
		settings: Record<string, string | number> = {},
	): Promise<PhoneCampaign> {
		const workflow = withSettings(choose(campaign, simulator), {
			callsPerMinute: 6_000,
			...settings,
		});
		const workflowId = await client.activateWorkflow(onRequest(workflow, 'ten-minutes'));
		return new PhoneCampaign(client, () => `${url()}/webhook/ten-minutes`, workflowId);
	}

	/** Does what the schedule does every ten minutes; resolves when the execution has ended, in whatever way. */
	async run(): Promise<void> {
		await until(async () => {
			const sent = axios.post(this.url(), {}, { validateStatus: () => true });
			return (await sent).status === 404 ? undefined : true;
		});
	}

	/** Runs it like the schedule, and tells the newest execution. */
	async runOnce(): Promise<Execution> {
		await this.run();
		return await this.client.lastExecution(this.workflowId);
	}

	/** Presses "Execute workflow". */
	async tryOut(): Promise<Execution> {
		return await this.client.runWorkflow(this.workflowId, 'Every Ten Minutes', [{}]);
	}

	async table(): Promise<DataTable> {
		return await this.client.dataTable('Nebrija campaign people');
	}

	async rows(): Promise<Row[]> {
		return await (await this.table()).rows<Row>();
	}

	/** The rows, once all of them are like this. */
	async rowsOnce(fits: (row: Row) => boolean): Promise<Row[]> {
		return await until(async () => {
			const rows = await this.rows();
			return rows.every(fits) ? rows : undefined;
		});
	}
}
