import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { credentialName } from '../api/request';
import { Pacer } from './pacer';

/** The lines of all nodes that have launched calls in this n8n process. */
const lines = new Map<string, Pacer>();

/**
 * The line in which a node of a workflow launches its calls: one for all its rounds and executions in this process,
 * under the options of the latest.
 */
export function paceOf(context: IExecuteSingleFunctions): Pacer {
	const node = context.getNode();
	const { id: account } = node.credentials?.[credentialName] ?? {};
	const name = JSON.stringify([context.getWorkflow().id, node.id, account]);
	const option = (option: string, fallback: number) =>
		Number(context.getNodeParameter(`options.${option}`, fallback)) || fallback;
	const perMinute = Math.max(0, option('callsPerMinute', 0));
	const limits = {
		most: Math.max(1, Math.floor(option('maxConcurrent', 50))),
		spacing: perMinute > 0 ? 60_000 / perMinute : 0,
		mostWait: Infinity,
	};
	const line = lines.get(name) ?? new Pacer(limits);
	line.keep(limits);
	lines.set(name, line);
	return line;
}
