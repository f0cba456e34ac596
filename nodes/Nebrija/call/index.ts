import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';

import * as get from './get';
import * as getAll from './getAll';
import * as launch from './launch';

const operations = [launch, get, getAll];

export const operationField: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	default: 'launch',
	options: operations.map(({ option }) => option),
	// n8n asks only a pagination function whether, what and how often to send; so each operation is one.
	routing: { send: { paginate: true } },
};

/** What n8n shows under the name of the node on the canvas: the chosen operation. */
export const subtitle = `={{ ${JSON.stringify(
	Object.fromEntries(operations.map(({ option: { value, name } }) => [value, name])),
)}[$parameter["operation"]] }}`;

export const operationFields: INodeProperties[] = operations.flatMap(({ option, fields }) =>
	updateDisplayOptions({ show: { operation: [option.value] } }, fields),
);
