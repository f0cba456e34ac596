import { NodeApiError } from 'n8n-workflow';
import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { readAccountList } from './account';
import type { AccountList, Unread } from './account';
import { isObject, readId as readText } from '../api/answer';
import { readCallId, readTimes } from '../api/call';

/** How one list becomes a dropdown. */
interface Dropdown {
	readEntryId: (entry: IDataObject) => string | undefined;
	/** What the user recognises an entry by; absent parts are left out. */
	describe: (entry: IDataObject, timezone: string) => Array<string | undefined>;
	/** Said when the account holds none. */
	whenEmpty: Unread;
}

const firstOf = (entry: IDataObject, ...keys: string[]) =>
	keys.map((key) => readText(entry[key])).find((text) => text !== undefined);

const readEntryId = (entry: IDataObject) => firstOf(entry, 'id', '_id');
const readName = (entry: IDataObject) => firstOf(entry, 'name', 'displayName', 'label', 'number');

const dropdowns: Record<AccountList, Dropdown> = {
	assistants: {
		readEntryId: (entry) => firstOf(entry, 'id', 'assistantId', '_id'),
		describe: (entry) => [readName(entry)],
		whenEmpty: {
			message: 'There are no assistants in this Nebrija AI account',
			advice: 'Create one in Nebrija AI, then open this list again.',
		},
	},
	abTests: {
		readEntryId,
		describe: (entry) => [readName(entry), readText(entry.status)],
		whenEmpty: {
			message: 'There are no A/B tests in this Nebrija AI account',
			advice:
				"Create one in Nebrija AI, then open this list again. Or set 'Call With' to 'Assistant'.",
		},
	},
	phoneNumbers: {
		readEntryId,
		describe: (entry) => [firstOf(entry, 'label', 'name', 'displayName'), readText(entry.number)],
		whenEmpty: {
			message: 'There are no phone numbers in this Nebrija AI account',
			advice: 'Leave this field empty to let Nebrija AI choose.',
		},
	},
	calls: {
		readEntryId: readCallId,
		describe: ({ customer, status, ...call }, timezone) => [
			isObject(customer) ? readText(customer.number) : undefined,
			readText(status),
			toLocalTime(readTimes(call).start, timezone),
		],
		whenEmpty: {
			message: 'There are no calls in this Nebrija AI account yet',
			advice: 'Launch one first, then open this list again.',
		},
	},
};

/** Fills the dropdown of assistants; what the user types is looked for on our side, since the API cannot. */
export const searchAssistants = searching('assistants');

/** Fills the dropdown of A/B tests, each with its status. */
export const searchAbTests = searching('abTests');

/** Fills the dropdown of phone numbers one can call from. */
export const searchPhoneNumbers = searching('phoneNumbers');

/** Fills the dropdown of the latest calls: number, status and local time of each. */
export const searchCalls = searching('calls');

function searching(list: AccountList) {
	const { readEntryId, describe, whenEmpty } = dropdowns[list];
	return async function (this: ILoadOptionsFunctions, filter = ''): Promise<INodeListSearchResult> {
		const reading = await readAccountList(this, list);
		if ('unread' in reading) throw refusal(this, reading.unread);
		const results = reading.found.flatMap((entry): INodeListSearchItems[] => {
			const value = readEntryId(entry);
			if (value === undefined) return [];
			const parts = describe(entry, this.getTimezone()).filter((part) => part !== undefined);
			return [{ name: parts.join(' · ') || value, value }];
		});
		if (results.length === 0) throw refusal(this, reading.found.length ? withoutIds : whenEmpty);
		return { results: results.filter(fits(filter)) };
	};
}

const withoutIds = {
	message: 'Nebrija AI answered with a list in which no entry has an ID',
	advice: "Enter the ID by hand with 'By ID'.",
};

/** The only kind of error whose advice and status n8n hands on to the dropdown (response-helper.ts). */
function refusal(
	context: ILoadOptionsFunctions,
	{ message, advice, status }: Unread,
): NodeApiError {
	const httpCode = status === undefined ? undefined : String(status);
	const error = new NodeApiError(
		context.getNode(),
		{ message },
		{ message, description: advice, httpCode },
	);
	return Object.assign(error, { message });
}

/** Without accents and capitals: what people type. */
const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

function fits(filter: string) {
	const words = plain(filter).split(/\s+/).filter(Boolean);
	return ({ name, value }: INodeListSearchItems) => {
		const text = plain(`${name} ${value}`);
		return words.every((word) => text.includes(word));
	};
}

/** As "2026-01-31 09:05 CET", in the time zone of the workflow; undefined for what is no time. */
function toLocalTime(time: number | undefined, timeZone: string): string | undefined {
	if (time === undefined) return undefined;
	const date = new Date(time);
	const local = date.toLocaleString('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
	const named = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'short' });
	const zone = named.formatToParts(date).find(({ type }) => type === 'timeZoneName')?.value;
	return [local, zone].filter(Boolean).join(' ');
}
