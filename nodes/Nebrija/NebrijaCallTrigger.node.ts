import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import { getAbTests, getAssistants } from './editor/options';
import { subtitle } from './event/fields';
import { fields, triggerPanel } from './trigger/fields';
import { hasRegistration, register, unregister } from './trigger/lifecycle';
import { answerDelivery } from './trigger/webhook';

export class NebrijaCallTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Nebrija Call Trigger',
		name: 'nebrijaCallTrigger',
		icon: { light: 'file:../../icons/nebrija.svg', dark: 'file:../../icons/nebrija.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle,
		description:
			'Starts the workflow at once when a phone call of Nebrija AI starts, finishes or fails. Needs a public address.',
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

	methods = { loadOptions: { getAbTests, getAssistants } };

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await hasRegistration(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				await register(this);
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				await unregister(this);
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await answerDelivery(this);
	}
}
