import { readOne, readCallId } from '../api/envelopes';
import { isAnswer, sendRequest } from '../api/request';
import { ItemProblem, explainFailure } from './errors';
import { readLaunchBody } from './launchBody';
import { perItem } from './perItem';

const unknownParts = {
	404: {
		message:
			'Nebrija AI does not know the assistant, the A/B test or the phone number of this item',
		advice: 'Check the fields Assistant or A/B Test, and Call From. This item was not called.',
	},
};

/** Launches the call of one item, with one POST and no more. */
export const launchOnce = perItem(async function (request) {
	const body = readLaunchBody(this);
	const outcome = await sendRequest(this, { ...request, body });
	if (isAnswer(outcome) && outcome.status < 300) {
		const call = readOne(outcome.body, 'call');
		if (call && readCallId(call)) return [call];
	}
	if (!isAnswer(outcome) ? !outcome.sent : outcome.status >= 400 && outcome.status < 500) {
		throw explainFailure(outcome, unknownParts);
	}
	const { message, details } = explainFailure(outcome, unknownParts);
	throw new ItemProblem(
		{
			message: `${message}. The call may have been placed all the same`,
			advice:
				'Look for the call in Nebrija AI, or with the operation Get Many, before this person is called another time.',
		},
		details,
	);
});
