import { isoTime } from './clock';
import type { Call, Destiny, PlacedCall, SimulatorOptions, WebhookEvent } from './types';

/** Numbers that do not lead to a conversation; every other number is answered, unless `options.destiny` says otherwise. */
export const specialNumbers: Record<string, Destiny> = {
	'+34600000480': 'noAnswer',
	'+34600000486': 'busy',
	'+34600000404': 'failed',
};

/** What the API says of each destiny. */
export const endedReasons: Record<Destiny, string> = {
	answered: 'The call was completed successfully.',
	voicemail: 'Voicemail reached.',
	noAnswer: 'The customer did not answer.',
	busy: 'The line was busy.',
	failed: 'The number could not be reached.',
};

type Fate = Pick<SimulatorOptions, 'ringMs' | 'talkMs' | 'destiny' | 'customers'>;

/** Says what becomes of a call to this number placed at this moment, after so many earlier ones, and when. */
export function foretell(number: string, placedAt: number, earlier: number, options: Fate) {
	const { destinies = [], analysis } = options.customers[number] ?? {};
	const own = destinies[Math.min(earlier, destinies.length - 1)];
	const destiny = own ?? specialNumbers[number] ?? options.destiny;
	const answeredAt = placedAt + options.ringMs;
	const endsAt = destiny === 'answered' ? answeredAt + options.talkMs : answeredAt;
	return { destiny, answeredAt, endsAt, ...(analysis && { analysis }) };
}

/** The events of a call's life in their order; which outcome counts as failed is a guess. */
export function lifeEvents(call: PlacedCall): Array<{ event: WebhookEvent; at: number }> {
	if (call.destiny === 'failed') return [{ event: 'call.failed', at: call.endsAt }];
	return [
		{ event: 'call.started', at: call.answeredAt },
		{ event: 'call.finished', at: call.endsAt },
	];
}

type View = { now: number; recordings: string; startTime: SimulatorOptions['startTime'] };

/** The call as the API shows it at a moment; `in-progress` and `failed` are inferred statuses. */
export function callAt(call: PlacedCall, { now, recordings, startTime }: View): Call {
	const { customer, phoneNumberId, testId } = call.body;
	const shown: Call = {
		id: call.id,
		status: now < call.answeredAt ? 'initiated' : 'in-progress',
		customer,
		...(call.assistantId && { assistantId: call.assistantId }),
		...(phoneNumberId && { phoneNumberId }),
		...(testId && { testId, testVariant: call.testVariant }),
	};
	return {
		...shown,
		...beginning(call, now, startTime),
		...(now >= call.endsAt && ending(call, recordings)),
	};
}

/** The start that a call shows at a moment, if it shows any. */
export function startShown(
	call: PlacedCall,
	now: number,
	{ startTime: shows }: Pick<SimulatorOptions, 'startTime'>,
): number | undefined {
	const startsAt = shows === 'whenPlaced' ? call.placedAt : call.answeredAt;
	const started = now >= startsAt && (shows !== 'onlyIfAnswered' || call.destiny === 'answered');
	return shows !== 'never' && started ? startsAt : undefined;
}

function beginning(call: PlacedCall, now: number, startTime: View['startTime']): Partial<Call> {
	const startsAt = startShown(call, now, { startTime });
	if (startsAt !== undefined) return { startTime: isoTime(startsAt) };
	return startTime === 'onlyIfAnswered' ? { startTime: null } : {};
}

function ending(call: PlacedCall, recordings: string): Partial<Call> {
	const talked = call.destiny === 'answered';
	const durationMinutes = talked ? (call.endsAt - call.answeredAt) / 60_000 : 0;
	return {
		status: call.destiny === 'failed' ? 'failed' : 'ended',
		endTime: isoTime(call.endsAt),
		durationMinutes,
		cost: Number((durationMinutes * 0.15).toFixed(4)),
		endedReason: endedReasons[call.destiny],
		transcript: talked ? 'Asistente: Hola, ¿le llamo en buen momento? Cliente: Sí, dígame.' : null,
		recordingUrl: talked ? `${recordings}/${call.id}.mp3` : null,
		analysis: talked
			? (call.analysis ?? { sentiment: 'positive', keywords: ['cita', 'interés'] })
			: {},
		transferDestination: {},
	};
}
