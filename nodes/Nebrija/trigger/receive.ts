import { sleep } from 'n8n-workflow';

import type { DeliveryMemory } from './deliveries';
import { parseBody, readContent } from './events';
import type { Content, EventName } from './events';
import { believe, examine, keyOf, takeAsItCame } from './prove';
import type { Proven, Refusal } from './prove';
import { readBackPatience } from './readBack';
import type { ReadBack } from './readBack';
import { provenRegistrations } from './registration';
import type { Registration } from './registration';
import { checkSignature } from './signature';
import type { Signed } from './signature';
import { isChosen } from './wanted';
import type { Filters } from './wanted';

/** In bytes, far above any transcript: more is taken in where a signature vouches for it. */
const largestBody = { genuine: 5_000_000, unproven: 1_000_000 };

/** Deliveries nothing vouches for that are being proven in this process; more are asked to come again. */
const mostUnproven = 50;
let unproven = 0;

export interface Delivery {
	headers: Signed['headers'];
	/** Absent where n8n did not read the body as text, as for a form with files. */
	rawBody?: Buffer;
}

export interface Settings {
	registration?: Registration;
	wanted: EventName[];
	filters: Filters;
	readBack: boolean;
	requireSignature: boolean;
	signatureHeader: string;
}

/** What a reception needs of this process; `report` says the same thing only once. */
export interface Means {
	memory: DeliveryMemory;
	readBackAs: (genuine: boolean) => ReadBack;
	report: (message: string) => void;
}

/** The answer to a delivery: an item that starts an execution, a short 200, or a refusal the node must write itself. */
export type Reception = { accepted: Proven } | { ignored: string } | Refusal;

const refuse = (status: number, message: string): Refusal => ({ status, message });

/** For a sender that has waited long enough; the proof may go on without it. */
export const tooLate = refuse(503, 'The call could not be checked with Nebrija AI in time');
const unwanted: Reception = { ignored: 'This event was not asked for' };
const repeated: Reception = { ignored: 'This event was received before' };

/** Decides what becomes of a delivery: size, body, wanted event, repetition, signature, proof, in this order. */
export async function receive(
	{ headers, rawBody }: Delivery,
	settings: Settings,
	means: Means,
): Promise<Reception> {
	if (!rawBody?.length) return refuse(400, 'There is no readable body');
	if (rawBody.length > largestBody.genuine) return refuse(413, 'The body is too large');
	const { registration, wanted, signatureHeader } = settings;
	const signature = checkSignature({ headers, rawBody }, registration?.secret, signatureHeader);
	const genuine = signature === 'genuine';
	if (genuine && registration) provenRegistrations.add(registration.id);
	else if (rawBody.length > largestBody.unproven) return refuse(413, 'The body is too large');

	const body = parseBody(rawBody);
	if (!body) return refuse(400, 'The body is not a JSON object');
	const content = readContent(body);
	const { event, name, callIds } = content;
	if (event && !wanted.includes(event)) {
		means.report(`ignores deliveries of ${event}, which is not among its events`);
		return unwanted;
	}
	if (callIds.length === 0) {
		if (event || !name) return refuse(422, 'The body names no call');
		means.report(`ignores ${JSON.stringify(name)}, which names no call, as a greeting may`);
		return unwanted;
	}
	if (!event && name) {
		means.report(`goes by the call, since nobody knows the event ${JSON.stringify(name)}`);
	}
	if (event && callIds.some((id) => means.memory.isDone(keyOf(id, event)))) return repeated;

	if (!genuine) {
		const refusal = refuseUnproven(signature === 'uncheckable', settings);
		if (refusal) return refusal;
		if (signature === 'wrong') {
			means.report(
				'got a signature that does not match. Until one does, every delivery is checked by reading its call: how Nebrija AI signs is not documented.',
			);
		}
	}
	const { result, isFirst } = means.memory.share(
		`${callIds.join(' ')} ${event ?? name} ${genuine}`,
		() => prove(content, settings, genuine, means),
	);
	if (isFirst) return await result;
	const patience = sleep(readBackPatience.sender);
	const shared = await Promise.race([result, patience.then(() => tooLate)]);
	return 'accepted' in shared ? repeated : shared;
}

/** Nothing but a signature counts where it is required, where nothing is read back, and once one was seen to fit. */
function refuseUnproven(
	uncheckable: boolean,
	{ registration, requireSignature, readBack }: Settings,
): Refusal | undefined {
	const isProven = registration && provenRegistrations.has(registration.id);
	if (!requireSignature && readBack && !isProven) return undefined;
	return uncheckable
		? refuse(503, 'The secret of the registration is not known here: activate the workflow again')
		: refuse(401, 'This trigger accepts deliveries with a genuine signature only');
}

async function prove(
	content: Content,
	settings: Settings,
	genuine: boolean,
	{ memory, readBackAs }: Means,
): Promise<Reception> {
	const { wanted, filters, readBack, registration } = settings;
	const grounds = { wanted, since: registration?.createdAt };
	let proven: Proven | Refusal;
	if (!readBack) {
		proven = takeAsItCame(content, wanted);
	} else if (genuine) {
		proven = await believe(content, grounds, readBackAs(true));
	} else {
		if (unproven >= mostUnproven) return refuse(503, 'Too many deliveries are being checked');
		unproven++;
		proven = await examine(content, grounds, readBackAs(false)).finally(() => unproven--);
	}
	if ('status' in proven) return proven;
	if (!wanted.includes(proven.event) || !isChosen(proven.call, filters)) return unwanted;
	return memory.finish(proven.key) ? { accepted: proven } : repeated;
}
