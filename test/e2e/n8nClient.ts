import axios, { type AxiosInstance } from 'axios';
import { parse } from 'flatted';
import type { IDataObject, INode, IRunExecutionData } from 'n8n-workflow';
import { setTimeout as sleep } from 'timers/promises';
import { DataTable } from './dataTable';

/** What the example n8n's user logs in with; it listens on loopback only. */
export const owner = {
	email: 'owner@example.com',
	firstName: 'Example',
	lastName: 'Owner',
	password: 'Loopback-only-1',
};

const ANSWER_WITHIN_MS = 60_000;

const acceptNotFound = (status: number) => status < 300 || status === 404;

/** The longest list of executions that n8n gives; its pages are no use, executions fall between them. */
const MOST_LISTED = 100;

/** A workflow as its exported file holds it. */
export interface Workflow {
	name: string;
	nodes: object[];
	connections: object;
	settings?: object;
	pinData?: object;
}

export interface NodeCredential {
	id: string;
	name: string;
}

/** An execution as the list of executions shows it. */
export interface ExecutionState {
	id: string;
	status: string;
	stoppedAt?: string | null;
}

export interface Execution extends ExecutionState {
	data: IRunExecutionData;
}

/** What n8n says before it does anything, as long as its database is late to answer (n8n abstract-server.js). */
const notReady = 'Database is not ready!';

/** An n8n's REST interface, as its editor uses it. Every verb rejects with n8n's own message. */
export class N8nClient {
	private constructor(private readonly http: AxiosInstance) {}

	/** Creates the owner of a fresh n8n and logs in. Older n8n are ready before they know this address. */
	static async asOwner(url: string): Promise<N8nClient> {
		const { headers } = await until(async () => {
			const answer = await axios.post(`${url}/rest/owner/setup`, owner, {
				validateStatus: (status) => acceptNotFound(status) || status === 503,
			});
			return answer.status < 300 ? answer : undefined;
		});
		const cookie = (headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ');
		const http = axios.create({ baseURL: `${url}/rest`, headers: { cookie } });
		let lateSince: number | undefined;
		const inTime = <T>(answer: T) => {
			lateSince = undefined;
			return answer;
		};
		http.interceptors.response.use(inTime, async (error) => {
			const told = error.response?.data?.message;
			if (told === notReady && Date.now() - (lateSince ??= Date.now()) < 60_000) {
				await sleep(500);
				return await http.request(error.config);
			}
			throw told ? new Error(`${error.config.url}: ${told}`) : error;
		});
		return new N8nClient(http);
	}

	/** The full names of all node types this n8n has loaded. */
	async nodeTypes(): Promise<string[]> {
		const { data } = await this.http.get<Array<{ name: string }>>('../types/nodes.json');
		return data.map(({ name }) => name);
	}

	/** The highest version of a node type that this n8n has loaded. */
	async newestVersion(type: string): Promise<number> {
		const { data } =
			await this.http.get<Array<{ name: string; version: number | number[] }>>(
				'../types/nodes.json',
			);
		return Math.max(...data.filter(({ name }) => name === type).flatMap(({ version }) => version));
	}

	/** Stores a credential and returns how nodes refer to it. */
	async createCredential(name: string, type: string, data: object): Promise<NodeCredential> {
		const created = await this.http.post('/credentials', { name, type, data });
		return { id: created.data.data.id, name };
	}

	/** Presses the credential's Test button. */
	async testCredential(
		credential: NodeCredential,
		type: string,
	): Promise<{ status: string; message: string }> {
		const stored = await this.http.get(`/credentials/${credential.id}?includeData=true`);
		const credentials = { ...credential, type, data: stored.data.data.data };
		return (await this.http.post('/credentials/test', { credentials })).data.data;
	}

	/**
	 * Saves a workflow, publishes it and waits until its production addresses answer. Older n8n, which
	 * cannot be asked how far they are, publish before they answer.
	 */
	async activateWorkflow(workflow: Workflow): Promise<string> {
		const id = await this.saveWorkflow(workflow);
		await this.publish(id);
		return id;
	}

	/** Publishes a saved workflow as it is now, and waits until its production addresses answer. */
	async publish(id: string): Promise<void> {
		const { versionId } = (await this.http.get(`/workflows/${id}`)).data.data;
		await this.http.post(`/workflows/${id}/activate`, { versionId });
		await until(async () => {
			const address = `/workflows/${id}/publication-status`;
			const answer = await this.http.get(address, { validateStatus: acceptNotFound });
			if (answer.status === 404) return true;
			const { status, triggers } = answer.data.data;
			if (status === 'failed') throw new Error(`Not published: ${JSON.stringify(triggers)}`);
			return status === 'published' || undefined;
		});
	}

	/** Takes a workflow off production; newer n8n remove its registrations a moment later. */
	async unpublish(id: string): Promise<void> {
		await this.http.post(`/workflows/${id}/deactivate`);
	}

	/** The data table of this name; of several, the one whose name it is in full. */
	async dataTable(name: string): Promise<DataTable> {
		const project = (await this.http.get('/projects/personal')).data.data.id;
		const address = `/projects/${project}/data-tables`;
		const listed = await this.http.get(address, { params: { filter: JSON.stringify({ name }) } });
		const tables: Array<{ id: string; name: string }> = listed.data.data.data;
		const table = tables.find((each) => each.name === name);
		if (!table) throw new Error(`There is no data table ${name}.`);
		return new DataTable(this.http, address, table.id);
	}

	/** Makes an empty data table with these columns of text. */
	async createDataTable(name: string, columns: string[]): Promise<void> {
		const project = (await this.http.get('/projects/personal')).data.data.id;
		await this.http.post(`/projects/${project}/data-tables`, {
			name,
			columns: columns.map((column) => ({ name: column, type: 'string' })),
		});
	}

	/** What a saved workflow has stored as static data. */
	async staticData(id: string): Promise<IDataObject> {
		return (await this.http.get(`/workflows/${id}`)).data.data.staticData ?? {};
	}

	/** How many executions a workflow has, whatever became of them, once none has been added for a second. */
	async countExecutions(workflowId: string): Promise<number> {
		const params = { filter: JSON.stringify({ workflowId }), limit: MOST_LISTED };
		for (let before = -1; ; await sleep(1_000)) {
			const listed = await this.http.get<{ data: { count: number; results: ExecutionState[] } }>(
				'/executions',
				{ params },
			);
			// n8n lists those under way, but does not count them.
			const { count, results } = listed.data.data;
			const underWay = results.filter(isUnderWay);
			if (count + underWay.length === before) return before;
			before = count + underWay.length;
		}
	}

	/** Saves a workflow without publishing it. The oldest n8n want to be told so, and in which project. */
	async saveWorkflow(workflow: Workflow): Promise<string> {
		const projectId = (await this.http.get('/projects/personal')).data.data.id;
		const saved = await this.http.post('/workflows', { active: false, projectId, ...workflow });
		return saved.data.data.id;
	}

	/** Presses "Execute step" on a node, which gets what the nodes before it put out in an execution. */
	async executeStep(id: string, nodeName: INode['name'], before: Execution): Promise<Execution> {
		const { [nodeName]: own, ...runData } = before.data.resultData.runData;
		const workflowData = (await this.http.get(`/workflows/${id}`)).data.data;
		const destinationNode = { nodeName, mode: 'inclusive' };
		const dirtyNodeNames = own ? [nodeName] : [];
		const started = await this.http.post(`/workflows/${id}/run`, {
			...{ workflowData, runData, destinationNode, dirtyNodeNames },
		});
		return await this.endOf(id, started.data.data.executionId);
	}

	/**
	 * Presses "Execute workflow"; the trigger puts out these items, or what it puts out by itself. Older
	 * n8n run the workflow that is sent along, newer ones the stored one.
	 */
	async runWorkflow(id: string, trigger: INode['name'], items?: IDataObject[]): Promise<Execution> {
		const data = items && {
			...{ startTime: Date.now(), executionTime: 0, executionIndex: 0, source: [] },
			data: { main: [items.map((json) => ({ json }))] },
		};
		const workflowData = (await this.http.get(`/workflows/${id}`)).data.data;
		const triggerToStartFrom = { name: trigger, data };
		const started = await this.http.post(`/workflows/${id}/run`, {
			...{ workflowData, triggerToStartFrom },
		});
		return await this.endOf(id, started.data.data.executionId);
	}

	/** An execution, once the list shows that it has ended: some n8n fail when one is read before that. */
	private async endOf(workflowId: string, id: string): Promise<Execution> {
		await until(async () => {
			const listed = await this.executionsOf(workflowId);
			return listed.find((execution) => execution.id === id)?.stoppedAt ? true : undefined;
		});
		return await this.execution(id);
	}

	/** Presses "Run evaluation", and tells how it ended. Older n8n do not say which run it is, so the newest counts. */
	async evaluate(workflowId: string): Promise<string> {
		const address = `/workflows/${workflowId}/test-runs`;
		await this.http.post(`${address}/new`, {});
		return await until(async () => {
			const [newest] = (await this.http.get<{ data: ExecutionState[] }>(address)).data.data;
			return newest && !isUnderWay(newest) ? newest.status : undefined;
		});
	}

	/** The newest execution of a workflow, once it has ended; rejects if that takes longer. */
	async lastExecution(workflowId: string, withinMs?: number): Promise<Execution> {
		const { id } = await until(async () => {
			const newest = (await this.executionsOf(workflowId)).at(-1);
			return newest?.stoppedAt ? newest : undefined;
		}, withinMs);
		return await this.execution(id);
	}

	/** The latest hundred executions of a workflow with their states, in the order of their ids. */
	async executionsOf(workflowId: string): Promise<ExecutionState[]> {
		const params = { filter: JSON.stringify({ workflowId }), limit: MOST_LISTED };
		const listed = await this.http.get<{ data: { results: ExecutionState[] } }>('/executions', {
			params,
		});
		return listed.data.data.results.sort((a, b) => Number(a.id) - Number(b.id));
	}

	/** One execution with all its data. */
	async execution(id: string): Promise<Execution> {
		const { status, data } = (await this.http.get(`/executions/${id}`)).data.data;
		return { id, status, data: parse(data) };
	}

	/**
	 * Presses Retry on an execution, with its own workflow or with the one that is saved now, and returns the id of
	 * the new one, once it has ended.
	 */
	async retry(id: string, { loadWorkflow = false } = {}): Promise<string> {
		const retried = await this.http.post(`/executions/${id}/retry`, { loadWorkflow });
		return retried.data.data.id;
	}
}

/** Whether an execution, or a run of an evaluation, waits or runs. */
export function isUnderWay({ status }: Pick<ExecutionState, 'status'>): boolean {
	return ['new', 'running'].includes(status);
}

/** Asks until there is an answer, and returns it; rejects if there is none in time. */
export async function until<T>(
	ask: () => Promise<T | undefined>,
	withinMs = ANSWER_WITHIN_MS,
): Promise<T> {
	for (const deadline = Date.now() + withinMs; Date.now() < deadline; ) {
		const answer = await ask();
		if (answer !== undefined) return answer;
		await sleep(100);
	}
	throw new Error(`n8n did not finish within ${withinMs / 1000} seconds.`);
}

/** The items a node put out in an execution. */
export function outputOf(execution: Execution, node: INode['name']): object[] {
	const runs = execution.data.resultData.runData[node] ?? [];
	return runs.flatMap(({ data }) => data?.main[0] ?? []).map(({ json }) => json);
}
