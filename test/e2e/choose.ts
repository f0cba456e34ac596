import type { Simulator } from '../simulator';
import type { Workflow } from './n8nClient';

type Node = { parameters: Record<string, unknown> };

const fromList = (value: string) => ({ __rl: true, mode: 'list', value });

/**
 * An example as its user has completed it: with an assistant, and an A/B test where it asks for one. `launchOptions` are
 * what else is changed in the options of its launches.
 */
export function choose(
	workflow: Workflow,
	{ seed }: Pick<Simulator, 'seed'>,
	launchOptions: object = {},
): Workflow {
	const complete = (node: Node): Node => {
		const { assistantId, filters, options } = node.parameters;
		const chosen = {
			...(assistantId !== undefined && {
				assistantId: fromList(seed.assistants[0].id),
				options: { ...(options as object), ...launchOptions },
			}),
			...(hasTest(filters) && { filters: { ...filters, testId: fromList(seed.abTests[0].id) } }),
		};
		return { ...node, parameters: { ...node.parameters, ...chosen } };
	};
	return { ...workflow, nodes: (workflow.nodes as Node[]).map(complete) };
}

function hasTest(filters: unknown): filters is object {
	return typeof filters === 'object' && filters !== null && 'testId' in filters;
}
