import type { IDataObject } from 'n8n-workflow';

import { parseBody, readContent } from './events';
import type { EventName } from './events';
import type { DeliveryMemory } from './deliveries';
import { eventOf, prove } from './prove';
import type { Proven, ReadBack, Refusal } from './prove';
import { checkSignature } from './signature';
import type { Signed } from './signature';

/** Far above any transcript, far below what n8n itself takes in (16 MB). */
const largestBody = 5_000_000;

export interface Delivery {
	headers: Signed['headers'];
	/** Absent where n8n did not read the body as text, as for a form with files. */
	rawBody?: Buffer;
}

export interface Settings {
	secret?: string;
	wanted: EventName[];
	readBack: boolean;
	requireSignature: boolean;
	signatureHeader: string;
	/** Deliveries remembered from before a restart. */
	delivered: string[];
}

/** The answer to a delivery: an item that starts an execution, a short 200, or a refusal the node must write itself. */
export type Reception =
	| { accepted: Proven; key: string }
	| { ignored: string }
	| { refused: Refusal };

const refuse = (status: number, message: string): Reception => ({ refused: { status, message } });

function refuseUnsigned(uncheckable: boolean): Reception {
	return uncheckable
		? refuse(503, 'The secret of the registration is not known here: activate the workflow again')
		: refuse(401, 'This trigger accepts signed deliveries only');
}

/**
 * Decides what becomes of a delivery: size, signature, wanted event, repetition, proof, in this order. With
 * read-back off nothing but the signature speaks for a delivery, so then an unsigned one is always refused.
 */
export async function receive(
	{ headers, rawBody }: Delivery,
	settings: Settings,
	readBack: ReadBack,
	memory: DeliveryMemory,
): Promise<Reception> {
	if (!rawBody?.length) return refuse(400, 'There is no readable body');
	if (rawBody.length > largestBody) return refuse(413, 'The body is too large');
	const { secret, wanted, delivered } = settings;
	const signature = checkSignature({ headers, rawBody }, secret, settings.signatureHeader);
	if (signature === 'wrong') return refuse(401, 'The signature does not match');
	const genuine = signature === 'genuine';
	if (!genuine && (settings.requireSignature || !settings.readBack)) {
		return refuseUnsigned(signature === 'uncheckable');
	}

	const body = parseBody(rawBody);
	if (!body) return refuse(400, 'The body is not a JSON object');
	const { event, callId, call } = readContent(body);
	const isWanted = (name: EventName) => wanted.includes(name);
	const unwanted = { ignored: 'This event was not asked for' };
	if (event === 'other' || (event && !isWanted(event))) return unwanted;
	if (callId === undefined) return refuse(422, 'The body names no call');

	const isKnown = (key: string) => memory.has(key) || delivered.includes(key);
	const repeated = { ignored: 'This event was received before' };
	if (event && isKnown(keyOf(callId, event))) return repeated;
	const claim = `${callId} ${event} ${genuine}`;
	const { result, first } = await memory.share(claim, async (): Promise<Reception> => {
		const proven = settings.readBack
			? await prove({ event, callId, call }, { wanted, genuine }, readBack)
			: { event: event ?? eventOf('ended', wanted), call };
		if ('status' in proven) return { refused: proven };
		if (!isWanted(proven.event)) return unwanted;
		const key = keyOf(idOf(proven.call) ?? callId, proven.event);
		if (isKnown(key)) return repeated;
		memory.add(key);
		return { accepted: proven, key };
	});
	return first || !('accepted' in result) ? result : repeated;
}

/** A repeated delivery is told by call and event: no delivery id is known. */
function keyOf(callId: string, event: EventName): string {
	return `${callId} ${event}`;
}

function idOf({ id }: IDataObject): string | undefined {
	return typeof id === 'string' && id.trim() !== '' ? id.trim() : undefined;
}
