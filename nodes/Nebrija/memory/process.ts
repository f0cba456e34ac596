import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { credentialName } from '../api/request';
import type { LaunchBody } from '../api/call';
import { askedFor } from './ledger';
import type { Entry } from './ledger';

/** In milliseconds; far longer than a new call needs to show in the list of calls. */
const remembered = 15 * 60_000;

const launches = new Map<string, Entry>();

const turns = new Map<string, Promise<unknown>>();

/** Whose phone an account calls, the same for all executions. */
export function phoneOf(context: IExecuteSingleFunctions, body: LaunchBody): string {
	return JSON.stringify([
		context.getNode().credentials?.[credentialName]?.id,
		body.customer.number,
	]);
}

/** Writes down what every execution of this n8n process has to know of a launch; no entry takes it back. */
export function noteLaunch(phone: string, body: LaunchBody, entry?: Entry): void {
	const key = phone + askedFor(body);
	launches.delete(key);
	if (entry) launches.set(key, entry);
	for (const [old, { at }] of launches) {
		if (at > Date.now() - remembered) break;
		launches.delete(old);
	}
}

/** The last launch to this phone with the same assistant or A/B test, whichever execution of this process sent it. */
export function lastLaunch(phone: string, body: LaunchBody): Entry | undefined {
	return launches.get(phone + askedFor(body));
}

/** Runs tasks for the same phone one after the other, whichever executions of this process they belong to. */
export async function inTurn<T>(phone: string, task: () => Promise<T>): Promise<T> {
	const turn = (turns.get(phone) ?? Promise.resolve()).then(task);
	const over: Promise<unknown> = turn
		.catch(() => undefined)
		.then(() => turns.get(phone) === over && turns.delete(phone));
	turns.set(phone, over);
	return await turn;
}
