import { readId } from './answer';
import type { Call } from './call';

/** How far a call has come. `ended` is over, without a word on whether it went well. */
export type CallState = 'running' | 'ended' | 'finished' | 'failed';

/**
 * Statuses of a call that is over. Only `ended` is documented, in examples; `finished` and `failed` are inferred
 * from the names of the events, the others are guesses. An unknown status without end time is still running.
 */
const finalStatuses: Record<string, CallState> = {
	ended: 'ended',
	finished: 'finished',
	completed: 'finished',
	failed: 'failed',
	error: 'failed',
	canceled: 'failed',
	cancelled: 'failed',
	'no answer': 'ended',
	busy: 'ended',
};

/** The state of a call as GET /calls/:id shows it; never to be asked of the answer to a launch, whose example is filler. */
export function readCallState(call: Call): CallState {
	const status = String(call.status ?? '')
		.trim()
		.toLowerCase()
		.replace(/[-_]/g, ' ');
	const state = Object.hasOwn(finalStatuses, status) ? finalStatuses[status] : undefined;
	const over = state ?? (readId(call.endTime) === undefined ? 'running' : 'ended');
	return over === 'ended' && wasSpoken(call) ? 'finished' : over;
}

function wasSpoken({ transcript, durationMinutes }: Call): boolean {
	return Number(durationMinutes) > 0 || readId(transcript) !== undefined;
}

/** True once a call is over, in whatever way. */
export function hasEnded(call: Call): boolean {
	return readCallState(call) !== 'running';
}
