import { createServer, type Server } from 'http';
import { json } from 'stream/consumers';
import { hangUp, listen } from '../simulator/listen';
import type { Workflow } from './n8nClient';

interface Node {
	name: string;
	type: string;
	parameters: object;
}

/** A service on loopback in the place of those that cannot be reached from here. */
export class StandIn {
	/** What each node has sent, in the order of the items. */
	readonly received: Array<{ node: string; fields: unknown }> = [];

	private origin = '';

	private readonly server: Server;

	/** `answers` are what it says to a node of this name. */
	private constructor(answers: Record<string, object>) {
		this.server = createServer(async (request, response) => {
			const node = decodeURIComponent(request.url?.slice(1) ?? '');
			this.received.push({ node, fields: await json(request) });
			response.setHeader('content-type', 'application/json');
			response.end(JSON.stringify(answers[node] ?? {}));
		});
	}

	static async open(answers: Record<string, object>): Promise<StandIn> {
		const standIn = new StandIn(answers);
		standIn.origin = `http://127.0.0.1:${await listen(standIn.server, 0)}`;
		return standIn;
	}

	/** The workflow with its nodes of these types replaced by requests that carry what their fields come to. */
	replacing(workflow: Workflow, types: string[]): Workflow {
		const replace = (node: Node) => (types.includes(node.type) ? this.requestOf(node) : node);
		return { ...workflow, nodes: (workflow.nodes as Node[]).map(replace) };
	}

	async close(): Promise<void> {
		await hangUp(this.server);
	}

	private requestOf(node: Node): object {
		const parameters = Object.entries(leavesOf(node.parameters)).map(([name, value]) => ({
			name,
			value,
		}));
		const url = `${this.origin}/${encodeURIComponent(node.name)}`;
		return {
			...node,
			type: 'n8n-nodes-base.httpRequest',
			typeVersion: 4.2,
			credentials: {},
			parameters: { method: 'POST', url, sendBody: true, bodyParameters: { parameters } },
		};
	}
}

/** The fields of a node at whatever depth, by their own names. */
function leavesOf(fields: object): Record<string, unknown> {
	return Object.entries(fields).reduce(
		(leaves, [name, value]) =>
			typeof value === 'object' && value !== null
				? { ...leaves, ...leavesOf(value) }
				: { ...leaves, [name]: value },
		{},
	);
}
