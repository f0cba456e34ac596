import type { INodeExecutionData } from 'n8n-workflow';

import { callPath } from '../api/callPath';
import { hasEnded } from '../api/callStatus';
import { readOne } from '../api/answer';
import { sendRequest } from '../api/request';
import type { Call } from '../api/call';
import { ItemProblem, expectSuccess, unexpectedBody } from '../item/problem';
import { requireLocator } from '../item/parameters';
import { perItem } from '../item/operation';
import { downloadRecording } from './recording';
import { joinRun } from '../launch/run';
import { readMaxWait, waitForEnd } from './waitForEnd';

const noSuchCall = {
	message: 'There is no call with this ID in your Nebrija AI account',
	advice: 'Check the field Call. If it is an expression, check what it gives for this item.',
};

const tooMany = new ItemProblem({
	message: 'Nebrija AI keeps refusing because there are too many requests',
	advice: 'Read fewer calls at a time.',
});

/** Reads one call, waits for its end and downloads its recording where asked. */
export const getCall = perItem(async function (request) {
	const run = joinRun(this, request);
	const callId = requireLocator(this, 'callId', 'Call');
	const url = callPath(callId);
	if (!url) throw new ItemProblem(noSuchCall);
	const maxWait = readMaxWait(this);

	const outcome = await run.reads.through(async () => await sendRequest(this, { ...request, url }));
	if (!outcome) throw tooMany;
	const body = expectSuccess(outcome, { 404: noSuchCall });
	let call: Call | undefined = readOne(body, 'call');
	if (!call) throw unexpectedBody(body, 'a call');
	if (maxWait !== undefined && !hasEnded(call)) {
		call = await waitForEnd(this, run, { ...call, id: callId }, maxWait);
	}

	const item: INodeExecutionData = { json: call };
	if (this.getNodeParameter('options.downloadRecording', false) !== true) return [item];
	const recording = await downloadRecording(this, request, call);
	if ('problem' in recording) return [{ json: { ...call, recordingProblem: recording.problem } }];
	const property = (this.getNodeParameter('options.binaryProperty', 'data') as string) || 'data';
	return [{ ...item, binary: { [property]: recording.file } }];
});
