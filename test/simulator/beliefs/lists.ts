import type { Beliefs } from './belief';

/** Beliefs about what GET /calls shows, and when. */
export const lists = {
	'list.order': {
		believed: 'GET /calls begins with the call that was placed last.',
		sure: '?',
		heldBy: 'nodes/Nebrija/list/callIndex.ts',
		shownBy: 'reading',
		otherwise: {
			'list-oldest-first': [
				'The latest calls are listed with the oldest of them first.',
				{ listOrder: 'oldestFirst' },
			],
			'list-last-updated-first': [
				'The list begins with the call that changed last, however old it is.',
				{ listOrder: 'lastUpdatedFirst' },
			],
			'list-last-ended-first': [
				'The list is sorted by the end of the calls; those under way come last.',
				{ listOrder: 'lastEndedFirst' },
			],
			'list-shuffled': ['The latest calls are listed in no order.', { listOrder: 'shuffled' }],
		},
	},
	'list.limit': {
		believed: 'GET /calls gives as many calls as limit asks for, however many.',
		sure: '?',
		heldBy: 'nodes/Nebrija/api/listing.ts',
		shownBy: 'reading',
		otherwise: {
			'at-most-50-listed': ['The list never holds more than 50 calls.', { limitCap: 50 }],
			'at-most-64-listed': ['The list never holds more than 64 calls.', { limitCap: 64 }],
			'at-most-100-listed': ['The list never holds more than 100 calls.', { limitCap: 100 }],
			'limit-above-50-refused': [
				'A limit above 50 is refused with 400.',
				{ limitCap: 'refusedAbove50' },
			],
			'limit-above-100-refused': [
				'A limit above 100 is refused with 400.',
				{ limitCap: 'refusedAbove100' },
			],
		},
	},
	'list.delay': {
		believed: 'A call stands in the list as soon as it is placed.',
		sure: '?',
		heldBy: 'nodes/Nebrija/list/lookUp.ts',
		shownBy: 'call',
		otherwise: {
			'listed-after-a-minute': [
				'A call stands in the list only a minute after it was placed.',
				{ listingDelayMs: 60_000 },
			],
			'listed-after-ten-minutes': [
				'A call stands in the list only ten minutes after it was placed.',
				{ listingDelayMs: 600_000 },
			],
			'listed-after-its-end': [
				'A call stands in the list only once it has ended.',
				{ listed: 'whenEnded' },
			],
		},
	},
	'list.content': {
		believed: 'Who may place calls sees them in the list.',
		sure: 'Inf',
		heldBy: 'nodes/Nebrija/list/match.ts',
		shownBy: 'call',
		otherwise: {
			'list-always-empty': [
				'This token may place calls but sees an empty list.',
				{ listShows: 'nothing' },
			],
		},
	},
	'list.agentId': {
		believed: 'agentId finds the calls of one assistant, those of A/B tests included.',
		sure: '?',
		heldBy: 'nodes/Nebrija/read/getCalls.ts',
		shownBy: 'reading',
		otherwise: {
			'agent-filter-skips-ab-tests': [
				'The filter by assistant does not find calls of A/B tests.',
				{ agentIdFilter: 'askedForOnly' },
			],
			'agent-filter-ignored': [
				'The filter by assistant changes nothing.',
				{ agentIdFilter: 'ignored' },
			],
			'agent-filter-finds-nothing': [
				'The filter by assistant gives an empty list.',
				{ agentIdFilter: 'findsNothing' },
			],
		},
	},
	'list.freshness': {
		believed: 'No cache answers GET /calls.',
		sure: 'Inf',
		heldBy: 'nodes/Nebrija/api/listing.ts',
		shownBy: 'reading',
		otherwise: {
			'cached-list': [
				'A cache answers with a list of three minutes ago, by its Date and Age.',
				{ cachedList: 'oldDateAndAge' },
			],
			'cached-list-with-date-only': [
				'A cache answers with a list of three minutes ago, by its Date.',
				{ cachedList: 'oldDateOnly' },
			],
			'cached-list-with-age-only': [
				'A cache answers with a list of three minutes ago, by its Age; Date is of now.',
				{ cachedList: 'ageOnly' },
			],
		},
	},
	'list.envelope': {
		believed: 'Every list is a bare array.',
		sure: 'Ex',
		heldBy: 'nodes/Nebrija/api/answer.ts',
		shownBy: 'reading',
		otherwise: {
			'lists-under-data': ['Every list stands under "data".', { listEnvelope: 'data' }],
			'lists-under-their-name': [
				'Every list stands under its own name, like "calls".',
				{ listEnvelope: 'named' },
			],
			'lists-under-unknown-key': [
				'Every list stands where nobody looks for it.',
				{ listEnvelope: 'unknownKey' },
			],
		},
	},
	'list.default': {
		believed: 'Without limit GET /calls gives 50 calls at most.',
		sure: 'Doc',
		heldBy: 'nodes/Nebrija/api/listing.ts',
		shownBy: 'reading',
		otherwise: {},
	},
	'list.paging': {
		believed: 'No list has pages.',
		sure: 'Doc',
		heldBy: 'nodes/Nebrija/editor/account.ts',
		shownBy: 'reading',
		otherwise: {},
	},
	'list.fields': {
		believed: 'In the list a call that has ended shows all that GET /calls/:id shows of it.',
		sure: 'Ex',
		heldBy: 'nodes/Nebrija/poll/poll.ts',
		shownBy: 'reading',
		otherwise: {},
	},
} satisfies Beliefs;
