import type { Call } from '../api/call';
import { readRetryAfter, sendRequest } from '../api/request';
import type { Outcome } from '../api/request';
import { outsideHours } from '../hours/outside';
import { explainFailure } from '../item/problem';
import { takeTurn } from '../memory/process';
import { patience } from '../pace/patience';
import { sleep } from '../pace/sleep';
import { earlierCall } from './earlierCall';
import { notCalledNow } from './instead';
import type { Ending } from './instead';
import { notCalled, perhapsPlaced, slowedDown } from './problems';
import { adopt, lookFor, recall } from './recall';
import type { Launch } from './openLaunch';
import { decide } from './verdict';
import type { Verdict } from './verdict';

/** One launch request and what it means; `endTurn` is left to the caller where the outcome is unknown. */
interface Sent {
	outcome: Outcome;
	verdict: Verdict;
	endTurn: () => void;
}

const justLaunched = new WeakSet<Call>();

/** Whether this is the answer to a launch, which can say nothing yet of how the call went. */
export function isJustLaunched(call: Call): boolean {
	return justLaunched.has(call);
}

/**
 * The call of this item, or of this person, that is placed already, given out at any hour; or that this is not the hour
 * to call. Asked while no other task deals with the phone. A test call never counts as one to the customer, and the
 * tester wants to hear every one.
 */
async function whyNotCall(launch: Launch): Promise<Ending | undefined> {
	const call = (await recall(launch)) ?? (launch.isTest ? undefined : await earlierCall(launch));
	if (call) return { call };
	const outside = outsideHours(launch.hours);
	return outside && { notCalled: notCalledNow(launch.body.customer.number, outside) };
}

/**
 * Places the call of one item: sends the launch, and again only where it provably did not reach a phone. Who is not
 * called hears so at once; who is called waits for a place first, and is asked about again there.
 */
export async function dial(launch: Launch): Promise<Ending> {
	const { run, record, signal } = launch;
	const endTurn = await takeTurn(record.account, record.identity.phone, signal);
	const instead = await whyNotCall(launch).finally(endTurn);
	if (instead) return instead;
	for (let tries = 0; ; tries++) {
		const sent = await run.starts.through(async () => await sendInTurn(launch), signal);
		if (!sent) throw slowedDown();
		if ('instead' in sent) return sent.instead;
		const { verdict, outcome } = sent;
		if (verdict.is === 'launched') {
			justLaunched.add(verdict.call);
			return { call: verdict.call };
		}
		if (verdict.is === 'unknown') {
			return { call: await settleUnknown(launch, sent).finally(sent.endTurn) };
		}
		const pause = patience.notSent[tries];
		if (verdict.is === 'refused' || pause === undefined) throw notCalled(outcome);
		await sleep(pause, signal);
	}
}

/**
 * Sends the launch when the phone is free, unless somebody else has called it, or the hour for it has passed, while this
 * item waited for its place. The ledger says `sending` from before it leaves until its outcome is certain.
 */
async function sendInTurn(
	launch: Launch,
): Promise<Sent | { outcome?: undefined; instead: Ending }> {
	const { context, request, body, record, signal } = launch;
	const endTurn = await takeTurn(record.account, record.identity.phone, signal);
	let verdict: Verdict | undefined;
	try {
		const instead = await whyNotCall(launch);
		if (instead) return { instead };
		const timeout = context.getNodeParameter('requestOptions.timeout', 0) as number;
		record.sending();
		const outcome = await sendRequest(context, {
			...request,
			body,
			timeout: timeout || patience.answer,
		}).catch((nothingSent: Error) => {
			record.nothingSent();
			throw nothingSent;
		});
		verdict = decide(outcome);
		if (verdict.is === 'launched') record.placed(verdict.id);
		else if (verdict.is !== 'unknown') record.nothingSent();
		return { outcome, verdict, endTurn };
	} finally {
		if (verdict?.is !== 'unknown') endTurn();
	}
}

async function settleUnknown(launch: Launch, { outcome }: Sent): Promise<Call> {
	const { signal } = launch;
	const { message, details } = explainFailure(outcome);
	let possible: string[] = [];
	if (!signal?.aborted) {
		const asked = readRetryAfter(outcome, Date.now()) ?? 0;
		await sleep(Math.min(asked, patience.mostSlowDown), signal);
		const finding = await lookFor(launch);
		if (finding.call) return adopt(launch, finding.call);
		possible = finding.possible;
	}
	throw perhapsPlaced(message, launch, possible, details);
}
