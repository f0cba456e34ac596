import type { INodeProperties } from 'n8n-workflow';

/** A start is no event here: a call may start and end between two polls. */
export const pollFields: INodeProperties[] = [
	{
		displayName:
			'This node asks Nebrija AI for calls that have ended, so n8n need not be reachable from the internet. Calls that end while n8n or this workflow is off are output by the first poll afterwards. What happened before the first activation is not.',
		name: 'pollNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		required: true,
		default: ['call.finished', 'call.failed'],
		description: 'What starts the workflow',
		options: [
			{
				name: 'Call Failed',
				value: 'call.failed',
				description: 'A call whose status says that it failed',
			},
			{
				name: 'Call Finished',
				value: 'call.finished',
				description: 'Any other call that is over',
			},
		],
	},
];
