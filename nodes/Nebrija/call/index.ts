import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';

import * as get from './get';
import * as getAll from './getAll';
import * as launch from './launch';

const operations = [get, getAll, launch];

export const operationField: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	default: 'launch',
	options: operations.map(({ option }) => option),
	routing: { send: { paginate: true } },
};

export const operationFields: INodeProperties[] = operations.flatMap(({ option, fields }) =>
	updateDisplayOptions({ show: { operation: [option.value] } }, fields),
);
