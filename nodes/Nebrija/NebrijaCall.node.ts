import { NodeConnectionTypes } from 'n8n-workflow';
import type { INodeType, INodeTypeDescription } from 'n8n-workflow';

import { operationField, operationFields } from './call';

export class NebrijaCall implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Nebrija Call',
		name: 'nebrijaCall',
		icon: { light: 'file:../../icons/nebrija.svg', dark: 'file:../../icons/nebrija.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["operation"] }}',
		description: 'Launch AI phone calls with Nebrija AI and read their results',
		defaults: { name: 'Nebrija Call' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'nebrijaApi', required: true }],
		requestDefaults: { baseURL: '={{$credentials.baseUrl}}' },
		properties: [operationField, ...operationFields],
	};
}
