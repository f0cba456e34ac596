import type { Fault } from './faults';
import type { World } from './world';

/** The only events a registration can ask for. */
export type WebhookEvent = 'call.started' | 'call.finished' | 'call.failed';

/** A call as the API shows it; every field from `startTime` on may be missing or null. */
export type Call = {
	id: string;
	status: string;
	customer: { number: string; [key: string]: unknown };
	assistantId?: string;
	phoneNumberId?: string;
	testId?: string;
	testVariant?: string;
	startTime?: string | null;
	endTime?: string | null;
	durationMinutes?: number | null;
	cost?: number | null;
	endedReason?: string | null;
	transcript?: string | null;
	recordingUrl?: string | null;
	analysis?: Record<string, unknown> | null;
	transferDestination?: Record<string, unknown> | null;
};

/** The documented body of a launch. */
export type LaunchBody = {
	customer: { number: string; [key: string]: unknown };
	assistantId?: string;
	testId?: string;
	phoneNumberId?: string;
	variables?: Record<string, unknown>;
	[key: string]: unknown;
};

/** What becomes of a call, decided by the number that was dialled. */
export type Destiny = 'answered' | 'voicemail' | 'noAnswer' | 'busy' | 'failed';

/** Somebody who is called: what becomes of the first call, the second …, the last one for all that follow. */
export type Customer = {
	destinies: Destiny[];
	/** What the platform finds in the conversation. */
	analysis?: Record<string, unknown>;
};

/** A call the platform accepted: what was asked for and when; its state is computed from the clock. */
export type PlacedCall = {
	id: string;
	number: string;
	destiny: Destiny;
	placedAt: number;
	listedAt: number;
	answeredAt: number;
	endsAt: number;
	/** The assistant asked for, or the one an A/B test chose. */
	assistantId?: string;
	testVariant?: string;
	/** What is found in the conversation, where it is not the usual. */
	analysis?: Record<string, unknown>;
	/** As it was sent. */
	body: LaunchBody;
};

/** One request as it arrived, and what became of it. */
export type LoggedRequest = {
	/** Simulated time of arrival, in milliseconds. */
	at: number;
	/** Simulated time at which the answer was out or the connection gone. */
	answeredAt?: number;
	method: string;
	/** Without `/api/v1` and without the query. */
	path: string;
	query: Record<string, unknown>;
	headers: Record<string, string | string[] | undefined>;
	body: unknown;
	status: number | 'pending' | 'reset' | 'hang' | 'truncated' | 'aborted';
	fault?: Fault['kind'];
};

/** How deliveries look; nothing of it is documented, so everything can be changed. */
export type DeliveryStyle = {
	header: string;
	/** `hex` bare, `sha256=hex`, `t=…,v1=…` over `timestamp.body`, base64, a hash nobody expects, or no signature. */
	format: 'hex' | 'sha256=hex' | 't,v1' | 'base64' | 'sha512hex' | 'unsigned';
	/** Where event and call stand in the body; `nameless` carries the call only. */
	envelope: 'flat' | 'event-data' | 'type-call' | 'message' | 'nameless';
	/** How often each event is delivered, even if the first time was answered with 2xx. */
	copies: number;
	/** Further attempts after an answer that is not 2xx. */
	retries: number;
	retryDelayMs: number;
	timeoutMs: number;
};

/** A registered webhook, secret included. */
export type Registration = {
	id: string;
	url: string;
	events: WebhookEvent[];
	description?: string;
	secret: string;
	createdAt: string;
};

/** One attempt to deliver one event. */
export type Delivery = {
	at: number;
	registrationId?: string;
	url: string;
	event: string;
	callId: string;
	attempt: number;
	headers: Record<string, string>;
	/** The raw bytes as sent. */
	body: string;
	status: number | 'unreachable';
	answer?: string;
};

/** A token bucket on real time that answers 429. */
export type RateLimit = {
	perSecond: number;
	burst: number;
	retryAfter: 'none' | 'seconds' | 'date';
	appliesTo?: 'launch' | 'all';
};

/** Everything that can be set; `simulator.options` is read live, so a test may change it any time. */
export type SimulatorOptions = World & {
	port: number;
	token: string;
	/** Checks every request and honest answer against the OpenAPI document. Read once, at the start. */
	validate: boolean;
	/** Path of the OpenAPI document. Read once, at the start. */
	document: string;
	/** Historical calls to begin with. Read once, at the start. */
	seedCalls: number;
	ringMs: number;
	talkMs: number;
	/** What becomes of a call whose number is not one of the special ones. */
	destiny: Destiny;
	/** Those who are not like everybody else, by number. */
	customers: Record<string, Customer>;
	/** Every answer of the API is held back this long. */
	latencyMs: number;
	rateLimit?: RateLimit;
	recordingNeedsToken: boolean;
	delivery: DeliveryStyle;
};

/** What a caller may give to `startSimulator`; all of it has defaults. */
export type SimulatorSettings = Partial<Omit<SimulatorOptions, 'delivery'>> & {
	delivery?: Partial<DeliveryStyle>;
	/** The name of one of `personalities`: what of the API is otherwise, unless given here as well. */
	personality?: string;
};
