import type { INodeProperties } from 'n8n-workflow';

import { countryOptions } from './countries';
import { maxWaitOption, simplifyOption, waitForEndOption } from './options';

/** The options of Launch: how to read numbers, how fast to go, whom not to call. */
export const launchOptions: INodeProperties = {
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
			description:
				'How many calls one execution starts per minute, evenly spaced. 0 starts them at once.',
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
				'Most calls that one execution launches at the same moment. Falls by itself when Nebrija AI asks to slow down.',
		},
		maxWaitOption,
		simplifyOption,
		{
			displayName: 'Skip If Called Within',
			name: 'skipIfCalledWithin',
			type: 'number',
			default: 0,
			typeOptions: { minValue: 0 },
			hint: 'In minutes; 0 is off',
			description:
				'Do not call a number that the same assistant or A/B test has called within this many minutes, in any workflow: that call is returned instead',
		},
		waitForEndOption,
	],
};
