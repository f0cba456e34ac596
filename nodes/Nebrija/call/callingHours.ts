import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'].map(
	(name) => ({ name, value: name.toLowerCase() }),
);

/** Its fields have no defaults: n8n before 2.41 does not save a group that holds defaults only, nor the option then. */
function hours(displayName: string, name: string): INodePropertyCollection {
	return {
		displayName,
		name,
		values: [
			{
				displayName: 'From',
				name: 'from',
				type: 'string',
				default: '',
				description: 'The first time of the day at which a call may start',
				placeholder: 'e.g. 09:00',
			},
			{
				displayName: 'Until',
				name: 'until',
				type: 'string',
				default: '',
				description: 'From this time on no call starts. The end of the day is 24:00.',
				placeholder: 'e.g. 21:00',
			},
			{
				displayName: 'Days',
				name: 'days',
				type: 'multiOptions',
				default: [],
				options: days,
			},
		],
	};
}

/**
 * Three groups of which each stands once, and not one that is repeated: of the latter n8n shows no default when the
 * option is added, and drops the option when it is saved empty, so that phones would ring at any hour.
 */
export const callingHoursOption: INodeProperties = {
	displayName: 'Calling Hours',
	name: 'callingHours',
	type: 'fixedCollection',
	default: {
		window: {
			from: '09:00',
			until: '21:00',
			days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
		},
	},
	typeOptions: { multipleValues: false },
	description:
		'Call only within these hours, by the clock wherever the called phone may be. Outside of them nobody is called, and the item says from when on (callableFrom). Which hours are allowed is yours to know: for sales calls many countries limit them, Spain and the USA among them. Public holidays are not known.',
	placeholder: 'Add Hours',
	options: [
		hours('Hours', 'window'),
		hours('Second Hours', 'secondWindow'),
		hours('Third Hours', 'thirdWindow'),
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
