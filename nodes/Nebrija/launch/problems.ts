import type { IDataObject } from 'n8n-workflow';

import type { Outcome } from '../api/request';
import { ItemProblem, explainFailure } from '../item/problem';
import type { Testimony } from '../list/proof';
import type { Launch } from './openLaunch';

const notFound = {
	404: {
		message:
			'Nebrija AI does not know the assistant, the A/B test or the phone number of this item',
		advice:
			"Check the fields 'Assistant' or 'A/B Test', and 'Call From'. If they are right, check the 'Base URL' of the credential.",
	},
};

/** Why a launch reached no phone, and that it did not. */
export function notCalled(outcome: Outcome): ItemProblem {
	const { message, advice, details } = explainFailure(outcome, notFound);
	return new ItemProblem({ message, advice: `This item was not called. ${advice}` }, details);
}

/** The problem of an item that the API refused for too long because there are too many. */
export function slowedDown(): ItemProblem {
	return new ItemProblem({
		message:
			'Nebrija AI keeps refusing calls because there are too many, so this item was not called',
		advice:
			"Lower the option 'Max Concurrent Launches' or 'Calls per Minute' of this node, or add it. Items that were not called can be run later.",
	});
}

/** The problem of an item whose turn had not come when the execution was stopped. */
export function stoppedBefore(): ItemProblem {
	return new ItemProblem({
		message: 'The execution was stopped before this item was called',
		advice:
			'This item was not called. If this execution is retried, calls that were placed are output and not placed again.',
	});
}

/** The problem of a launch whose outcome stays unknown: nobody may send it again on the strength of this message. */
export function perhapsPlaced(
	reason: string,
	{ body, record }: Launch,
	possible: string[] = [],
	details: IDataObject = {},
): ItemProblem {
	const { number } = body.customer;
	const sentAt = new Date(record.known!.at).toISOString();
	const some = possible.slice(0, 5).join(', ');
	const candidates = some === '' ? '' : ` It could be ${some}.`;
	return new ItemProblem(
		{
			message: `${reason}. The call may have been placed all the same, so do not call this number again before you have checked`,
			advice: `Look in Nebrija AI, or with the operation 'Get Many' and the filter 'Customer Number', for a call to ${number} that started at about ${sentAt} (UTC).${candidates} This execution does not place it a second time, but 'Execute step' and 'Debug in editor' would. Once you know that there is none, run the workflow anew for this item.`,
		},
		{
			...details,
			mayHaveBeenPlaced: true,
			sentAt,
			...(possible.length > 0 && { possibleCalls: possible }),
		},
	);
}

/** The problem of an item to whose number another call is of unknown outcome. */
export function perhapsCalled(inThisExecution: boolean): ItemProblem {
	const who = inThisExecution ? 'Another call of this execution' : 'A call of another execution';
	return new ItemProblem({
		message: `${who} to this number got no clear answer and may have been placed, so this item was not called`,
		advice: "Look for that call first, for example with the operation 'Get Many'.",
	});
}

/** The problem of an item that must not call anybody before the list of calls has answered a question. */
export function unreadList(question: string, { message }: Error): ItemProblem {
	return new ItemProblem({
		message: `The list of calls could not be read to see ${question}, so this item was not called. ${message}`,
		advice: 'Nobody is called before Nebrija AI shows that list again.',
	});
}

/** The same where the list was read, but cannot tell: it is old, empty or wrong against better knowledge, or too short. */
export function unprovenList(
	question: string,
	{ fresh, missing, calls: { length } }: Testimony,
	advice: string,
): ItemProblem {
	if (!fresh) {
		return new ItemProblem({
			message: `The list of calls seems to be an old one, so it cannot tell ${question}, and this item was not called`,
			advice:
				'Check the clock of the machine n8n runs on. If it is right, something between n8n and Nebrija AI answers from a cache.',
		});
	}
	if (length === 0) {
		return new ItemProblem({
			message: `The list of calls is empty, which does not prove ${question}, so this item was not called`,
			advice: `Check in Nebrija AI whether the API token may list calls. ${advice}`,
		});
	}
	if (missing) {
		return new ItemProblem({
			message: `The list of calls does not show the call ${missing.id}, which was placed at ${new Date(missing.at).toISOString()} (UTC), or dates it earlier, so it cannot tell ${question}, and this item was not called`,
			advice:
				'Calls may stand in that list late, or not all of them. It is believed again once it shows that call, or a day later.',
		});
	}
	return new ItemProblem({
		message: `The list of calls ends after ${length} calls and does not reach back far enough to see ${question}, so this item was not called`,
		advice: `${advice} Or call a phone of your own once or twice: if the list is longer then, it holds all calls.`,
	});
}

/** The same where the list holds calls that may have gone to this number. */
export function unclearCalls(
	question: string,
	number: string,
	ids: string[],
	why: string,
): ItemProblem {
	return new ItemProblem(
		{
			message: `The list of calls does not tell ${question}, because ${why}, so this item was not called`,
			advice: `Look in Nebrija AI whether ${number} was called: ${ids.slice(0, 5).join(', ')}${ids.length > 5 ? ', …' : ''}.`,
		},
		{ possibleCalls: ids.slice(0, 50) },
	);
}

/** The same where a call to this number may be under way that the list does not show yet. */
export function hiddenCall(question: string, number: string, believedFrom: number): ItemProblem {
	return new ItemProblem({
		message: `The list of calls may not show every call yet, so it does not tell ${question}, and this item was not called`,
		advice: `Look in Nebrija AI whether ${number} was called. From ${new Date(believedFrom).toISOString()} (UTC) on the list is believed, and earlier once it shows a call that has just begun.`,
	});
}

/** The problem of an item whose call was placed, but whose end was not waited for. */
export function stoppedWaiting(callId: string): ItemProblem {
	return new ItemProblem(
		{
			message: 'The execution was stopped while it waited for the end of this call',
			advice: `The call was placed: its ID is ${callId}. The operation 'Get Call' reads it.`,
		},
		{ callId },
	);
}
