import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { simplifyOption } from '../item/output';

/** What both triggers say on the canvas: "finished, failed". */
export const subtitle =
	'={{ $parameter["events"].map((name) => name.replace("call.", "")).join(", ") }}';

/** The field Events with these choices. */
export function eventsField(options: INodePropertyOptions[]): INodeProperties {
	return {
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		required: true,
		default: ['call.finished', 'call.failed'],
		description: 'What starts the workflow',
		options,
	};
}

function idsField(displayName: string, name: string, loadOptionsMethod: string): INodeProperties {
	return {
		displayName,
		name,
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod },
		default: [],
		description:
			'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	};
}

/** Which calls start the workflow; the same for both triggers. */
export const filtersField: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	default: {},
	placeholder: 'Add Filter',
	description:
		'Calls that do not pass start nothing. What a call does not tell, such as an outcome nobody knows, lets it pass. Assistants and A/B tests add to each other: a call passes if it is of one of either.',
	options: [
		idsField('A/B Test Names or IDs', 'testIds', 'getAbTests'),
		idsField('Assistant Names or IDs', 'assistantIds', 'getAssistants'),
		{
			displayName: 'Outcomes',
			name: 'outcomes',
			type: 'multiOptions',
			default: [],
			description: 'What came of the call, as this node reads it from the status and its words',
			options: [
				{ name: 'Answered', value: 'answered' },
				{ name: 'Busy', value: 'busy' },
				{ name: 'Failed', value: 'failed' },
				{ name: 'No Answer', value: 'noAnswer' },
				{ name: 'Voicemail', value: 'voicemail' },
			],
		},
	],
};

/** The field Options with these options and Simplify. */
export function optionsField(options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		default: {},
		placeholder: 'Add Option',
		options: [...options, simplifyOption],
	};
}
