import { hasEnded, readTimes, showsEnd, wasSpoken } from './call';
import type { Call } from './call';

/** What came of a call, as far as its record tells. */
export const callOutcomes = [
	'running',
	'answered',
	'voicemail',
	'noAnswer',
	'busy',
	'failed',
	'unknown',
] as const;

export type CallOutcome = (typeof callOutcomes)[number];

/** Statuses of a call that is under way; `initiated` is documented, the others are guesses. */
const runningWords = [
	...['initiated', 'created', 'pending', 'scheduled', 'queued', 'dialing', 'ringing'],
	...['connecting', 'connected', 'started', 'active', 'ongoing', 'in progress', 'forwarding'],
];

/**
 * What the words of `status` and `endedReason` say: plain words, and the published vocabulary of Vapi
 * (docs.vapi.ai/calls/call-ended-reason), on which this platform seems to run. A reason that is missing here leaves
 * open whether anybody picked up.
 */
const wordsOf: Partial<Record<CallOutcome, string[]>> = {
	answered: [
		...['answered', 'customer ended call', 'customer ended call before warm transfer'],
		...['customer ended call after warm transfer attempt', 'customer ended call during transfer'],
		...['assistant ended call', 'assistant ended call after message spoken'],
		...['assistant ended call with hangup task', 'assistant said end call phrase'],
		...['assistant said message with end call enabled', 'assistant forwarded call'],
		...['call in progress error transfer failed', 'silence timed out', 'exceeded max duration'],
	],
	voicemail: [
		...['voicemail', 'voice mail', 'voicemail reached', 'voicemail detected'],
		...['answering machine', 'machine detected'],
	],
	noAnswer: [
		...['no answer', 'not answered', 'unanswered', 'did not answer', 'customer did not answer'],
		'call in progress error providerfault outbound sip 408 request timeout',
		'call in progress error providerfault outbound sip 480 temporarily unavailable',
	],
	busy: ['busy', 'line busy', 'line was busy', 'user busy', 'customer busy'],
	failed: [
		...['failed', 'error', 'canceled', 'cancelled', 'manually canceled', 'scheduled call deleted'],
		...['assistant error', 'assistant not found', 'assistant not valid', 'assistant not provided'],
		...[
			'assistant join timed out',
			'twilio failed to connect call',
			'vonage failed to connect call',
		],
		...['twilio reported customer misdialed', 'vonage rejected'],
		'phone call provider bypass enabled but no call received',
	],
};

/** The same vocabulary has families of errors, each with a name for every provider and status. */
const familiesOf: Partial<Record<CallOutcome, RegExp>> = {
	answered: /^call in progress error warm transfer /,
	failed:
		/^(call start error|call ringing error|call in progress error|pipeline (error|no available)|assistant request) /,
};

/** How long after its start a call whose status nobody knows is taken for over. */
export const longestCall = 2 * 60 * 60_000;

/** As plain lower-case words: "The line was busy.", `no_answer` and `noAnswer` are written alike. */
function toWords(text: unknown): string {
	return String(text ?? '')
		.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim()
		.replace(/^the /, '');
}

function tell(text: unknown): CallOutcome | undefined {
	const words = toWords(text);
	return (
		callOutcomes.find((outcome) => wordsOf[outcome]?.includes(words)) ??
		callOutcomes.find((outcome) => familiesOf[outcome]?.test(words))
	);
}

function isUnderWay(call: Call): boolean {
	return !showsEnd(call) && runningWords.includes(toWords(call.status));
}

/**
 * What came of a call: by the words of its reason, then of its status, else by whether anything was spoken. Never
 * guesses from a word it does not know. Not to be asked of the answer to a launch, whose example is filler.
 */
export function readOutcome(call: Call): CallOutcome {
	if (isUnderWay(call)) return 'running';
	const told = tell(call.endedReason) ?? tell(call.status);
	return told ?? (wasSpoken(call) ? 'answered' : 'unknown');
}

/**
 * True once a call is over. Where nobody knows the word of its status, its record must show an end, somebody must
 * have said so, or two hours must have passed since its start by the clock of the API.
 */
export function isOver(call: Call, now: number, said = false): boolean {
	if (hasEnded(call)) return true;
	if (isUnderWay(call)) return false;
	const shown = tell(call.endedReason) ?? tell(call.status);
	const { start = now } = readTimes(call);
	return shown !== undefined || said || now - start > longestCall;
}
