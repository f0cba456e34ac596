import type { Call } from '../../nodes/Nebrija/api/call';
import { isOver, readOutcome } from '../../nodes/Nebrija/api/callOutcome';

const endTime = '2026-01-31T09:05:00Z';
const spoken = { transcript: 'Hello?', durationMinutes: 1.5 };

describe('The outcome of a call', () => {
	it.each<[string, Call]>([
		['running', { status: 'initiated' }],
		['running', { status: 'In-Progress', transcript: 'Hello?' }],
		['running', { status: 'in_progress', endedReason: 'filler', endTime: null }],
		['answered', { status: 'in-progress', endTime, ...spoken }],
		['unknown', { status: 'initiated', endTime }],
		['unknown', { status: 'initiated', endedAt: endTime }],
		['running', { status: 'initiated', endedAt: 0 }],
		['answered', { status: 'ended', ...spoken }],
		['answered', { status: 'ended', durationMinutes: 0.1 }],
		['answered', { status: 'completed', endedReason: 'customer-ended-call' }],
		['answered', { status: 'ended', endedReason: 'assistant-said-end-call-phrase' }],
		['answered', { status: 'ended', endedReason: 'exceeded-max-duration' }],
		['answered', { status: 'ended', endedReason: 'call.in-progress.error-transfer-failed' }],
		[
			'answered',
			{ status: 'ended', endedReason: 'call.in-progress.error-warm-transfer-silence-timeout' },
		],
		['answered', { endedReason: 'The call was completed successfully.', ...spoken }],
		['voicemail', { status: 'ended', endedReason: 'voicemail', ...spoken }],
		['voicemail', { status: 'voicemail' }],
		['voicemail', { status: 'voicemail', endTime }],
		['noAnswer', { status: 'ended', endedReason: 'customer-did-not-answer' }],
		['noAnswer', { status: 'ended', endedReason: 'The customer did not answer.' }],
		['noAnswer', { status: 'noAnswer' }],
		['noAnswer', { status: 'no_answer', endTime }],
		[
			'noAnswer',
			{
				status: 'ended',
				endedReason:
					'call.in-progress.error-providerfault-outbound-sip-480-temporarily-unavailable',
			},
		],
		['busy', { status: 'ended', endedReason: 'customer-busy' }],
		['busy', { status: 'failed', endedReason: 'The line was busy.' }],
		['busy', { status: 'BUSY' }],
		['failed', { status: 'failed' }],
		['failed', { status: 'error', endTime }],
		['failed', { status: 'ended', endedReason: 'twilio-failed-to-connect-call' }],
		['failed', { status: 'ended', endedReason: 'call.start.error-subscription-frozen' }],
		['failed', { status: 'ended', endedReason: 'pipeline-error-openai-llm-failed' }],
		[
			'failed',
			{ status: 'ended', endedReason: 'call.in-progress.error-vapifault-worker-died', ...spoken },
		],
		['unknown', {}],
		['unknown', { status: 'ended' }],
		['unknown', { status: 'ended', durationMinutes: 0, transcript: ' ' }],
		['unknown', { status: 'ended', endedReason: 'not-busy-at-all' }],
		['unknown', { status: 'ended', endedReason: 'pipeline-errors' }],
		['unknown', { status: 'handled', endTime }],
		['unknown', { status: 'toString', endedReason: 'constructor', endTime }],
		['unknown', { status: 7 as never, endedReason: {} as never, endTime }],
	])('is %s for %j', (outcome, call) => expect(readOutcome(call)).toBe(outcome));
});

describe('A call is over', () => {
	const now = Date.parse('2026-01-31T12:00:00Z');
	const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString();

	it.each<[boolean, string, Call, boolean]>([
		[true, 'with the documented status', { status: 'ended' }, false],
		[true, 'with an end', { status: 'in-progress', endTime }, false],
		[true, 'with a word for an outcome', { status: 'voicemail' }, false],
		[true, 'with a reason for its end', { status: 'handled', endedReason: 'customer-busy' }, false],
		[true, 'when a delivery says so of an unknown word', { status: 'handled' }, true],
		[true, 'when a delivery says so of no word', {}, true],
		[true, 'two hours after its start', { status: 'handled', startTime: ago(121) }, false],
		[false, 'sooner, though', { status: 'handled', startTime: ago(119) }, false],
		[false, 'nor without a start', { status: 'handled', transcript: 'Hello?' }, false],
		[false, 'nor while it is known to run', { status: 'ringing', startTime: ago(999) }, true],
	])('%s: %s (%j, said: %j)', (over, _, call, said) => {
		expect(isOver(call, now, said)).toBe(over);
	});
});
