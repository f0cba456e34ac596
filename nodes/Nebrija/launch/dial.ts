import { sleep } from 'n8n-workflow';

import { readOne } from '../api/answer';
import { isAnswer, sendRequest } from '../api/request';
import type { Answer, NoAnswer } from '../api/request';
import { readRetryAfter } from '../api/retryAfter';
import type { Call } from '../api/call';
import { decide } from './verdict';
import { ItemProblem, explainFailure } from '../item/problem';
import { keepCall, lookUp, note, perhapsPlaced } from '../memory/record';
import type { Launch } from '../memory/record';
import { askedFor } from '../memory/ledger';
import { patience } from '../pace/patience';

const notFound = {
	404: {
		message:
			'Nebrija AI does not know the assistant, the A/B test or the phone number of this item',
		advice:
			'Check the fields Assistant or A/B Test, and Call From. If they are right, check the Base URL of the credential.',
	},
};

const slowedDown = new ItemProblem({
	message:
		'Nebrija AI keeps refusing calls because there are too many, so this item was not called',
	advice:
		'Lower Max Concurrent, or set Calls per Minute, in the options of this node. Items that were not called can be run later.',
});

/** Why a launch reached no phone, and that it did not. */
function notCalled(outcome: Answer | NoAnswer): ItemProblem {
	const { message, advice, details } = explainFailure(outcome, notFound);
	return new ItemProblem({ message, advice: `This item was not called. ${advice}` }, details);
}

/** Places the call of one item: sends the launch, and again only where it provably did not reach a phone. */
export async function dial(launch: Launch): Promise<Call> {
	const pauses = [...patience.notSent];
	for (;;) {
		const { outcome, at } = await send(launch);
		switch (decide(outcome)) {
			case 'launched':
				return keepCall(launch, readOne((outcome as Answer).body, 'call') as Call, at);
			case 'unknown':
				return await settleUnknown(launch, outcome, at);
			case 'refused':
				throw notCalled(outcome);
			case 'notSent': {
				const pause = pauses.shift();
				if (pause === undefined) throw notCalled(outcome);
				await sleep(pause, launch.context.getExecutionCancelSignal());
			}
		}
	}
}

/** One launch request; the ledger says `sending` from before it leaves until its outcome is certain. */
async function send(launch: Launch) {
	const { context, request, run, body } = launch;
	const timeout = context.getNodeParameter('requestOptions.timeout', patience.answer) as number;
	const sent = { at: 0 };
	const outcome = await run.starts
		.through(async () => {
			sent.at = Date.now();
			const execution = context.getExecutionId();
			note(launch, { state: 'sending', at: sent.at, with: askedFor(body), execution });
			const outcome = await sendRequest(context, { ...request, body, timeout });
			if (decide(outcome) !== 'unknown') note(launch);
			return outcome;
		})
		.catch((nothingSent: Error) => {
			note(launch);
			throw nothingSent;
		});
	if (outcome === undefined) throw slowedDown;
	return { outcome, at: sent.at };
}

async function settleUnknown(
	launch: Launch,
	outcome: Answer | NoAnswer,
	at: number,
): Promise<Call> {
	const { message, details } = explainFailure(outcome);
	const signal = launch.context.getExecutionCancelSignal();
	if (!signal?.aborted) {
		const asked = isAnswer(outcome) ? readRetryAfter(outcome.headers, Date.now()) : undefined;
		await sleep(Math.min(asked ?? 0, patience.mostSlowDown), signal);
		const { call } = await lookUp(launch, at);
		if (call) return keepCall(launch, call, at);
	}
	throw perhapsPlaced(message, at, details);
}
