import type { INodeProperties } from 'n8n-workflow';

import { eventsField, filtersField, optionsField } from '../event/fields';

/** A start is no event here: a call may start and end between two polls. */
export const pollFields: INodeProperties[] = [
	{
		displayName:
			'This node asks Nebrija AI for calls that have ended, so n8n need not be reachable from the internet. Calls that end while n8n or this workflow is off are output by the first poll afterwards. What happened before the first activation is not. Do not put both triggers into one workflow: every call would start it twice.',
		name: 'pollNotice',
		type: 'notice',
		default: '',
	},
	eventsField([
		{
			name: 'Call Failed',
			value: 'call.failed',
			description: 'A call whose status says that it failed',
		},
		{ name: 'Call Finished', value: 'call.finished', description: 'Any other call that is over' },
	]),
	filtersField,
	optionsField([]),
];
