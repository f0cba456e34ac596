import { readOne } from '../api/envelopes';
import { sendRequest } from '../api/request';
import { ItemProblem, expectSuccess, unexpectedBody } from './errors';
import { requireLocator } from './parameters';
import { perItem } from './perItem';

const noSuchCall = {
	message: 'There is no call with this ID in your Nebrija AI account',
	advice: 'Check the field Call. If it is an expression, check what it gives for this item.',
};

/** Reads one call; an id that could lead to another address than a call is refused. */
export const getCall = perItem(async function (request) {
	const callId = requireLocator(this, 'callId', 'Call');
	if (/^\.+$/.test(callId)) throw new ItemProblem(noSuchCall);
	const url = `/calls/${encodeURIComponent(callId)}`;
	const body = expectSuccess(await sendRequest(this, { ...request, url }), { 404: noSuchCall });
	const call = readOne(body, 'call');
	if (!call) throw unexpectedBody(body, 'a call');
	return [call];
});
