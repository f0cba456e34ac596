import type { IWebhookFunctions } from 'n8n-workflow';

import { readWanted } from '../event/wanted';
import { readRegistration } from './registration';

const usual = { readBack: true, requireSignature: false, signatureHeader: '' };

/** What the fields of the node say, and what is known of its registration. */
export function readSettings(context: IWebhookFunctions) {
	const { registration } = context.getWorkflowStaticData('node');
	const options = context.getNodeParameter('options', {}) as Partial<typeof usual>;
	return {
		...readWanted(context),
		...usual,
		...options,
		registration: readRegistration(registration, String(context.getWorkflow().id ?? '')),
	};
}

export type Settings = ReturnType<typeof readSettings>;
