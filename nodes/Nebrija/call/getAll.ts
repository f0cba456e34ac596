import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { simplifyOption } from '../item/output';
import { getCalls } from '../read/getCalls';
import { abTestLocator, assistantLocator } from './locators';
import { outcomeOptions } from './options';

const filteredHere =
	'Compared by this node among the latest calls, because the API itself cannot filter by it';

export const option: INodePropertyOptions = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many calls',
	description: 'Retrieve a list of calls, latest first',
	routing: {
		request: { method: 'GET', url: '/calls' },
		operations: { pagination: getCalls },
	},
};

export const fields: INodeProperties[] = [
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		default: 50,
		typeOptions: { minValue: 1 },
		description: 'Max number of results to return',
	},
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		default: {},
		placeholder: 'Add Filter',
		options: [
			{ ...abTestLocator, description: `Only calls of this A/B test. ${filteredHere}.` },
			{
				displayName: 'A/B Test Variant',
				name: 'testVariant',
				type: 'string',
				default: '',
				description: `Only calls of this variant of an A/B test. ${filteredHere}.`,
				placeholder: 'e.g. A',
			},
			{ ...assistantLocator, description: 'Only calls of this assistant' },
			{
				displayName: 'Customer Number',
				name: 'customerNumber',
				type: 'string',
				default: '',
				description: `Only calls to this phone number, with its country code. ${filteredHere}.`,
				placeholder: 'e.g. +34 600 111 222',
			},
			{
				displayName: 'Outcome',
				name: 'outcome',
				type: 'options',
				default: 'answered',
				description: `Only calls with this outcome, as this node reads it from their status and words. ${filteredHere}.`,
				options: outcomeOptions,
			},
			{
				displayName: 'Started After',
				name: 'startedAfter',
				type: 'dateTime',
				default: '',
				description: `Only calls that started at or after this time. ${filteredHere}.`,
			},
			{
				displayName: 'Started Before',
				name: 'startedBefore',
				type: 'dateTime',
				default: '',
				description: `Only calls that started before this time. ${filteredHere}.`,
			},
			{
				displayName: 'Status',
				name: 'status',
				type: 'options',
				default: 'ended',
				description: `Only calls with this status; for another word than these, use an expression. ${filteredHere}.`,
				options: [
					{ name: 'Ended', value: 'ended' },
					{ name: 'Failed', value: 'failed' },
					{ name: 'In Progress', value: 'in-progress' },
					{ name: 'Initiated', value: 'initiated' },
				],
			},
		],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		default: {},
		placeholder: 'Add Option',
		options: [simplifyOption],
	},
];
