import { NodeConnectionTypes } from 'n8n-workflow';
import type { INodeType, INodeTypeDescription } from 'n8n-workflow';

import { defaultBaseUrl } from './api/credential';
import { searchAbTests, searchAssistants, searchCalls, searchPhoneNumbers } from './editor/search';
import { getVariablesOfAssistant } from './editor/variables';
import { operationField, operationFields, subtitle } from './call';
import { hints } from './call/hints';

export class NebrijaCall implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Nebrija Call',
		name: 'nebrijaCall',
		icon: { light: 'file:../../icons/nebrija.svg', dark: 'file:../../icons/nebrija.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle,
		description: 'Launch AI phone calls with Nebrija AI and read their results',
		defaults: { name: 'Nebrija Call' },
		usableAsTool: {
			replacements: {
				description:
					'Phone calls by an AI assistant. Launch places a real call: the phone of a person rings. Never launch the same call twice, not even if the outcome is unclear: Get Call and Get Many tell how calls went.',
			},
		},
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'nebrijaApi', required: true }],
		requestDefaults: { baseURL: defaultBaseUrl },
		hints,
		properties: [operationField, ...operationFields],
	};

	methods = {
		listSearch: { searchAbTests, searchAssistants, searchCalls, searchPhoneNumbers },
		resourceMapping: { getVariablesOfAssistant },
	};
}
