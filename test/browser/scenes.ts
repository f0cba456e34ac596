import type { Stage } from '../e2e/stage';
import type { Workflow } from '../e2e/n8nClient';
import abTestComparison from '../workflows/ab-test-comparison.json';
import agentWithAPhone from '../workflows/agent-with-a-phone.json';
import callFinishedToTable from '../workflows/call-finished-to-table.json';
import formAtNight from '../workflows/form-at-night.json';
import formToCall from '../workflows/form-to-call.json';
import formToEmail from '../workflows/form-to-email.json';
import newDealToCall from '../workflows/new-deal-to-call.json';
import overdueInvoices from '../workflows/overdue-invoices.json';

/** The examples that are shown as they are imported, under the names of their files. */
export const exampleWorkflows: Record<string, Workflow> = {
	'ab-test-comparison': abTestComparison,
	'agent-with-a-phone': agentWithAPhone,
	'call-finished-to-table': callFinishedToTable,
	'form-at-night': formAtNight,
	'form-to-email': formToEmail,
	'new-deal-to-call': newDealToCall,
	'overdue-invoices': overdueInvoices,
};

const NOON = Date.parse('2026-03-02T12:00:00Z');

/** The assistant as somebody chooses it from the list. */
function fromList({ simulator }: Stage) {
	const [{ id, name }] = simulator.seed.assistants;
	return { __rl: true, mode: 'list', value: id, cachedResultName: name };
}

/** Stops the clock of the simulated platform at noon, so that every run shows the same times. */
export function stopClock({ simulator }: Stage): void {
	simulator.clock.now = () => NOON;
}

/** The example workflow, with its assistant chosen from the list. */
export function formWorkflow(stage: Stage): Workflow {
	const choose = (node: (typeof formToCall.nodes)[number]) =>
		'assistantId' in node.parameters
			? { ...node, parameters: { ...node.parameters, assistantId: fromList(stage) } }
			: node;
	return { ...formToCall, nodes: formToCall.nodes.map(choose) };
}

/**
 * A workflow that lists the calls of the day, and reads one of them. No node's id begins with that of
 * another one: the editor would open the wrong one.
 */
export function reportWorkflow(stage: Stage): Workflow {
	const filters = {
		assistantId: fromList(stage),
		startedAfter: '2026-03-02T00:00:00',
		status: 'ended',
	};
	const call = (id: string, name: string, y: number, parameters: object) => ({
		id,
		name,
		type: 'n8n-nodes-nebrija.nebrijaCall',
		typeVersion: 1,
		position: [220, y],
		parameters,
		credentials: { nebrijaApi: stage.credential },
	});
	return {
		name: 'Calls of the day',
		nodes: [
			{
				id: 'start',
				name: 'Evening',
				type: 'n8n-nodes-base.scheduleTrigger',
				typeVersion: 1.2,
				position: [0, 0],
				parameters: { rule: { interval: [{ triggerAtHour: 20 }] } },
			},
			call('list', 'Get Many', 0, {
				operation: 'getAll',
				limit: 10,
				filters,
				options: { simplify: true },
			}),
			call('read', 'Get', 200, {
				operation: 'get',
				callId: { __rl: true, mode: 'list', value: 'chosen later' },
			}),
		],
		connections: {
			Evening: { main: [['Get Many', 'Get'].map((node) => ({ node, type: 'main', index: 0 }))] },
		},
		settings: { executionOrder: 'v1', timezone: 'UTC' },
	};
}
