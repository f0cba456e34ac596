import { NodeConnectionTypes } from 'n8n-workflow';
import type { INodeType, INodeTypeDescription } from 'n8n-workflow';

/** A launch as n8n's own guide to declarative nodes would have it: the field is sent, the rest is left to n8n. */
export class NaiveLaunch implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Naive Launch',
		name: 'naiveLaunch',
		group: ['output'],
		version: 1,
		description: 'Places a call',
		defaults: { name: 'Naive Launch' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'nebrijaApi', required: true }],
		requestDefaults: { baseURL: '={{$credentials.baseUrl}}' },
		properties: [
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				options: [
					{
						name: 'Launch',
						value: 'launch',
						routing: { request: { method: 'POST', url: '/calls' } },
					},
				],
				default: 'launch',
			},
			{
				displayName: 'Customer Number',
				name: 'customerNumber',
				type: 'string',
				default: '',
				routing: { send: { type: 'body', property: 'customer.number' } },
			},
			{
				displayName: 'Assistant',
				name: 'assistantId',
				type: 'resourceLocator',
				default: { mode: 'id', value: '' },
				modes: [{ displayName: 'By ID', name: 'id', type: 'string' }],
				routing: { send: { type: 'body', property: 'assistantId' } },
			},
		],
	};
}
