import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import type { CallingHours } from '../hours/outside';
import type { Window } from '../hours/week';
import { dayNames } from '../hours/words';
import { isTimeZone } from '../hours/zone';
import { ItemProblem } from '../item/problem';
import { readTimeZones } from '../phone/zones';

/** How the days of a week are stored, Monday first. */
const dayValues = dayNames.map((name) => name.toLowerCase());

/** How the hours of the option are stored: each of these holds those of some days. */
const groups = ['window', 'secondWindow', 'thirdWindow'];

/**
 * When the phone of this number may ring; undefined where the user does not ask. An option that protects must not
 * switch itself off, so what cannot be understood is a problem.
 */
export function readCallingHours(
	context: IExecuteSingleFunctions,
	number: string,
): CallingHours | undefined {
	const option = context.getNodeParameter('options.callingHours', null) as IDataObject | null;
	if (option === null) return undefined;
	const given = groups
		.filter((name) => name in Object(option))
		.map((name) => (option[name] ?? {}) as IDataObject);
	if (given.length === 0) {
		throw badHours('hold no hours', 'Add hours to it, or remove the option.');
	}
	return { windows: given.map(readWindow), zones: readZones(context, number) };
}

function badHours(problem: string, advice: string): ItemProblem {
	return new ItemProblem({ message: `The 'Calling Hours' ${problem}`, advice });
}

function readWindow({ from, until, days }: IDataObject): Window {
	const window = { from: readTime(from, 'From'), until: readTime(until, 'Until') };
	if (window.until <= window.from) {
		throw badHours(
			`end at ${String(until)}, which is not after ${String(from)}`,
			'Correct them. The end of the day is 24:00; hours that go past midnight are two, one until 24:00 and one from 00:00.',
		);
	}
	return { ...window, days: readDays(days) };
}

function readTime(value: unknown, displayName: string): number {
	const [, hours, minutes] = /^(\d{1,2}):(\d\d)$/.exec(String(value ?? '').trim()) ?? [];
	const time = Number(hours) * 60 + Number(minutes);
	if (Number(minutes) < 60 && time <= 1_440) return time;
	throw badHours(
		`hold "${String(value ?? '')}" as '${displayName}', which is not a time of the day`,
		'Write it with hours and minutes, e.g. 09:00 or 21:00.',
	);
}

function readDays(value: unknown): number[] {
	const days = Array.isArray(value) ? value.map((day) => dayValues.indexOf(day as string)) : [];
	if (days.length > 0 && !days.includes(-1)) {
		return [...new Set(days)].sort((one, other) => one - other);
	}
	throw badHours(
		days.length === 0 ? 'hold hours without a day' : 'hold a day that does not exist',
		'Choose at least one of the \'Days\'. An expression has to give a list such as ["monday", "friday"].',
	);
}

/** What the user says wins over the number; a place that the platform has no clock for is an unknown one. */
function readZones(context: IExecuteSingleFunctions, number: string): string[] {
	const value = context.getNodeParameter('options.numberTimeZone', '') as unknown;
	const name = String(value ?? '').trim();
	if (name === '') {
		const zones = readTimeZones(number);
		return zones.every(isTimeZone) ? zones : [];
	}
	if (isTimeZone(name)) return [name];
	throw new ItemProblem({
		message: `The 'Time Zone of the Number' "${name}" is unknown`,
		advice: 'Write it as a region and a city, e.g. Europe/Madrid, or leave it empty.',
	});
}
