import type { NodeCredential, Workflow } from '../e2e/n8nClient';

/** The name of the node under test. */
export const nodeUnderTest = 'Call';

/** A workflow that launches one call for each of the `items` in the body of a production webhook. */
export function benchWorkflow(
	path: string,
	credentials: Record<string, NodeCredential>,
	call: object,
): Workflow {
	const to = (name: string) => ({ main: [[{ node: name, type: 'main', index: 0 }]] });
	const node = (name: string, rest: object) => ({
		id: `${path}-${name}`,
		name,
		position: [0, 0],
		...rest,
	});
	return {
		name: path,
		nodes: [
			node('Webhook', {
				type: 'n8n-nodes-base.webhook',
				typeVersion: 2,
				webhookId: path,
				parameters: {
					httpMethod: 'POST',
					path,
					responseMode: 'lastNode',
					responseData: 'noData',
				},
			}),
			node('Items', {
				type: 'n8n-nodes-base.splitOut',
				typeVersion: 1,
				parameters: { fieldToSplitOut: 'body.items' },
			}),
			node(nodeUnderTest, { ...call, credentials }),
		],
		connections: { Webhook: to('Items'), Items: to(nodeUnderTest) },
		settings: { executionOrder: 'v1' },
	};
}
