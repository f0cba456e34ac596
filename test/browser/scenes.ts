import type { Stage } from '../e2e/stage';
import type { Workflow } from '../e2e/n8nClient';
import abTestComparison from '../workflows/ab-test-comparison.json';
import agentWithAPhone from '../workflows/agent-with-a-phone.json';
import campaign from '../workflows/campaign.json';
import callFinishedToTable from '../workflows/call-finished-to-table.json';
import contactToCrm from '../workflows/contact-to-crm.json';
import formAtNight from '../workflows/form-at-night.json';
import formToCall from '../workflows/form-to-call.json';
import formToEmail from '../workflows/form-to-email.json';
import newDealToCall from '../workflows/new-deal-to-call.json';
import overdueInvoices from '../workflows/overdue-invoices.json';
import waitWithoutWaiting from '../workflows/wait-without-waiting.json';

/** The examples whose pictures the documents show, as they are imported, under the names of their files. */
export const exampleWorkflows: Record<string, Workflow> = {
	'ab-test-comparison': abTestComparison,
	'agent-with-a-phone': agentWithAPhone,
	campaign,
	'call-finished-to-table': callFinishedToTable,
	'contact-to-crm': contactToCrm,
	'form-at-night': formAtNight,
	'form-to-email': formToEmail,
	'new-deal-to-call': newDealToCall,
	'overdue-invoices': overdueInvoices,
	'wait-without-waiting': waitWithoutWaiting,
};

const NOON = Date.parse('2026-03-02T12:00:00Z');

/** The assistant as somebody chooses it from the list. */
function fromList({ simulator }: Stage) {
	const [{ id, name }] = simulator.seed.assistants;
	return { __rl: true, mode: 'list', value: id, cachedResultName: name };
}

/** Stops the clock of the simulated platform so long after noon, so that every run shows the same times. */
export function stopClock({ simulator }: Stage, afterNoonMs = 0): void {
	simulator.clock.now = () => NOON + afterNoonMs;
}

/** The smallest example without its note, its assistant chosen from the list. */
export function formWorkflow(stage: Stage): Workflow {
	const changes: Record<string, object> = { 'Launch Call': { assistantId: fromList(stage) } };
	const nodes = formToCall.nodes
		.filter(({ type }) => type !== 'n8n-nodes-base.stickyNote')
		.map((node) => ({ ...node, parameters: { ...node.parameters, ...changes[node.name] } }));
	return { ...formToCall, nodes, settings: { ...formToCall.settings, timezone: 'UTC' } };
}
