import { PollContext } from 'n8n-core';
import type { IDataObject, INode, INodeParameters, WorkflowExecuteMode } from 'n8n-workflow';

import { NebrijaCallPollTrigger } from '../../nodes/Nebrija/NebrijaCallPollTrigger.node';
import type { Credential } from './mount';
import { load, staticDataOf, triggerData } from './mountTrigger';

const type = new NebrijaCallPollTrigger();

/** As much of an n8n as a polling trigger meets: one active workflow, polled when a test says so. */
export class PollHost {
	/** What the polls put out, one list for each execution. */
	readonly executions: IDataObject[][] = [];

	/** The workflow as the database holds it; what a test changes holds from the next start on. */
	readonly saved;

	private workflow;

	constructor(
		private readonly credential: Credential,
		parameters: INodeParameters = {},
	) {
		const node: INode = {
			id: 'poll',
			name: 'Nebrija Call Poll Trigger',
			type: 'nebrijaCallPollTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: { events: ['call.finished', 'call.failed'], ...parameters },
			credentials: { nebrijaApi: { id: '1', name: 'Nebrija AI' } },
		};
		const staticData: IDataObject = {};
		this.saved = { id: `workflow ${Math.random()}`, name: 'Poll', nodes: [node], staticData };
		this.workflow = load(this.saved, type);
	}

	/** As active-workflow-manager.ts: the first poll belongs to the activation, and static data are saved after it. */
	async activate(): Promise<void> {
		this.workflow = load(this.saved, type);
		await this.poll();
		this.save();
	}

	/** n8n ends without warning: what was not saved is lost. */
	crash(): void {
		this.workflow = load(this.saved, type);
	}

	/** As poll-trigger-executor.ts and __emit: static data are saved with an execution, not without one. */
	async poll(mode: WorkflowExecuteMode = 'trigger'): Promise<IDataObject[]> {
		const node = Object.values(this.workflow.nodes)[0];
		const data = triggerData(this.credential, 'http://localhost');
		const activation = mode === 'manual' ? 'manual' : 'activate';
		const context = new PollContext(this.workflow, node, data, mode, activation);
		const output = await type.poll.call(context);
		if (output === null) return [];
		const items = output[0].map(({ json }) => json);
		if (mode === 'manual') return items;
		this.executions.push(items);
		this.save();
		return items;
	}

	/** What the database holds. */
	get stored(): IDataObject {
		return this.saved.staticData;
	}

	private save(): void {
		this.saved.staticData = staticDataOf(this.workflow);
	}
}
