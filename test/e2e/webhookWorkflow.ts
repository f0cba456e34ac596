import { assistants } from '../simulator';
import type { NodeCredential, Workflow } from './n8nClient';

const byId = (value: string) => ({ __rl: true, mode: 'id', value });

/** Parameters of the node for each operation, reading from the webhook's items. */
export const operations = {
	launch: {
		operation: 'launch',
		customerNumber: '={{ $json.number }}',
		callWith: 'assistant',
		assistantId: byId(assistants[0].id),
		variablesMode: 'fields',
		variables: { variable: [{ name: 'nombre', value: '={{ $json.name }}' }] },
	},
	get: { operation: 'get', callId: byId('={{ $json.id }}') },
	getAll: { operation: 'getAll', limit: 50 },
};

/**
 * A workflow that takes the list `items` of a production webhook's body, runs the Nebrija Call node on
 * each of them, with the node's own settings, and answers with everything it put out, or with `onReceived` at once.
 */
export function webhookWorkflow(
	path: string,
	credential: NodeCredential,
	parameters: object,
	settings: object = {},
	responseMode: 'lastNode' | 'onReceived' = 'lastNode',
): Workflow {
	const node = (name: string, type: string, typeVersion: number, rest: object) => ({
		id: `${path}-${name}`,
		name,
		type,
		typeVersion,
		position: [0, 0],
		...rest,
	});
	const to = (name: string) => ({ main: [[{ node: name, type: 'main', index: 0 }]] });
	return {
		name: path,
		nodes: [
			node('Webhook', 'n8n-nodes-base.webhook', 2, {
				webhookId: path,
				parameters: {
					httpMethod: 'POST',
					path,
					responseMode,
					...(responseMode === 'lastNode' && { responseData: 'allEntries' }),
				},
			}),
			node('Items', 'n8n-nodes-base.splitOut', 1, {
				parameters: { fieldToSplitOut: 'body.items' },
			}),
			node('Call', 'n8n-nodes-nebrija.nebrijaCall', 1, {
				parameters,
				credentials: { nebrijaApi: credential },
				...settings,
			}),
		],
		connections: { Webhook: to('Items'), Items: to('Call') },
		settings: { executionOrder: 'v1' },
	};
}
