import { sleep } from 'n8n-workflow';
import type { IWebhookFunctions } from 'n8n-workflow';

import { readCall } from '../api/call';
import type { CallReading } from '../api/call';
import { isAnswer, isRateLimited, isSuccess, sendRequest } from '../api/request';
import type { Outcome } from '../api/request';
import { Pacer } from '../pace/pacer';

/** What reading a call back gave; `denied` is what no second try can change, such as a token that is refused. */
export type Reading = CallReading | { problem: 'denied'; reason: string; outcome?: Outcome };

/** In milliseconds: a sender that waits five seconds for its answer must still get one. */
export const readBackPatience = {
	/** For one answer. */
	answer: 2_000,
	/** As long as the sender waits. */
	sender: 4_000,
	/** For a signed delivery: after that it is output as it came, and the sender still waits. */
	signed: 3_500,
	/** For a delivery nothing vouches for: after the sender got its answer, reading goes on. */
	total: 120_000,
	/** Before each further try; the last one stays. */
	pauses: [300, 700, 1_000, 2_000, 4_000, 8_000, 15_000],
};

/** Nobody but us decides how often a stranger makes this process ask. */
const readsOfStrangers = new Pacer({ most: 8, spacing: 0, mostWait: 2_000 });

/**
 * Reads the call that has one of these ids, again while what is made of it may change, and gives that. Where a signature
 * vouches for the delivery, only as long as the sender waits, since then it can be output as it came; else longer, but no
 * more than eight of them at the same time. A call that is unknown is asked for once more, since nobody knows how soon the
 * API shows one.
 */
export async function readBack<T extends { mayChange?: boolean }>(
	context: IWebhookFunctions,
	callIds: string[],
	genuine: boolean,
	judge: (reading: Reading) => T,
): Promise<T> {
	const { answer, signed, total, pauses } = readBackPatience;
	const deadline = Date.now() + (genuine ? signed : total);
	let last: Reading = { problem: 'unavailable', reason: 'no time was left to ask' };
	for (let tries = 0; ; tries++) {
		const timeout = Math.max(1, Math.min(answer, deadline - Date.now()));
		const read = async () => await readFirst(context, callIds, timeout);
		const next = genuine ? await read() : await readsOfStrangers.through(read);
		if (next && ('call' in next || !('call' in last))) last = next;
		const mayShowYet = 'problem' in last && last.problem === 'unknown' && tries === 0;
		const verdict = judge(last);
		const pause = pauses[Math.min(tries, pauses.length - 1)];
		const isFinal = !verdict.mayChange && !mayShowYet;
		if (isFinal || Date.now() + pause >= deadline) return verdict;
		await sleep(pause);
	}
}

const isDenial = (outcome: Outcome | undefined) =>
	outcome !== undefined && isAnswer(outcome) && [401, 403].includes(outcome.status);

/**
 * The first of these ids that the API knows. An answer about one says nothing of the others, whatever its status, unless
 * the API cannot answer now. Never rejects, since the delivery must be answered all the same.
 */
async function readFirst(
	context: IWebhookFunctions,
	callIds: string[],
	timeout: number,
): Promise<Reading> {
	let last: Reading = { problem: 'unknown', reason: 'there is no ID' };
	let denial: string | undefined;
	try {
		for (const id of callIds) {
			const reading = await readCall(context, { timeout }, id);
			if ('call' in reading) return reading;
			const { outcome, problem, reason } = reading;
			if (isDenial(outcome)) denial = reason;
			else if (problem === 'unavailable') last = reading;
			if (outcome && (!isAnswer(outcome) || isRateLimited(outcome))) return reading;
		}
		return denial === undefined ? last : await askWhetherDenied(context, timeout, denial, last);
	} catch (error) {
		return { problem: 'denied', reason: (error as Error).message };
	}
}

/** Whether it is the token that is refused, or only what was asked for: some answer 403 for what does not exist. */
async function askWhetherDenied(
	context: IWebhookFunctions,
	timeout: number,
	reason: string,
	otherwise: Reading,
): Promise<Reading> {
	const qs = { limit: 1 };
	const outcome = await sendRequest(context, { timeout, method: 'GET', url: '/calls', qs });
	if (isDenial(outcome)) return { problem: 'denied', reason };
	return isSuccess(outcome) ? otherwise : { problem: 'unavailable', reason };
}
