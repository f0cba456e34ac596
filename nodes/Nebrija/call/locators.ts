import type { INodeProperties } from 'n8n-workflow';

/** The common part of every field that points at something in the user's Nebrija AI account. */
function locator(searchListMethod: string) {
	return {
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod, searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. 3f0c1f4e-8f0a-4c53-9a54-0d9c2b7d1e11',
			},
		],
	} satisfies Partial<INodeProperties>;
}

export const assistantLocator: INodeProperties = {
	...locator('searchAssistants'),
	displayName: 'Assistant',
	name: 'assistantId',
	description: 'The assistant that speaks with the customer',
};

export const abTestLocator: INodeProperties = {
	...locator('searchAbTests'),
	displayName: 'A/B Test',
	name: 'testId',
	description: 'The A/B test that chooses the assistant of each call',
};

export const phoneNumberLocator: INodeProperties = {
	...locator('searchPhoneNumbers'),
	displayName: 'Call From',
	name: 'phoneNumberId',
	description:
		'The phone number of your account to call from. Leave empty to let Nebrija AI choose.',
};

export const callLocator: INodeProperties = {
	...locator('searchCalls'),
	displayName: 'Call',
	name: 'callId',
	description: 'The call to read: one of the latest, or the ID that a launch returned',
};
