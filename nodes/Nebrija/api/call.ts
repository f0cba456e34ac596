import type { IDataObject } from 'n8n-workflow';

/** A call as the API describes it; every field may be absent or null (docs.nebrijaai.com, "obtener llamada"). */
export interface Call extends IDataObject {
	id?: string | null;
	status?: string | null;
	customer?: { number?: string | null } | null;
	assistantId?: string | null;
	phoneNumberId?: string | null;
	testId?: string | null;
	testVariant?: string | null;
	startTime?: string | null;
	endTime?: string | null;
	durationMinutes?: number | null;
	cost?: number | null;
	endedReason?: string | null;
	transcript?: string | null;
	recordingUrl?: string | null;
	analysis?: IDataObject | null;
	transferDestination?: IDataObject | null;
}

/** Body of POST /calls; absent keys are left out, never sent empty. */
export interface LaunchBody extends IDataObject {
	customer: { number: string };
	assistantId?: string;
	testId?: string;
	phoneNumberId?: string;
	variables?: IDataObject;
}

/** A webhook registration; which fields GET /webhooks shows is unknown, `secret` is shown by POST /webhooks only. */
export interface Webhook {
	id?: string;
	url?: string;
	events?: string[];
	secret?: string;
}
