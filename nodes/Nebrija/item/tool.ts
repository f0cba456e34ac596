import type { IExecuteSingleFunctions } from 'n8n-workflow';

/** Whether the node runs as the tool of an AI agent, for which n8n makes a type of its own (n8n-core create-node-as-tool.js). */
export function isTool(context: IExecuteSingleFunctions): boolean {
	return context.getNode().type.endsWith('Tool');
}
