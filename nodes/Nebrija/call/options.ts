import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { CallOutcome } from '../api/callOutcome';

/** What can come of a call, in words. */
export const outcomeOptions: Array<INodePropertyOptions & { value: CallOutcome }> = [
	{ name: 'Answered', value: 'answered' },
	{ name: 'Busy', value: 'busy' },
	{ name: 'Failed', value: 'failed' },
	{ name: 'No Answer', value: 'noAnswer' },
	{ name: 'Running', value: 'running' },
	{ name: 'Unknown', value: 'unknown' },
	{ name: 'Voicemail', value: 'voicemail' },
];

export const waitForEndOption: INodeProperties = {
	displayName: 'Wait for End',
	name: 'waitForEnd',
	type: 'boolean',
	default: true,
	description:
		"Whether to wait until the call has ended, so that transcript, analysis and recording can be there. Better for few calls: the execution keeps running. For many calls, use the node 'Nebrija Call Trigger'.",
};

export const maxWaitOption: INodeProperties = {
	displayName: 'Max Wait (Minutes)',
	name: 'maxWait',
	type: 'number',
	default: 15,
	typeOptions: { minValue: 1 },
	description:
		'How long to wait for the end of a call at most. After that, the call is returned as it is then.',
	displayOptions: { show: { waitForEnd: [true] } },
};
