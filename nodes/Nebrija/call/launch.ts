import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { launchOnce } from '../routing/launchOnce';
import { countryOptions } from './countries';
import { abTestLocator, assistantLocator, phoneNumberLocator } from './locators';
import { simplifyOption } from './options';

export const option: INodePropertyOptions = {
	name: 'Launch',
	value: 'launch',
	action: 'Launch a call',
	description: 'Place a phone call: the phone rings once for each item',
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
			'The phone number to call, with its country code. Spaces, dashes and brackets are fine.',
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
			{ name: 'None', value: 'none', description: 'Let Nebrija AI choose' },
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
		displayName: 'Variables',
		name: 'variablesMode',
		type: 'options',
		default: 'fields',
		description: 'How to enter the values that fill the placeholders of the assistant',
		options: [
			{ name: 'Using Fields Below', value: 'fields' },
			{ name: 'Using JSON', value: 'json' },
		],
	},
	{
		displayName: 'Variables to Send',
		name: 'variables',
		type: 'fixedCollection',
		default: {},
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Variable' },
		description: 'Values for the placeholders in the prompt of the assistant',
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
		description: 'Values for the placeholders in the prompt of the assistant, as one JSON object',
		placeholder: 'e.g. { "customer_name": "Lucía" }',
		displayOptions: { show: { variablesMode: ['json'] } },
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		default: {},
		placeholder: 'Add Option',
		options: [
			{
				displayName: 'Additional Fields (JSON)',
				name: 'additionalFields',
				type: 'json',
				default: '{}',
				description:
					'Further fields of the request, as one JSON object. Fields that have their own place in this node are taken from there.',
			},
			{
				displayName: 'Call Each Number Once',
				name: 'callEachNumberOnce',
				type: 'boolean',
				default: false,
				description:
					'Whether a number that stands in several items is called for the first of them only. The other items get the same call.',
			},
			{
				displayName: 'Calls per Minute',
				name: 'callsPerMinute',
				type: 'number',
				default: 0,
				typeOptions: { minValue: 0 },
				description: 'How many calls to start per minute, evenly spaced. 0 starts them at once.',
			},
			{
				displayName: 'Customer (JSON)',
				name: 'customer',
				type: 'json',
				default: '{}',
				description:
					'Further fields of the customer, as one JSON object. The number always comes from Customer Number.',
			},
			{
				displayName: 'Default Country',
				name: 'defaultCountry',
				type: 'options',
				default: '',
				description: 'The country of numbers that are written without a country code',
				options: countryOptions,
			},
			{
				displayName: 'Max Concurrent',
				name: 'maxConcurrent',
				type: 'number',
				default: 50,
				typeOptions: { minValue: 1 },
				description:
					'Most calls being launched at the same moment. It falls by itself when Nebrija AI asks to slow down.',
			},
			simplifyOption,
			{
				displayName: 'Skip If Called Within (Minutes)',
				name: 'skipIfCalledWithin',
				type: 'number',
				default: 0,
				typeOptions: { minValue: 0 },
				description:
					'Do not call a number that the same assistant or A/B test has called within this many minutes, in any workflow: that call is returned instead. 0 switches this off.',
			},
		],
	},
];
