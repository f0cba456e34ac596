import type { Beliefs } from './belief';

/** Beliefs about clocks and times. */
export const clocks = {
	date: {
		believed: 'Every answer carries a Date, by a clock that agrees with ours.',
		sure: 'Inf',
		heldBy: 'nodes/Nebrija/api/listing.ts',
		shownBy: 'reading',
		otherwise: {
			'date-absent': ['No answer carries a Date.', { dateHeader: 'absent' }],
			'date-3s-behind': [
				'Date is written by a machine 3 s behind the one that writes start times.',
				{ dateSkewMs: -3_000 },
			],
			'date-3s-ahead': [
				'Date is written by a machine 3 s ahead of the one that writes start times.',
				{ dateSkewMs: 3_000 },
			],
			'clock-90s-behind': [
				'All clocks of the API are 90 s behind ours.',
				{ dateSkewMs: -90_000, timesSkewMs: -90_000 },
			],
			'clock-90s-ahead': [
				'All clocks of the API are 90 s ahead of ours.',
				{ dateSkewMs: 90_000, timesSkewMs: 90_000 },
			],
		},
	},
	'call.startTime': {
		believed:
			'startTime is when a call was placed, whether or not anybody answers, by the clock that writes Date.',
		sure: '?',
		heldBy: 'nodes/Nebrija/list/match.ts',
		shownBy: 'reading',
		otherwise: {
			'times-3s-behind': [
				'Start and end times come from a machine 3 s behind the one that writes Date.',
				{ timesSkewMs: -3_000 },
				'call',
			],
			'times-5s-behind': [
				'Start and end times come from a machine 5 s behind the one that writes Date.',
				{ timesSkewMs: -5_000 },
				'call',
			],
			'start-time-when-answered': [
				'A call has no start time until it is answered or over.',
				{ startTime: 'whenAnswered' },
			],
			'start-time-only-if-answered': [
				'A call has the start time null until it is answered; unanswered ones have an end only.',
				{ startTime: 'onlyIfAnswered' },
			],
			'start-time-never': ['No call ever shows a start time.', { startTime: 'never' }],
			'times-as-started-at': [
				'Start and end times are called startedAt and endedAt.',
				{ timeKeys: 'startedAt' },
			],
		},
	},
	'call.timeFormat': {
		believed: 'Times are ISO 8601 in UTC, with milliseconds and Z.',
		sure: '?',
		heldBy: 'nodes/Nebrija/list/callIndex.ts',
		shownBy: 'reading',
		otherwise: {
			'times-in-whole-seconds': [
				'Times are cut to whole seconds, as in every example of the documentation.',
				{ timeFormat: 'wholeSeconds' },
			],
			'times-without-z': ['Times are UTC but do not say so.', { timeFormat: 'withoutZ' }],
			'times-with-space': [
				'Times are UTC, with a space between day and hour, and do not say so.',
				{ timeFormat: 'withSpace' },
			],
			'times-with-offset': [
				'Times are local, with their distance from UTC.',
				{ timeFormat: 'withOffset' },
			],
			'times-as-epoch': [
				'Times are milliseconds since 1970, as a number.',
				{ timeFormat: 'epoch' },
			],
		},
	},
} satisfies Beliefs;
