import type { IExecuteSingleFunctions, INodeExecutionData } from 'n8n-workflow';

import { hasEnded } from '../api/call';
import type { Call, CallReading } from '../api/call';
import { itemOperation } from '../item/operation';
import type { ItemRequest } from '../item/operation';
import { requireLocator } from '../item/parameters';
import { ItemProblem, expectSuccess, unexpectedBody } from '../item/problem';
import { memoryOf } from '../memory/ledger';
import { Reader, tooMany } from './reader';
import { downloadRecording } from './recording';
import { readMaxWait, waitForEnd } from './waitForEnd';

const noSuchCall = {
	message: 'There is no call with this ID in your Nebrija AI account',
	advice: "Check the field 'Call'. If it is an expression, check what it gives for this item.",
};

const readers = new WeakMap<object, Reader>();

/** The reader that all items of a node in one execution share. */
function readerOf(context: IExecuteSingleFunctions, request: ItemRequest): Reader {
	const memory = memoryOf(context);
	const reader = readers.get(memory) ?? new Reader(request);
	readers.set(memory, reader);
	return reader;
}

/** Reads one call, waits for its end and downloads its recording where asked. */
export const getCall = itemOperation(async function (request) {
	const callId = requireLocator(this, 'callId', 'Call');
	const maxWait = readMaxWait(this);
	const reader = readerOf(this, request);
	let call = expectCall(await reader.call(this, callId));
	if (maxWait !== undefined && !hasEnded(call)) {
		call = await waitForEnd(this, reader, call, maxWait);
	}

	const item: INodeExecutionData = { json: call };
	if (this.getNodeParameter('options.downloadRecording', false) !== true) return [item];
	const recording = await downloadRecording(this, request, call);
	if ('problem' in recording) return [{ json: { ...call, recordingProblem: recording.problem } }];
	const property = (this.getNodeParameter('options.binaryProperty', 'data') as string) || 'data';
	return [{ ...item, binary: { [property]: recording.file } }];
});

function expectCall(reading: CallReading | undefined): Call {
	if (!reading) throw tooMany();
	if ('call' in reading) return reading.call;
	if (!reading.outcome) throw new ItemProblem(noSuchCall);
	throw unexpectedBody(expectSuccess(reading.outcome, { 404: noSuchCall }), 'this call');
}
