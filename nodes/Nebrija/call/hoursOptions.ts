import type { INodeProperties } from 'n8n-workflow';

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

const time = (displayName: string, name: string, value: string, description: string) =>
	({
		displayName,
		name,
		type: 'string',
		default: value,
		description,
		placeholder: `e.g. ${value}`,
	}) satisfies INodeProperties;

/** When the customer may be called, by the clocks of the place that the number belongs to. */
export const callingHoursOption: INodeProperties = {
	displayName: 'Calling Hours',
	name: 'callingHours',
	type: 'fixedCollection',
	default: { window: [{}] },
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Hours' },
	description:
		'When to call, in the time zone that the number belongs to. Other items are not called, and say from when on they can be. Hours are yours to choose: sales calls may not ring before 8:00 or after 21:00 in the USA, nor before 9:00, after 21:00, on weekends or holidays in Spain. This node knows no public holidays.',
	placeholder: 'Add Hours',
	options: [
		{
			displayName: 'Hours',
			name: 'window',
			values: [
				time('From', 'from', '09:00', 'The first minute of these hours'),
				time('Until', 'until', '21:00', 'The end of these hours: at this minute nobody is called'),
				{
					displayName: 'Days',
					name: 'days',
					type: 'multiOptions',
					default: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
					description: 'The days of the week these hours are for',
					options: days.map((name) => ({ name, value: name.toLowerCase() })),
				},
			],
		},
	],
};

/** Replaces what the number says of its place. */
export const numberTimeZoneOption: INodeProperties = {
	displayName: 'Time Zone of the Number',
	name: 'numberTimeZone',
	type: 'string',
	default: '',
	description:
		"The time zone of the person, for 'Calling Hours', usually by an expression from your CRM. When empty, the number tells: a mobile number may be in any zone of its country, and is called only when it is within the hours in all of them.",
	placeholder: 'e.g. Europe/Madrid',
};
