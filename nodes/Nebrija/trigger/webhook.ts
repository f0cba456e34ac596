import { NodeApiError } from 'n8n-workflow';
import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { DeliveryMemory, memoryOf } from './deliveries';
import type { Refusal } from './prove';
import { readBackPatience } from './readBack';
import { receive, tooLate } from './receive';
import type { Reception } from './receive';
import { within } from './within';

/** How often a token that stopped working shows itself among the executions, in milliseconds. */
const oftenEnough = 60 * 60_000;
const shownAt = new Map<string, number>();

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
	const deciding = receive(context, memory).catch((error: Error): Reception => {
		context.logger.error(`Nebrija Call Trigger: ${error.message}`);
		return { status: 503, message: 'The delivery could not be worked on' };
	});
	const first = await within(readBackPatience.sender, deciding, tooLate);
	if (first === tooLate) write(tooLate);
	const reception = await deciding;
	const isWritten = response.headersSent;
	if ('status' in reception) {
		if (reception.denied && !isWritten) showDenial(context, key, reception.denied);
		write(reception);
		return written;
	}
	if ('ignored' in reception) {
		return isWritten ? written : { webhookResponse: { message: reception.ignored } };
	}
	const { accepted, key: delivery } = reception;
	if (!isWritten) {
		response.once('finish', () => {
			if (response.statusCode >= 400) memory.forget(delivery);
		});
	}
	return { workflowData: [[accepted]], ...(isWritten && written) };
}

/** Fails this execution, so that it is seen and an error workflow runs, unless one did within the hour. */
function showDenial(context: IWebhookFunctions, key: string, reason: string): void {
	if (Date.now() - (shownAt.get(key) ?? -Infinity) < oftenEnough) return;
	shownAt.set(key, Date.now());
	const message = `Deliveries are refused, because their calls cannot be read with the credential of this node (${reason}). Enter the API token again. This is shown once an hour.`;
	throw new NodeApiError(context.getNode(), {}, { message });
}
