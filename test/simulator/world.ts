/** The places where a call can be seen. */
export type Place = 'launch' | 'list' | 'single' | 'delivery';

/**
 * What nobody knows of the API, one dimension each; `documentedWorld` is what the documentation says or, where it is
 * silent, what seems likeliest. Everything is read live.
 */
export type World = {
	/**
	 * The list holds the latest calls; in which order? `lastEndedFirst` puts calls under way behind all others,
	 * `lastStartedFirst` those that show no start.
	 */
	listOrder:
		| 'newestFirst'
		| 'oldestFirst'
		| 'lastUpdatedFirst'
		| 'lastEndedFirst'
		| 'lastStartedFirst'
		| 'shuffled';
	/** The upper bound of `limit`; what lies above is cut, or refused with 400. */
	limitCap: number | `refusedAbove${number}`;
	listed: 'whenPlaced' | 'whenEnded';
	/** A call shows in GET /calls only this long after it was placed, or after it has ended. */
	listingDelayMs: number;
	/** A cache answers GET /calls with what was true `cacheAgeMs` ago, and shows it by these headers. */
	cachedList: 'no' | 'oldDateAndAge' | 'oldDateOnly' | 'ageOnly';
	listShows: 'everything' | 'nothing';
	/** Whether `agentId` also finds calls whose assistant an A/B test chose, or does something else. */
	agentIdFilter: 'chosenByTestToo' | 'askedForOnly' | 'ignored' | 'findsNothing';
	listEnvelope: 'bare' | 'data' | 'named' | 'unknownKey';
	dateHeader: 'sent' | 'absent';
	/** How far the clock that writes `Date` is ahead of the simulator's. */
	dateSkewMs: number;
	/** How far the clock that writes start and end times is ahead of the simulator's. */
	timesSkewMs: number;
	/** Whether a call that is still ringing shows a start time, and one that nobody answered ever does. */
	startTime: 'whenPlaced' | 'whenAnswered' | 'onlyIfAnswered' | 'never';
	timeFormat:
		| 'milliseconds'
		| 'wholeSeconds'
		| 'wholeMinutes'
		| 'withoutZ'
		| 'withSpace'
		| 'withOffset'
		| 'epoch';
	timeKeys: 'startTime' | 'startedAt';
	numbers:
		| 'e164'
		| 'spaced'
		| 'zeroZero'
		| 'national'
		| 'digits'
		| 'masked'
		| 'dashed'
		| 'hashed'
		| 'sip'
		| 'null'
		| 'destination'
		| 'plainCustomer'
		| 'absent';
	ids: 'uuid' | 'number';
	/** Where a call's id is called `callId`. */
	callIdIn: Place[];
	assistantIds: 'asSent' | 'upperCase' | 'absent';
	abTests: 'withAssistant' | 'withoutAssistant' | 'withoutTest';
	statusWords: 'documented' | 'completed' | 'vapi' | 'upperCase' | 'underscores' | 'spanish';
	oneEnvelope: 'bare' | 'data' | 'named';
	launchAnswer: 'call' | 'callIdBesideData' | 'requestIdBesideData';
	launchStatus: 200 | 201 | 202;
};

/** The upper bound of `limit`, and whether it is refused to ask for more. */
export function boundOf({ limitCap }: World): { most: number; refuses: boolean } {
	const refuses = typeof limitCap === 'string';
	return { most: Number(String(limitCap).replace('refusedAbove', '')), refuses };
}

/** How old the list of a cache is. */
export const cacheAgeMs = 200_000;

/** The API as documented. */
export const documentedWorld: World = {
	listOrder: 'newestFirst',
	limitCap: Infinity,
	listed: 'whenPlaced',
	listingDelayMs: 0,
	cachedList: 'no',
	listShows: 'everything',
	agentIdFilter: 'chosenByTestToo',
	listEnvelope: 'bare',
	dateHeader: 'sent',
	dateSkewMs: 0,
	timesSkewMs: 0,
	startTime: 'whenPlaced',
	timeFormat: 'milliseconds',
	timeKeys: 'startTime',
	numbers: 'e164',
	ids: 'uuid',
	callIdIn: [],
	assistantIds: 'asSent',
	abTests: 'withAssistant',
	statusWords: 'documented',
	oneEnvelope: 'bare',
	launchAnswer: 'call',
	launchStatus: 200,
};
