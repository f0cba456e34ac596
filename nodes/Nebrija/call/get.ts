import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { simplifyOption } from '../item/output';
import { getCall } from '../read/getCall';
import { callLocator } from './locators';
import { maxWaitOption, waitForEndOption } from './options';

export const option: INodePropertyOptions = {
	name: 'Get Call',
	value: 'get',
	action: 'Get call',
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
		options: [
			{
				displayName: 'Download Recording',
				name: 'downloadRecording',
				type: 'boolean',
				default: true,
				description:
					"Whether to download the recording as a file. A call without one is returned with the reason in 'recordingProblem'.",
			},
			maxWaitOption,
			{
				displayName: 'Put Recording in Field',
				name: 'binaryProperty',
				type: 'string',
				default: 'data',
				hint: 'The name of the output binary field to put the file in',
				displayOptions: { show: { downloadRecording: [true] } },
			},
			simplifyOption,
			waitForEndOption,
		],
	},
];
