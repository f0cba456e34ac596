import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';

import { getAbTests, getAssistants } from './editor/options';
import { subtitle } from './event/fields';
import { pollFields } from './poll/fields';
import { poll } from './poll/platform';

export class NebrijaCallPollTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Nebrija Call Poll Trigger',
		name: 'nebrijaCallPollTrigger',
		icon: { light: 'file:../../icons/nebrija.svg', dark: 'file:../../icons/nebrija.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle,
		description:
			'Starts the workflow when a poll, every minute for example, finds phone calls of Nebrija AI that have ended. Works anywhere, misses nothing.',
		defaults: { name: 'Nebrija Call Poll Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'nebrijaApi', required: true }],
		properties: pollFields,
	};

	methods = { loadOptions: { getAbTests, getAssistants } };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll(this);
	}
}
