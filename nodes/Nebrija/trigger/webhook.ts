import { NodeApiError, sleep } from 'n8n-workflow';
import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { DeliveryMemory, memoryOf } from './deliveries';
import type { EventName } from './events';
import type { Refusal } from './prove';
import { readBackPatience, readBackWith } from './readBack';
import { receive, tooLate } from './receive';
import type { Reception, Settings } from './receive';
import { readRegistration } from './registration';
import { toItem } from './wanted';
import type { Filters } from './wanted';

type Options = Partial<
	Pick<Settings, 'readBack' | 'requireSignature' | 'signatureHeader'> & { simplify: boolean }
>;

/** How often a token that stopped working shows itself among the executions, in milliseconds. */
const oftenEnough = 60 * 60_000;
const shownAt = new Map<string, number>();

const mostReports = 1_000;
const reported = new Set<string>();

/**
 * Answers a delivery, and starts an execution if it is genuine and wanted. Whatever throws is a 503, since n8n stores
 * every error as a failed execution. A sender that has waited long enough gets a 503, while the proof goes on.
 */
export async function answerDelivery(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const response = context.getResponseObject();
	const written = { noWebhookResponse: true };
	const write = ({ status, message }: Refusal) => {
		if (response.headersSent) return;
		context.logger.warn(`Nebrija Call Trigger refused a delivery: ${message} (status ${status})`);
		response.status(status).json({ message });
	};
	const key = `${context.getWorkflow().id} ${context.getNode().id}`;
	const memory = context.getMode() === 'manual' ? new DeliveryMemory() : memoryOf(key);
	const deciding = decide(context, memory);
	const isLate = await Promise.race([
		deciding.then(() => false),
		sleep(readBackPatience.sender).then(() => true),
	]);
	if (isLate) write(tooLate);
	const reception = await deciding;
	if ('status' in reception) {
		const { denied } = reception;
		if (denied && !response.headersSent) showDenial(context, key, denied);
		write(reception);
		return written;
	}
	const isWritten = response.headersSent;
	if ('ignored' in reception) {
		return isWritten ? written : { webhookResponse: { message: reception.ignored } };
	}
	const { accepted } = reception;
	if (!isWritten) {
		response.once('finish', () => {
			if (response.statusCode >= 400) memory.forget(accepted.key);
		});
	}
	const { simplify = false } = context.getNodeParameter('options', {}) as Options;
	const item = toItem(accepted, simplify, new Date().toISOString());
	return { workflowData: [[item]], ...(isWritten && written) };
}

/** Fails this execution, so that it is seen and an error workflow runs, unless one did within the hour. */
function showDenial(context: IWebhookFunctions, key: string, reason: string): void {
	if (Date.now() - (shownAt.get(key) ?? -Infinity) < oftenEnough) return;
	shownAt.set(key, Date.now());
	const message = `Deliveries are refused, because their calls cannot be read with the credential of this node (${reason}). Enter the API token again. This is shown once an hour.`;
	throw new NodeApiError(context.getNode(), {}, { message });
}

async function decide(context: IWebhookFunctions, memory: DeliveryMemory): Promise<Reception> {
	try {
		const { headers, rawBody } = context.getRequestObject();
		const readBackAs = (genuine: boolean) => readBackWith(context, genuine);
		const report = (message: string) => reportOnce(context, message);
		const means = { memory, readBackAs, report };
		return await receive({ headers, rawBody }, readSettings(context), means);
	} catch (error) {
		context.logger.error(`Nebrija Call Trigger: ${(error as Error).message}`);
		return { status: 503, message: 'The delivery could not be worked on' };
	}
}

function reportOnce(context: IWebhookFunctions, message: string): void {
	const text = `Nebrija Call Trigger (${context.getNode().name}) ${message}`;
	if (reported.has(text) || reported.size >= mostReports) return;
	reported.add(text);
	context.logger.warn(text);
}

function readSettings(context: IWebhookFunctions): Settings {
	const options = context.getNodeParameter('options', {}) as Options;
	const { registration } = context.getWorkflowStaticData('node');
	return {
		registration: readRegistration(registration, String(context.getWorkflow().id ?? '')),
		wanted: context.getNodeParameter('events', []) as EventName[],
		filters: context.getNodeParameter('filters', {}) as Filters,
		readBack: options.readBack ?? true,
		requireSignature: options.requireSignature ?? false,
		signatureHeader: options.signatureHeader ?? '',
	};
}
