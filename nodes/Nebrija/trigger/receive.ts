import type { INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';

import { parseBody, readContent } from './content';
import type { DeliveryMemory } from './deliveries';
import { keyOf, prove, refuse } from './prove';
import type { Refusal } from './prove';
import { readBackPatience } from './readBack';
import { provenRegistrations } from './registration';
import { readSettings } from './settings';
import { checkSignature } from './signature';
import { within } from './within';

/** In bytes, far above any transcript: more is taken in where a signature vouches for it. */
const largestBody = { genuine: 5_000_000, unproven: 1_000_000 };

/** The answer to a delivery: an item that starts an execution, a short 200, or a refusal the node must write itself. */
export type Reception =
	| { accepted: INodeExecutionData; key: string }
	| { ignored: string }
	| Refusal;

/** For a sender that has waited long enough; the proof may go on without it. */
export const tooLate = refuse(503, 'The call could not be checked with Nebrija AI in time');
const unwanted: Reception = { ignored: 'This event was not asked for' };
const repeated: Reception = { ignored: 'This event was received before' };

/** Decides what becomes of a delivery: size, body, wanted event, repetition, signature, proof, in this order. */
export async function receive(
	context: IWebhookFunctions,
	memory: DeliveryMemory,
): Promise<Reception> {
	const { headers, rawBody } = context.getRequestObject();
	const settings = readSettings(context);
	const { registration, signatureHeader, requireSignature, readBack } = settings;
	if (!rawBody?.length) return refuse(400, 'There is no readable body');
	if (rawBody.length > largestBody.genuine) return refuse(413, 'The body is too large');
	const signature = checkSignature({ headers, rawBody }, registration?.secret, signatureHeader);
	const genuine = signature === 'genuine';
	if (genuine && registration) provenRegistrations.add(registration.id);
	else if (rawBody.length > largestBody.unproven) return refuse(413, 'The body is too large');

	const body = parseBody(rawBody);
	if (!body) return refuse(400, 'The body is not a JSON object');
	const content = readContent(body);
	const { event, name, callIds } = content;
	if (event && !settings.events.includes(event)) {
		reportOnce(context, `ignores deliveries of ${event}, which is not among its events`);
		return unwanted;
	}
	if (callIds.length === 0) {
		if (event || !name) return refuse(422, 'The body names no call');
		reportOnce(context, `ignores ${JSON.stringify(name)}, which names no call, as a greeting may`);
		return unwanted;
	}
	if (!event && name) {
		reportOnce(context, `goes by the call, since nobody knows the event ${JSON.stringify(name)}`);
	}
	if (event && memory.isDone(keyOf(callIds[0], event))) return repeated;

	/** Nothing but a signature counts where it is required, where nothing is read back, and once one was seen to fit. */
	const isProven = registration && provenRegistrations.has(registration.id);
	if (!genuine && (requireSignature || !readBack || isProven)) {
		return registration
			? refuse(401, 'This trigger accepts deliveries with a genuine signature only')
			: refuse(
					503,
					'The secret of the registration is not known here: activate the workflow again',
				);
	}
	if (signature === 'wrong') {
		reportOnce(
			context,
			'got a signature that does not match. Until one does, every delivery is checked by reading its call: how Nebrija AI signs is not documented.',
		);
	}
	const delivery = `${callIds.join(' ')} ${event ?? name} ${genuine}`;
	const { result, isFirst } = memory.share(delivery, async (): Promise<Reception> => {
		const proven = await prove(context, content, genuine, settings);
		if ('status' in proven) return proven;
		if (!settings.isWanted(proven)) return unwanted;
		const accepted = settings.toItem(proven, new Date().toISOString());
		return memory.finish(proven.key) ? { accepted, key: proven.key } : repeated;
	});
	if (isFirst) return await result;
	const shared = await within(readBackPatience.sender, result, tooLate);
	return 'accepted' in shared ? repeated : shared;
}

const mostReports = 1_000;
const reported = new Set<string>();

function reportOnce(context: IWebhookFunctions, message: string): void {
	const text = `Nebrija Call Trigger (${context.getNode().name}) ${message}`;
	if (reported.has(text) || reported.size >= mostReports) return;
	reported.add(text);
	context.logger.warn(text);
}
