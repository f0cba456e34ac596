import { NodeApiError } from 'n8n-workflow';
import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	IHttpRequestOptions,
	INodeExecutionData,
} from 'n8n-workflow';

import { toJson } from './output';
import { ItemProblem } from './problem';
import { isTool } from './tool';

/** The request of an item with the time it may take as a whole, in milliseconds. */
export type ItemRequest = IHttpRequestOptions & { timeout: number };

/** One output item of an operation; `isNew` marks a call that was only just launched. */
export type Output = Pick<INodeExecutionData, 'json' | 'binary'> & { isNew?: boolean };

type Operation = (this: IExecutePaginationFunctions, request: ItemRequest) => Promise<Output[]>;

/** Where Request Options > Timeout is 0 or not set (n8n-core routing-node.js). */
const defaultTimeout = 300_000;

/** Items that share a problem, as all of a run do that has a bad row, share its error as well: n8n throws only the first. */
const errors = new WeakMap<Error, NodeApiError>();

/**
 * Makes a pagination function of an operation that turns one input item into calls, given as the API gave them.
 * Every output item is linked to its input. If the operation throws, the node stops, or with "Continue" the item
 * becomes an error item of the only form that n8n of every version sends to the error branch together with its input:
 * `error` and `message` and nothing else (n8n-core handleNodeErrorOutput).
 */
export function itemOperation(operation: Operation) {
	return async function (
		this: IExecutePaginationFunctions,
		{ options }: DeclarativeRestApiSettings.ResultOptions,
	): Promise<INodeExecutionData[]> {
		const itemIndex = this.getItemIndex();
		const pairedItem = { item: itemIndex };
		const request = options as IHttpRequestOptions;
		const timeout = request.timeout || defaultTimeout;
		try {
			const items = await operation.call(this, { ...request, timeout });
			const simplify = this.getNodeParameter('options.simplify', false) as boolean;
			return items.map(({ isNew, ...item }) => {
				const json = toJson(item.json, simplify, isNew ? 'running' : undefined);
				return { ...item, json, pairedItem };
			});
		} catch (error) {
			const { description, details, ...reason } = explain(error as Error);
			const message = isTool(this)
				? `${reason.message.replace(/\.$/, '')}. ${description}`
				: reason.message;
			if (this.continueOnFail()) {
				return [{ json: { error: message, message: { ...details, description } }, pairedItem }];
			}
			const known = errors.get(error as Error);
			if (known) throw known;
			const apiError = new NodeApiError(this.getNode(), {}, { message, description, itemIndex });
			// NodeApiError replaces a message that contains the name of an error code, as "preexisting" does.
			apiError.message = message;
			apiError.context.details = details;
			if (error instanceof ItemProblem) errors.set(error, apiError);
			throw apiError;
		}
	};
}

function explain(error: Error & { description?: string | null }) {
	if (error instanceof ItemProblem) {
		return { message: error.message, description: error.advice, details: error.details };
	}
	return { message: error.message, description: error.description ?? '', details: {} };
}
