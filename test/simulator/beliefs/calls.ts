import type { Beliefs } from './belief';

/** Beliefs about how a call looks, wherever it is seen. */
export const calls = {
	'call.number': {
		believed: 'The number stands in customer.number, written in E.164.',
		sure: 'Ex',
		heldBy: 'nodes/Nebrija/list/callIndex.ts',
		shownBy: 'reading',
		otherwise: {
			'numbers-spaced': ['Numbers are written in groups, +34 600 11 12 22.', { numbers: 'spaced' }],
			'numbers-with-00': ['Numbers begin with 00 instead of a plus.', { numbers: 'zeroZero' }],
			'numbers-national': ['Numbers are written without their country.', { numbers: 'national' }],
			'numbers-without-plus': ['Numbers are digits only.', { numbers: 'digits' }],
			'numbers-masked': ['Numbers are masked, +34600***222.', { numbers: 'masked' }],
			'numbers-hashed': ['The number is shown as its hash.', { numbers: 'hashed' }],
			'numbers-as-sip': ['Numbers are SIP addresses.', { numbers: 'sip' }],
			'numbers-null': ['The number of the customer is null.', { numbers: 'null' }],
			'number-as-destination': [
				'The number is a text called destination, as on the older page.',
				{ numbers: 'destination' },
			],
			'customer-as-text': ['The customer is the number itself.', { numbers: 'plainCustomer' }],
			'customer-absent': ['A call does not show its customer.', { numbers: 'absent' }],
		},
	},
	'call.id': {
		believed: 'The id of a call is a text called id, everywhere.',
		sure: 'Doc',
		heldBy: 'nodes/Nebrija/api/call.ts',
		shownBy: 'reading',
		otherwise: {
			'call-id-in-list': ['In the list the id is called callId.', { callIdIn: ['list'] }],
			'call-id-in-launch': [
				'In the answer to a launch the id is called callId.',
				{ callIdIn: ['launch'] },
				'call',
			],
			'call-id-in-single-call': [
				'In the answer to GET /calls/:id the id is called callId.',
				{ callIdIn: ['single'] },
			],
			'call-id-everywhere': [
				'The id of a call is called callId.',
				{ callIdIn: ['launch', 'list', 'single', 'delivery'] },
			],
			'numeric-ids': ['The id of a call is a number.', { ids: 'number' }],
		},
	},
	'call.assistantId': {
		believed: 'A call shows the id of its assistant as the list of assistants does.',
		sure: 'Doc',
		heldBy: 'nodes/Nebrija/list/match.ts',
		shownBy: 'reading',
		otherwise: {
			'assistant-id-upper-case': [
				'Ids of assistants are shown in upper case.',
				{ assistantIds: 'upperCase' },
			],
			'assistant-id-absent': ['A call does not show its assistant.', { assistantIds: 'absent' }],
		},
	},
	'call.testId': {
		believed: 'A call of an A/B test shows the test and the assistant that was chosen.',
		sure: 'Inf',
		heldBy: 'nodes/Nebrija/list/match.ts',
		shownBy: 'reading',
		otherwise: {
			'ab-test-without-assistant': [
				'A call of an A/B test does not show the assistant that was chosen.',
				{ abTests: 'withoutAssistant' },
			],
			'ab-test-without-test': [
				'A call of an A/B test shows the assistant that was chosen, not the test.',
				{ abTests: 'withoutTest' },
				'abTestCall',
			],
		},
	},
	'call.status': {
		believed:
			'The statuses are initiated, in-progress, ended and failed; endedReason is a sentence.',
		sure: 'Inf',
		heldBy: 'nodes/Nebrija/api/call.ts',
		shownBy: 'reading',
		otherwise: {
			'status-completed': [
				'The statuses are queued, ringing, in-progress, completed, no-answer, busy, failed.',
				{ statusWords: 'completed' },
			],
			'status-of-vapi': [
				'The words are those of Vapi: queued, ringing, ended, customer-did-not-answer.',
				{ statusWords: 'vapi' },
			],
			'status-upper-case': ['The statuses are in upper case.', { statusWords: 'upperCase' }],
			'status-with-underscores': [
				'The statuses have underscores for hyphens.',
				{ statusWords: 'underscores' },
			],
			'status-spanish': ['The statuses are Spanish words.', { statusWords: 'spanish' }],
		},
	},
	'call.envelope': {
		believed: 'A single object is the answer itself.',
		sure: 'Doc',
		heldBy: 'nodes/Nebrija/api/answer.ts',
		shownBy: 'reading',
		otherwise: {
			'objects-under-data': [
				'Every single object stands under "data", that of a launch included.',
				{ oneEnvelope: 'data' },
			],
			'objects-under-their-name': [
				'Every single object stands under its own name, like "call".',
				{ oneEnvelope: 'named' },
			],
		},
	},
	'launch.answer': {
		believed: 'A launch is answered with the call and nothing beside it.',
		sure: 'Doc',
		heldBy: 'nodes/Nebrija/api/answer.ts',
		shownBy: 'call',
		otherwise: {
			'launch-call-id-beside-data': [
				'A launch is answered with success, callId and the rest under "data".',
				{ launchAnswer: 'callIdBesideData' },
			],
			'launch-request-id-beside-data': [
				'A launch is answered with the call under "data", and the id of the request above it.',
				{ launchAnswer: 'requestIdBesideData' },
			],
		},
	},
	'launch.status': {
		believed: 'A launch is answered with 200.',
		sure: '?',
		heldBy: 'nodes/Nebrija/launch/verdict.ts',
		shownBy: 'call',
		otherwise: {
			'launch-201': ['A launch is answered with 201.', { launchStatus: 201 }],
			'launch-202': ['A launch is answered with 202.', { launchStatus: 202 }],
		},
	},
	'call.fields': {
		believed: 'A call has the fields of the documentation and no others.',
		sure: 'Ex',
		heldBy: 'nodes/Nebrija/api/call.ts',
		shownBy: 'reading',
		otherwise: {},
	},
	'call.endTime': {
		believed: 'Every call that has ended shows when.',
		sure: 'Ex',
		heldBy: 'nodes/Nebrija/api/call.ts',
		shownBy: 'reading',
		otherwise: {},
	},
	'call.duration': {
		believed: 'durationMinutes counts minutes, no more than lie between start and end.',
		sure: 'Ex',
		heldBy: 'nodes/Nebrija/api/call.ts',
		shownBy: 'reading',
		otherwise: {},
	},
	'call.recording': {
		believed: 'A recording opens without the token.',
		sure: '?',
		heldBy: 'nodes/Nebrija/read/recording.ts',
		shownBy: 'reading',
		otherwise: {},
	},
} satisfies Beliefs;
