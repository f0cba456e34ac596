import type { NodeCredential, Workflow } from './n8nClient';

/** A node that follows the trigger. */
export interface NextNode {
	name: string;
	type: string;
	typeVersion: number;
	parameters: object;
}

/** The node that does nothing. */
export const after: NextNode = {
	name: 'After',
	type: 'n8n-nodes-base.noOp',
	typeVersion: 1,
	parameters: {},
};

/** When to poll: n8n forbids a rule that is due more than once a minute, so these are six. */
export const everyTenSeconds = {
	pollTimes: {
		item: [0, 10, 20, 30, 40, 50].map((second) => {
			return { mode: 'custom', cronExpression: `${second} * * * * *` };
		}),
	},
};

/** A workflow of one of the triggers, for the end of calls, and these nodes in a row behind it. */
export function triggerWorkflow(
	type: 'nebrijaCallTrigger' | 'nebrijaCallPollTrigger',
	credential: NodeCredential,
	parameters: object = {},
	next: NextNode[] = [after],
): Workflow {
	const trigger = {
		id: type,
		name: 'Trigger',
		type: `n8n-nodes-nebrija.${type}`,
		typeVersion: 1,
		webhookId: 'c0a1f1de-7b62-4a52-8f5c-1d9d5f1f6a12',
		parameters: { events: ['call.finished', 'call.failed'], ...parameters },
		credentials: { nebrijaApi: credential },
	};
	const nodes = [trigger, ...next.map((node) => ({ id: node.name, ...node }))];
	const links = next.map(({ name: node }, place) => {
		return [nodes[place].name, { main: [[{ node, type: 'main', index: 0 }]] }];
	});
	return {
		name: type,
		nodes: nodes.map((node, place) => ({ ...node, position: [place * 200, 0] })),
		connections: Object.fromEntries(links),
		settings: { executionOrder: 'v1' },
	};
}
