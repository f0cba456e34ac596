import axios from 'axios';
import { outputOf } from '../e2e/n8nClient';
import type { BenchStage } from './benchStage';
import { benchWorkflow, nodeUnderTest } from './benchWorkflow';
import { untilReady } from './readiness';

const MOST_MS = 15 * 60_000;

/** Runs a published node once over these items; resolves to the time of the execution and what came out. */
export type PublishedNode = (items: object[]) => Promise<{ ms: number; outputs: object[] }>;

/** Publishes a workflow that runs this node behind a production webhook. */
export async function publishNode(
	{ client, credentials, executions, server }: BenchStage,
	path: string,
	node: object,
): Promise<PublishedNode> {
	const workflowId = await client.activateWorkflow(benchWorkflow(path, credentials, node));
	return async (items) => {
		await untilReady(server.url);
		await axios.post(
			`${server.url}/webhook/${path}`,
			{ items },
			{ timeout: MOST_MS, validateStatus: (status) => status === 200 || status === 500 },
		);
		await untilReady(server.url);
		const outputs = outputOf(await client.lastExecution(workflowId), nodeUnderTest);
		return { ms: await executions.newestDuration(workflowId), outputs };
	};
}
