import { NodeOperationError } from 'n8n-workflow';
import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	IHttpRequestOptions,
	INodeExecutionData,
} from 'n8n-workflow';

import type { Call } from '../api/types';
import { ItemProblem } from './errors';
import { toItem } from './output';

type Operation = (
	this: IExecutePaginationFunctions,
	request: IHttpRequestOptions,
) => Promise<Call[]>;

/**
 * Makes a pagination function of an operation that turns one input item into calls. Every output item is linked
 * to its input. If the operation throws, the node stops, or with "Continue" the item becomes an error item of
 * the only form n8n sends to the error branch together with its input (n8n-core handleNodeErrorOutput).
 */
export function perItem(operation: Operation) {
	return async function (
		this: IExecutePaginationFunctions,
		{ options }: DeclarativeRestApiSettings.ResultOptions,
	): Promise<INodeExecutionData[]> {
		const itemIndex = this.getItemIndex();
		const pairedItem = { item: itemIndex };
		try {
			const calls = await operation.call(this, options as IHttpRequestOptions);
			const simplify = this.getNodeParameter('options.simplify', false) as boolean;
			return calls.map((call) => ({ ...toItem(call, simplify), pairedItem }));
		} catch (error) {
			const { message, description, details } = explain(error as Error);
			if (this.continueOnFail()) {
				return [{ json: { error: message, details: { ...details, description } }, pairedItem }];
			}
			throw new NodeOperationError(this.getNode(), message, { description, itemIndex });
		}
	};
}

function explain(error: Error & { description?: string | null }) {
	if (error instanceof ItemProblem) {
		return { message: error.message, description: error.advice, details: error.details };
	}
	return { message: error.message, description: error.description ?? '', details: {} };
}
