import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IDataObject,
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import { readCallState } from './api/callStatus';
import { readCallBack } from './api/readBack';
import type { ReadBack as CallReadBack } from './api/readBack';
import { createWebhook, deleteWebhook, listWebhooks } from './api/webhooks';
import { toJson } from './item/output';
import type { EventName } from './trigger/events';
import { fields, triggerPanel } from './trigger/fields';
import { hasRegistration, register, unregister } from './trigger/lifecycle';
import type { Registrations } from './trigger/lifecycle';
import { memoryOf, withKey } from './trigger/deliveries';
import type { CallRecord, ReadBack } from './trigger/prove';
import { receive } from './trigger/receive';
import type { Settings } from './trigger/receive';
import { readStored } from './trigger/registration';

export class NebrijaCallTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Nebrija Call Trigger',
		name: 'nebrijaCallTrigger',
		icon: { light: 'file:../../icons/nebrija.svg', dark: 'file:../../icons/nebrija.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"].join(", ") }}',
		description: 'Starts the workflow when a phone call of Nebrija AI starts, finishes or fails',
		eventTriggerDescription: 'Waiting for Nebrija AI to report a call',
		activationMessage: 'Nebrija AI now reports your calls to this workflow.',
		defaults: { name: 'Nebrija Call Trigger' },
		triggerPanel,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'nebrijaApi', required: true }],
		webhooks: [
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' },
		],
		properties: fields,
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await hasRegistration(this, registrationsOf(this));
			},
			async create(this: IHookFunctions): Promise<boolean> {
				await register(this, registrationsOf(this));
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				await unregister(this, registrationsOf(this));
				return true;
			},
		},
	};

	/** n8n writes the answer to what is output or ignored; a status other than 200 only the node can write. */
	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const { id: workflowId } = this.getWorkflow();
		const response = this.getResponseObject();
		const { headers, rawBody } = this.getRequestObject();
		const memory = memoryOf(`${workflowId} ${this.getNode().id} ${this.getMode()}`);
		const data = this.getWorkflowStaticData('node');
		const reception = await receive(
			{ headers, rawBody },
			readSettings(this, data),
			readBackWith(this),
			memory,
		);
		if ('refused' in reception) {
			const { status, message } = reception.refused;
			this.logger.warn(`Nebrija Call Trigger refused a delivery with status ${status}: ${message}`);
			response.status(status).json({ message });
			return { noWebhookResponse: true };
		}
		if ('ignored' in reception) return { webhookResponse: { message: reception.ignored } };

		const { accepted, key } = reception;
		response.once('finish', () => {
			if (response.statusCode >= 400) memory.forget(key);
		});
		data.delivered = withKey((data.delivered ?? []) as string[], key);
		const { call, event, ...mark } = accepted;
		const receivedAt = new Date().toISOString();
		const json = { event, call: toJson(call, false), receivedAt, ...mark };
		return { workflowData: [[{ json }]] };
	}
}

function registrationsOf(context: IHookFunctions): Registrations {
	return {
		list: async (doing) => await listWebhooks(context, doing),
		create: async (doing, wanted) => await createWebhook(context, doing, wanted),
		remove: async (doing, id) => await deleteWebhook(context, doing, id),
	};
}

function readSettings(context: IWebhookFunctions, data: IDataObject): Settings {
	const options = context.getNodeParameter('options', {}) as Partial<Settings>;
	return {
		secret: readStored(data.registration, String(context.getWorkflow().id ?? ''))?.secret,
		wanted: context.getNodeParameter('events', []) as EventName[],
		readBack: options.readBack ?? true,
		requireSignature: options.requireSignature ?? false,
		signatureHeader: options.signatureHeader ?? '',
		delivered: (data.delivered ?? []) as string[],
	};
}

function readBackWith(context: IWebhookFunctions): ReadBack {
	const toRecord = (read: CallReadBack): CallRecord =>
		'call' in read ? { ...read, state: readCallState(read.call) } : read;
	return async (callId, isGood) =>
		toRecord(await readCallBack(context, callId, (read) => isGood(toRecord(read))));
}
