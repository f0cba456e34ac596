import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { getCall } from '../routing/getCall';
import { callLocator } from './locators';
import { simplifyOption } from './options';

export const option: INodePropertyOptions = {
	name: 'Get',
	value: 'get',
	action: 'Get a call',
	description:
		'Read one call: its status and, once it has ended, transcript, analysis and recording',
	routing: {
		request: { method: 'GET', url: '/calls' },
		operations: { pagination: getCall },
	},
};

export const fields: INodeProperties[] = [
	{ ...callLocator, required: true },
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		default: {},
		placeholder: 'Add Option',
		options: [simplifyOption],
	},
];
