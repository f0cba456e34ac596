import { NodeApiError, NodeConnectionTypes } from 'n8n-workflow';
import type {
	IDataObject,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';

import { readCallState } from './api/callStatus';
import { readCallId, readId } from './api/answer';
import { readCallBack } from './api/readBack';
import { readRecentCalls } from './poll/recentCalls';
import type { Call } from './api/call';
import { toJson } from './item/output';
import { readCursor } from './poll/cursor';
import type { Sighting } from './poll/cursor';
import { memoryOf } from './trigger/deliveries';
import { pollCalls, sampleCall } from './poll/poll';
import type { Platform, Poll } from './poll/poll';
import { pollFields } from './poll/fields';

export class NebrijaCallPollTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Nebrija Call Poll Trigger',
		name: 'nebrijaCallPollTrigger',
		icon: { light: 'file:../../icons/nebrija.svg', dark: 'file:../../icons/nebrija.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"].join(", ") }}',
		description: 'Starts the workflow when a phone call of Nebrija AI is found to have ended',
		defaults: { name: 'Nebrija Call Poll Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'nebrijaApi', required: true }],
		properties: pollFields,
	};

	/** n8n saves the cursor with the execution it starts; a poll that fails leaves it, so the next one asks again. */
	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		const platform = platformOf(this);
		if (this.getMode() === 'manual') return toItems(this, await sampleCall(platform));

		const data = this.getWorkflowStaticData('node');
		const memory = memoryOf(`${this.getWorkflow().id} ${this.getNode().id} poll`);
		const { result, first } = await memory.share('poll', async () => {
			return await pollCalls(platform, readCursor(data.cursor));
		});
		if (!first) return null;
		if (result.unread.length > 0 && result.ended.length === 0) {
			const message = `${result.unread.length} calls have ended, but could not be read from Nebrija AI. The next poll tries again.`;
			throw new NodeApiError(this.getNode(), {}, { message });
		}
		data.cursor = result.cursor as unknown as IDataObject;
		const wanted = this.getNodeParameter('events', []) as string[];
		return toItems(
			this,
			result.ended.filter(({ event }) => wanted.includes(event)),
		);
	}
}

function toItems(context: IPollFunctions, ended: Poll['ended']): INodeExecutionData[][] | null {
	context.logger.debug(`Nebrija Call Poll Trigger found ${ended.length} calls that have ended`);
	if (ended.length === 0) return null;
	const receivedAt = new Date().toISOString();
	return [
		ended.map(({ event, call }) => ({ json: { event, call: toJson(call, false), receivedAt } })),
	];
}

function platformOf(context: IPollFunctions): Platform {
	const sightAll = (calls: Call[]) =>
		calls.map(sight).filter((sighting): sighting is Sighting => sighting !== undefined);
	return {
		sight,
		async list(isEnough) {
			const { calls, reached } = await readRecentCalls(context, (list) => isEnough(sightAll(list)));
			if (!reached) {
				context.logger.warn(
					'Nebrija Call Poll Trigger: Nebrija AI does not list enough calls to be sure of all. Poll more often.',
				);
			}
			return { sightings: sightAll(calls) };
		},
		async read(callId) {
			const read = await readCallBack(
				context,
				callId,
				(answer) => 'call' in answer || answer.problem === 'unknown',
			);
			return 'call' in read ? { ...read, state: readCallState(read.call) } : read;
		},
	};
}

function sight(call: Call): Sighting | undefined {
	const id = readCallId(call);
	if (id === undefined) return undefined;
	const time = Date.parse(readId(call.endTime) ?? readId(call.startTime) ?? '');
	const over = readCallState(call) !== 'running';
	return { id, call, over, ...(!Number.isNaN(time) && { endedAt: time }) };
}
