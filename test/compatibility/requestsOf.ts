import type { INode } from 'n8n-workflow';

import { patience } from '../../nodes/Nebrija/routing/patience';
import { Mount } from '../engine/mount';
import { PollHost } from '../engine/mountPoll';
import { TriggerHost } from '../engine/mountTrigger';
import { startSimulator } from '../simulator';
import type { Simulator } from '../simulator';
import { ownParameters } from './fields';
import type { SentRequest } from './savedWorkflows';

const originalFirstPoll = patience.firstPoll;

const noAddress = 'no address';

/** Runs the node as its workflow would be run, and gives the address n8n was reached at. */
async function run(node: INode, { token: apiToken, url: baseUrl }: Simulator, callId: string) {
	const credential = { apiToken, baseUrl };
	if (node.type.endsWith('.nebrijaTrigger')) {
		const host = await new TriggerHost(credential).start();
		host.save([node]);
		await host.activate();
		await host.stop();
		return host.publicAddress;
	}
	if (node.type.endsWith('.nebrijaPollTrigger')) {
		await new PollHost(credential, ownParameters(node)).activate();
		return noAddress;
	}
	const items = [{ phone: '+34600111222', local: '600 111 222', name: 'Lucía', id: callId }];
	const { error } = await new Mount({ credential, items, parameters: node.parameters }).run();
	if (error) throw error;
	return noAddress;
}

/** What a node sends to the API, with the addresses and ids of this one run made readable. */
export async function requestsOf(node: INode): Promise<SentRequest[]> {
	const simulator = await startSimulator({ ringMs: 0, talkMs: 0 });
	patience.firstPoll = 20;
	try {
		const [{ id }] = simulator.seedCalls(1);
		const n8n = await run(node, simulator, id);
		const readable = (text: string) =>
			[id, ...simulator.calls.map((call) => call.id)]
				.reduce((now, callId) => now.replaceAll(callId, ':call'), text)
				.replaceAll(n8n, 'https://n8n.example.com');
		return simulator.requests.map(({ method, path, query, body }) => {
			const search = new URLSearchParams(query as Record<string, string>).toString();
			const request = readable(`${method} ${path}${search && '?'}${search}`);
			const hasBody = body !== undefined && Object.keys(body as object).length > 0;
			return { request, ...(hasBody && { body: JSON.parse(readable(JSON.stringify(body))) }) };
		});
	} finally {
		patience.firstPoll = originalFirstPoll;
		await simulator.close();
	}
}
