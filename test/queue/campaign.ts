import axios, { isAxiosError } from 'axios';
import { setTimeout as sleep } from 'timers/promises';
import { isUnderWay, outputOf, until, type Execution, type ExecutionState } from '../e2e/n8nClient';
import { operations, webhookWorkflow } from '../e2e/webhookWorkflow';
import type { Call } from '../simulator';
import type { Person } from './people';
import type { QueueStage } from './queueStage';

/** A call as the Launch operation put it out. */
export type LaunchedCall = Call & { skipped?: boolean };

/** A published workflow that calls the people its webhook is given, one execution for each request. */
export class Campaign {
	private constructor(
		private readonly stage: QueueStage,
		private readonly url: string,
		private readonly workflowId: string,
	) {}

	/** Publishes it under this path, with these options of the Launch operation. */
	static async publish(stage: QueueStage, path: string, options: object = {}): Promise<Campaign> {
		const parameters = { ...operations.launch, options };
		const workflow = webhookWorkflow(path, stage.credential, parameters, {}, 'onReceived');
		const workflowId = await stage.client.activateWorkflow(workflow);
		return new Campaign(stage, `${stage.main.url}/webhook/${path}`, workflowId);
	}

	/** Hands these groups of people over, one execution for each, and resolves once all are in the queue. */
	async start(...groups: Person[][]): Promise<void> {
		const { main } = this.stage;
		const count = main.queuedExecutions().length + groups.length;
		await Promise.all(groups.map(async (people) => await this.post(people)));
		await until(async () => main.queuedExecutions().length >= count || undefined);
	}

	private async post(people: Person[]): Promise<void> {
		await until(async () => {
			const sent = axios.post(this.url, { items: people }).then(() => true);
			return await sent.catch(whileStarting);
		});
	}

	/** All executions with their states, in the order in which they began. */
	async executions(): Promise<ExecutionState[]> {
		return await this.stage.client.executionsOf(this.workflowId);
	}

	/** All executions, once there are so many and none of them waits or runs. */
	async ended(count: number): Promise<ExecutionState[]> {
		return await until(async () => {
			const all = await this.executions();
			const over = all.filter((execution) => !isUnderWay(execution));
			if (over.length === all.length && all.length === count) return all;
			return void (await sleep(500));
		}, 180_000);
	}

	/** The calls that an execution put out. */
	async callsOf({ id }: ExecutionState): Promise<LaunchedCall[]> {
		return callsIn(await this.stage.client.execution(id));
	}

	/** Hands the people over and resolves with their calls, once the new execution has ended well. */
	async callAll(people: Person[]): Promise<LaunchedCall[]> {
		const before = await this.executions();
		await this.start(people);
		const latest = (await this.ended(before.length + 1))[before.length];
		expect(latest.status).toBe('success');
		return await this.callsOf(latest);
	}

	/** Presses Retry on an execution and returns the new one. */
	async retry({ id }: ExecutionState): Promise<Execution> {
		return await this.stage.client.execution(await this.stage.client.retry(id));
	}
}

/** The calls in the data of an execution, in the order of its items. */
export function callsIn(execution: Execution): LaunchedCall[] {
	return outputOf(execution, 'Call') as LaunchedCall[];
}

/** n8n answers 404 until it has published its workflows again after a start, and 503 while its database is late. */
function whileStarting(error: unknown): undefined {
	if (isAxiosError(error) && [404, 503].includes(error.response?.status ?? 0)) return undefined;
	throw error;
}
