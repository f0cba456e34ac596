import type { INode, INodeExecutionData } from 'n8n-workflow';

import { patience } from '../../nodes/Nebrija/pace/patience';
import { Mount } from '../engine/mount';
import { PollHost } from '../engine/mountPoll';
import { TriggerHost } from '../engine/mountTrigger';
import { startSimulator } from '../simulator';
import type { Simulator } from '../simulator';
import { ownParameters } from './fields';
import type { Recorded } from './savedWorkflows';

const originalFirstPoll = patience.firstPoll;

/** Runs the node as its workflow would be run; a trigger is activated only, and puts nothing out. */
async function run(
	node: INode,
	{ token: apiToken, url: baseUrl }: Simulator,
	callId: string,
): Promise<{ n8n?: string; item?: INodeExecutionData }> {
	const credential = { apiToken, baseUrl };
	if (node.type.endsWith('.nebrijaCallTrigger')) {
		const host = await new TriggerHost(credential).start();
		host.save([node]);
		await host.activate();
		await host.stop();
		return { n8n: host.publicAddress };
	}
	if (node.type.endsWith('.nebrijaCallPollTrigger')) {
		await new PollHost(credential, ownParameters(node)).activate();
		return {};
	}
	const items = [{ phone: '+34600111222', local: '600 111 222', name: 'Lucía', id: callId }];
	const { error, success } = await new Mount({
		credential,
		items,
		parameters: node.parameters,
	}).run();
	if (error) throw error;
	return { item: success[0] };
}

/**
 * What a node sends to the API, with the addresses and ids of this one run made readable, and the names of
 * the fields it puts out.
 */
export async function record(node: INode): Promise<Recorded> {
	const simulator = await startSimulator({ ringMs: 0, talkMs: 0 });
	patience.firstPoll = 20;
	try {
		const [{ id }] = simulator.seedCalls(1);
		const { n8n = 'no address', item } = await run(node, simulator, id);
		const readable = (text: string) =>
			[id, ...simulator.calls.map((call) => call.id)]
				.reduce((now, callId) => now.replaceAll(callId, ':call'), text)
				.replaceAll(n8n, 'https://n8n.example.com');
		const sent = simulator.requests.map(({ method, path, query, body }) => {
			const search = new URLSearchParams(query as Record<string, string>).toString();
			const request = readable(`${method} ${path}${search && '?'}${search}`);
			const hasBody = body !== undefined && Object.keys(body as object).length > 0;
			return { request, ...(hasBody && { body: JSON.parse(readable(JSON.stringify(body))) }) };
		});
		const output = Object.keys({ ...item?.json, ...item?.binary }).sort();
		return { sent, output };
	} finally {
		patience.firstPoll = originalFirstPoll;
		await simulator.close();
	}
}
