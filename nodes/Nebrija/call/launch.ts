import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { launchOnce } from '../launch/launchOnce';
import { launchOptions } from './launchOptions';
import { abTestLocator, assistantLocator, phoneNumberLocator } from './locators';

export const option: INodePropertyOptions = {
	name: 'Launch Call',
	value: 'launch',
	action: 'Launch call',
	description:
		"Place a real phone call: the phone of the customer rings, once for each item. Do not launch again to learn how a call went: use 'Get Call' with its ID.",
	routing: {
		request: { method: 'POST', url: '/calls' },
		operations: { pagination: launchOnce },
	},
};

export const fields: INodeProperties[] = [
	{
		displayName: 'Customer Number',
		name: 'customerNumber',
		type: 'string',
		required: true,
		default: '',
		description:
			"The phone number to call, with its country code. For numbers without one, add the option 'Default Country'.",
		placeholder: 'e.g. +34 600 111 222',
	},
	{
		displayName: 'Call With',
		name: 'callWith',
		type: 'options',
		default: 'assistant',
		description: 'Who speaks with the customer',
		options: [
			{ name: 'Assistant', value: 'assistant', description: 'One assistant for all calls' },
			{
				name: 'A/B Test',
				value: 'abTest',
				description: 'One of the two assistants of an A/B test',
			},
			{ name: 'Account Default', value: 'none', description: 'Let Nebrija AI choose' },
		],
	},
	{
		...assistantLocator,
		required: true,
		displayOptions: { show: { callWith: ['assistant'] } },
	},
	{
		...abTestLocator,
		required: true,
		displayOptions: { show: { callWith: ['abTest'] } },
	},
	phoneNumberLocator,
	{
		displayName: 'Specify Variables',
		name: 'variablesMode',
		type: 'options',
		default: 'assistant',
		description: 'How to enter the values that fill the placeholders of the assistant',
		options: [
			{
				name: 'Using the Variables of the Assistant',
				value: 'assistant',
				description: 'One field for each placeholder in the texts of the chosen assistant',
			},
			{
				name: 'Using Fields Below',
				value: 'fields',
				description: 'Names and values that you enter yourself',
			},
			{
				name: 'Using JSON',
				value: 'json',
				description: 'All variables as one JSON object',
			},
		],
	},
	{
		displayName: 'Variables',
		name: 'variables',
		type: 'fixedCollection',
		default: {},
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Variable' },
		description: 'One name and value for each placeholder in the texts of the assistant',
		placeholder: 'Add Variable',
		displayOptions: { show: { variablesMode: ['fields'] } },
		options: [
			{
				displayName: 'Variable',
				name: 'variable',
				values: [
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						description: 'The name of the placeholder, without braces',
						placeholder: 'e.g. customer_name',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						description: 'What the assistant says in its place',
					},
				],
			},
		],
	},
	{
		displayName: 'Variables (JSON)',
		name: 'variablesJson',
		type: 'json',
		default: '{}',
		description: 'Values for the placeholders in the texts of the assistant, as one JSON object',
		placeholder: 'e.g. { "customer_name": "Lucía" }',
		displayOptions: { show: { variablesMode: ['json'] } },
	},
	{
		displayName: 'Variables of the Assistant',
		name: 'variablesOfAssistant',
		type: 'resourceMapper',
		noDataExpression: true,
		default: { mappingMode: 'defineBelow', value: null },
		typeOptions: {
			loadOptionsDependsOn: ['assistantId.value', 'testId.value', 'callWith'],
			resourceMapper: {
				resourceMapperMethod: 'getVariablesOfAssistant',
				mode: 'add',
				fieldWords: { singular: 'variable', plural: 'variables' },
				addAllFields: true,
				multiKeyMatch: false,
				supportAutoMap: false,
			},
		},
		description:
			'One field for each placeholder in the texts of the assistant. Variables left empty are not sent. Choosing another assistant empties all of them.',
		displayOptions: { show: { variablesMode: ['assistant'] } },
	},
	launchOptions,
];
