import type { INodeProperties } from 'n8n-workflow';

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'].map(
	(name) => ({ name, value: name.toLowerCase() }),
);

export const callingHoursOption: INodeProperties = {
	displayName: 'Calling Hours',
	name: 'callingHours',
	type: 'fixedCollection',
	default: {
		window: [
			{
				from: '09:00',
				until: '21:00',
				days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
			},
		],
	},
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Hours' },
	description:
		"Call only within these hours, by the clock wherever the called phone may be. Choose 'Add Hours' to begin: without any, nothing is limited. Outside of them nobody is called, and the item says from when on (callableFrom). Which hours are allowed is yours to know: for sales calls many countries limit them, Spain and the USA among them. Public holidays are not known.",
	placeholder: 'Add Hours',
	options: [
		{
			displayName: 'Hours',
			name: 'window',
			values: [
				{
					displayName: 'From',
					name: 'from',
					type: 'string',
					default: '09:00',
					description: 'The first time of the day at which a call may start',
					placeholder: 'e.g. 09:00',
				},
				{
					displayName: 'Until',
					name: 'until',
					type: 'string',
					default: '21:00',
					description: 'From this time on no call starts. The end of the day is 24:00.',
					placeholder: 'e.g. 21:00',
				},
				{
					displayName: 'Days',
					name: 'days',
					type: 'multiOptions',
					default: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
					options: days,
				},
			],
		},
	],
};

export const numberTimeZoneOption: INodeProperties = {
	displayName: 'Time Zone of the Number',
	name: 'numberTimeZone',
	type: 'string',
	default: '',
	description:
		"Where the called phone is, for 'Calling Hours'. When empty, it may be wherever its number is in use: a mobile number anywhere in its country.",
	placeholder: 'e.g. Europe/Madrid',
};
