import type { INodeProperties } from 'n8n-workflow';

import { simplifyOption } from '../item/output';
import { callingHoursOption, numberTimeZoneOption } from './callingHours';
import { countryOptions } from './countries';
import { maxWaitOption, waitForEndOption } from './options';

/**
 * The options of Launch: how to read numbers, how fast to go, whom not to call. Each is off while it is absent, and
 * arrives with a useful value when it is added.
 */
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
			displayName: 'Allow Empty Variables',
			name: 'allowEmptyVariables',
			type: 'boolean',
			default: true,
			description:
				'Whether to call although an expression gives no value for a variable. Without this option such an item is not called, because the assistant would speak with a gap.',
		},
		{
			displayName: 'Allowed Countries',
			name: 'allowedCountries',
			type: 'multiOptions',
			default: [],
			description:
				'The countries whose numbers may be called. Numbers of other countries are refused. When empty, all countries are allowed.',
			options: countryOptions,
		},
		{
			displayName: 'Call Each Number Once',
			name: 'callEachNumberOnce',
			type: 'boolean',
			default: true,
			description:
				'Whether a number that stands in several items of an execution is called for the first of them only. The other items get the same call.',
		},
		callingHoursOption,
		{
			displayName: 'Calls per Minute',
			name: 'callsPerMinute',
			type: 'number',
			default: 20,
			typeOptions: { minValue: 0 },
			description:
				'How many calls this node starts per minute, evenly spaced, in all its executions together. 0 starts them at once.',
		},
		{
			displayName: 'Customer (JSON)',
			name: 'customer',
			type: 'json',
			default: '{}',
			description:
				"Further fields of the customer, as one JSON object. The number always comes from 'Customer Number'.",
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
			displayName: 'In Test Runs',
			name: 'inTestRuns',
			type: 'options',
			default: 'callNobody',
			description:
				'Whom to call in a test run, which is one that you start in the editor. A production run always calls the customer.',
			options: [
				{
					name: 'Call Nobody',
					value: 'callNobody',
					description: 'Each item shows what would have been sent',
				},
				{
					name: 'Call a Test Number Instead',
					value: 'callTestNumber',
					description: 'The first item calls the test number, the others nobody',
				},
				{
					name: 'Call the Customer',
					value: 'call',
					description: 'A test run places real calls, as without this option',
				},
			],
		},
		{
			displayName: 'Max Calls',
			name: 'maxCalls',
			type: 'number',
			default: 100,
			typeOptions: { minValue: 0 },
			description:
				'With more items than this in one run, nobody is called. It guards against a wrong list. 0 is off.',
		},
		{
			displayName: 'Max Concurrent Launches',
			name: 'maxConcurrent',
			type: 'number',
			default: 50,
			typeOptions: { minValue: 1 },
			description:
				'Most calls that this node launches at the same moment, in all its executions together. Falls by itself when Nebrija AI asks to slow down.',
		},
		maxWaitOption,
		simplifyOption,
		{
			displayName: 'Skip If Called Within (Minutes)',
			name: 'skipIfCalledWithin',
			type: 'number',
			default: 60,
			typeOptions: { minValue: 0 },
			description:
				'Do not call a number that the same assistant or A/B test has called within this many minutes, in any workflow: that call is returned instead. 0 is off.',
		},
		{
			displayName: 'Test Number',
			name: 'testNumber',
			type: 'string',
			default: '',
			description: 'The phone that rings in a test run, for example your own',
			placeholder: 'e.g. +34 600 111 222',
			displayOptions: { show: { inTestRuns: ['callTestNumber'] } },
		},
		numberTimeZoneOption,
		waitForEndOption,
	],
};
