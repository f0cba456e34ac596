import {
	DirectoryLoader,
	ExecuteContext,
	ExecutionLifecycleHooks,
	RoutingNode,
	WorkflowExecute,
} from 'n8n-core';
import {
	ICredentialsHelper,
	NodeConnectionTypes,
	Workflow,
	createRunExecutionData,
} from 'n8n-workflow';
import type {
	EngineResponse,
	ICredentialDataDecryptedObject,
	ICredentialType,
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	INodeTypeDescription,
	IRun,
	IRunExecutionData,
	IWorkflowExecuteAdditionalData,
	NodeOutput,
	WorkflowExecuteMode,
} from 'n8n-workflow';

import { NebrijaApi } from '../../credentials/NebrijaApi.credentials';
import { NebrijaCall } from '../../nodes/Nebrija/NebrijaCall.node';

export interface Credential {
	apiToken: string;
	baseUrl: string;
	/** What n8n knows it by; by default its address. */
	id?: string;
	/** What an expression in it gives for single items. */
	ofItem?: Array<{ apiToken?: string; baseUrl?: string }>;
}

/** What to run: the input items, the node's parameters and settings as a saved workflow would hold them. */
export interface Mounted {
	items?: IDataObject[];
	parameters: INodeParameters;
	credential: Credential;
	settings?: Pick<INode, 'onError' | 'retryOnFail' | 'maxTries' | 'waitBetweenTries'>;
	/** Another node type than Nebrija Call, for comparison. */
	type?: INodeType;
	/** Runs the node this often over the same items, as a loop does. */
	rounds?: number;
	/** Runs the node as the tool of an AI agent that calls it once for each of these inputs, in this order. */
	agent?: Array<{ id: string; input: IDataObject }>;
	/** The same for an agent that calls the tools of one step at once, as LangChain does, one step after the other. */
	agentSteps?: IDataObject[][];
	/** The id of its executions, where a test needs the same for two nodes. */
	execution?: string;
	/** The id of the workflow, where a test needs another one. */
	workflow?: string;
	mode?: WorkflowExecuteMode;
	/** The time zone of the workflow. */
	timezone?: string;
	/** Tells the mounted node from another one of the same workflow. */
	nodeId?: string;
	/** Called once the execution has begun, with what ends it. */
	onStart?: (cancel: () => void) => unknown;
}

/** What came out of an execution, as the nodes behind the mounted one would see it. */
export interface Result {
	success: INodeExecutionData[];
	errors: INodeExecutionData[];
	error?: Error & { description?: string; context?: IDataObject };
	/** What n8n stores of the execution. */
	data: IRunExecutionData;
}

const nodeName = 'Nebrija Call';

/** Gives its parameter `items` as items: stands for whatever comes before the mounted node. */
class Source implements INodeType {
	description = {
		displayName: 'Source',
		name: 'source',
		group: ['input'],
		version: 1,
		description: '',
		defaults: { name: 'Source' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		properties: [{ displayName: 'Items', name: 'items', type: 'json', default: [] }],
	} as unknown as INodeTypeDescription;

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const items = this.getNode().parameters.items as unknown as IDataObject[];
		return [items.map((json) => ({ json }))];
	}
}

/** Calls its tool as the parameter `calls` says, as n8n's AI Agent does, and gives what the tool answered. */
class Agent implements INodeType {
	description = {
		displayName: 'Agent',
		name: 'agent',
		group: ['transform'],
		version: 1,
		description: '',
		defaults: { name: 'Agent' },
		inputs: [NodeConnectionTypes.Main, NodeConnectionTypes.AiTool],
		outputs: [NodeConnectionTypes.Main],
		properties: [
			{ displayName: 'Calls', name: 'calls', type: 'json', default: [] },
			{ displayName: 'Steps', name: 'steps', type: 'json', default: [] },
		],
	} as unknown as INodeTypeDescription;

	async execute(this: IExecuteFunctions, response?: EngineResponse): Promise<NodeOutput> {
		const steps = this.getNode().parameters.steps as unknown as Mounted['agentSteps'];
		if (steps?.length) return [await callTogether(this, steps)];
		if (response?.actionResponses.length) {
			return [
				response.actionResponses.map(
					({ data }) => data.data?.ai_tool?.[0]?.[0] ?? { json: { error: data.error?.message } },
				),
			];
		}
		const calls = this.getNode().parameters.calls as unknown as NonNullable<Mounted['agent']>;
		return {
			actions: calls.map(({ id, input }) => ({
				actionType: 'ExecutionNodeAction',
				nodeName,
				input,
				type: NodeConnectionTypes.AiTool,
				id,
				metadata: {},
			})),
			metadata: {},
		};
	}
}

interface Tool {
	invoke(input: IDataObject): Promise<string>;
}

/** Calls the connected tool as the agents of LangChain do, and gives what it answered to each call, or why it failed. */
async function callTogether(
	context: IExecuteFunctions,
	steps: IDataObject[][],
): Promise<INodeExecutionData[]> {
	const [tool] = (await context.getInputConnectionData(NodeConnectionTypes.AiTool, 0)) as Tool[];
	const call = async (input: IDataObject): Promise<INodeExecutionData> => {
		try {
			const [json] = JSON.parse(await tool.invoke(input)) as IDataObject[];
			return { json };
		} catch (error) {
			return { json: { error: (error as Error).message } };
		}
	};
	const answers: INodeExecutionData[] = [];
	for (const step of steps) answers.push(...(await Promise.all(step.map(call))));
	return answers;
}

/** As n8n makes a tool of a node (convert-node-to-ai-tool.ts). */
function asTool(type: INodeType): INodeType {
	const description = { ...type.description, outputs: [NodeConnectionTypes.AiTool] };
	return Object.create(type, { description: { value: description } }) as INodeType;
}

/** Makes a declarative node executable as n8n does when it loads a package (directory-loader.ts). */
export function loadDeclarative(type: INodeType): INodeType {
	DirectoryLoader.applyDeclarativeNodeOptionParameters(type);
	type.execute ??= async function () {
		return (await new RoutingNode(this as ExecuteContext, type).runNode()) ?? null;
	};
	return type;
}

/** Only the storage of credentials is replaced; they are applied by their own `authenticate`. */
class StoredCredential extends ICredentialsHelper {
	constructor(
		private readonly type: ICredentialType,
		private readonly data: Credential,
	) {
		super();
	}

	getParentTypes() {
		return [];
	}

	isCredentialUsableByNode() {
		return true;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		_typeName: string,
		requestOptions: IHttpRequestOptions,
	) {
		const { authenticate } = this.type;
		if (typeof authenticate !== 'function') throw new Error('authenticate is not a function');
		return await authenticate(credentials, requestOptions);
	}

	async preAuthentication() {
		return undefined;
	}

	async runPreAuthentication() {
		return undefined;
	}

	async getCredentials(): Promise<never> {
		throw new Error('not stored');
	}

	async getDecrypted(...given: Parameters<ICredentialsHelper['getDecrypted']>) {
		const { ofItem, ...data } = this.data;
		const item = given[6]?.itemIndex ?? 0;
		return { ...data, ...ofItem?.[item] };
	}

	async updateCredentials() {}

	async updateCredentialsOauthTokenData() {}

	getCredentialsProperties() {
		return this.type.properties;
	}
}

export function additionalDataFor(credential: Credential, executionId: string) {
	return {
		credentialsHelper: new StoredCredential(new NebrijaApi(), credential),
		executionId,
		currentNodeExecutionIndex: 0,
		instanceBaseUrl: 'http://localhost:5678/',
		restApiUrl: 'http://localhost:5678/rest',
		webhookBaseUrl: 'http://localhost:5678/webhook',
		webhookWaitingBaseUrl: 'http://localhost:5678/webhook-waiting',
		webhookTestBaseUrl: 'http://localhost:5678/webhook-test',
		formWaitingBaseUrl: 'http://localhost:5678/form-waiting',
		variables: {},
		setExecutionStatus: () => {},
	} as unknown as IWorkflowExecuteAdditionalData;
}

let executions = 0;

const referenceTo = ({ id, baseUrl }: Credential) => ({ id: id ?? baseUrl, name: 'Nebrija AI' });

const toMain = (node?: string) =>
	node === undefined ? [] : [{ node, type: NodeConnectionTypes.Main, index: 0 }];

/** Before n8n 2, the engine takes workflow and node one by one. */
function startFrom(execute: WorkflowExecute, workflow: Workflow, startNode: INode) {
	type OneByOne = (...parts: [Workflow, INode]) => ReturnType<WorkflowExecute['run']>;
	if (execute.run.length === 1) return execute.run({ workflow, startNode });
	return (execute.run as unknown as OneByOne).call(execute, workflow, startNode);
}

/** One mounted workflow; `run` executes it, `retry` is the editor's "Retry execution" of what failed last. */
export class Mount {
	private readonly workflow: Workflow;

	private stored?: IRunExecutionData;

	private readonly isTool: boolean;

	constructor(private readonly what: Mounted) {
		this.isTool = what.agent !== undefined || what.agentSteps !== undefined;
		const type = what.type ?? loadDeclarative(new NebrijaCall());
		const types: Record<string, INodeType> = {
			source: new Source(),
			agent: new Agent(),
			mounted: type,
			mountedTool: asTool(type),
		};
		const place = { typeVersion: 1, position: [0, 0] as [number, number] };
		const rounds = Array.from({ length: what.rounds ?? 1 }, (_, round) => `Source ${round}`);
		this.workflow = new Workflow({
			id: what.workflow ?? 'workflow',
			nodes: [
				...rounds.map((name) => ({
					...place,
					id: name,
					name,
					type: 'source',
					parameters: { items: (what.items ?? [{}]) as unknown as INodeParameters },
				})),
				{
					...place,
					id: 'agent',
					name: 'Agent',
					type: 'agent',
					parameters: { calls: what.agent ?? [], steps: what.agentSteps ?? [] } as never,
				},
				{
					...place,
					...what.settings,
					id: what.nodeId ?? 'mounted',
					name: nodeName,
					type: this.isTool ? 'mountedTool' : 'mounted',
					parameters: what.parameters,
					credentials: { nebrijaApi: referenceTo(what.credential) },
				},
			],
			connections: {
				...Object.fromEntries(
					rounds.map((name, round) => [
						name,
						{ main: [[this.isTool ? 'Agent' : nodeName, rounds[round + 1]].flatMap(toMain)] },
					]),
				),
				...(this.isTool && {
					[nodeName]: {
						ai_tool: [[{ node: 'Agent', type: NodeConnectionTypes.AiTool, index: 0 }]],
					},
				}),
			},
			active: false,
			nodeTypes: {
				getByName: (name) => types[name],
				getByNameAndVersion: (name) => types[name],
				getKnownTypes: () => ({}),
			},
			settings: { executionOrder: 'v1', ...(what.timezone && { timezone: what.timezone }) },
		});
	}

	async run(): Promise<Result> {
		const execute = this.newExecution(createRunExecutionData());
		const started = startFrom(execute, this.workflow, this.workflow.getNode('Source 0')!);
		this.what.onStart?.(() => started.cancel());
		return this.collect(await started);
	}

	/** What n8n has stored of the last execution, to be retried more than once. */
	get execution(): IRunExecutionData {
		return structuredClone(this.stored!);
	}

	/**
	 * As packages/cli/src/executions/execution.service.ts, "with currently saved workflow": the stored data without the
	 * failed task and with the nodes of this workflow, a new id.
	 */
	async retry(data = this.stored): Promise<Result> {
		if (!data?.resultData.error) throw new Error('There is no failed execution to retry.');
		delete data.resultData.error;
		data.resultData.runData[data.resultData.lastNodeExecuted!].pop();
		for (const waiting of data.executionData!.nodeExecutionStack) {
			waiting.node = this.workflow.getNode(waiting.node.name)!;
		}
		return this.collect(
			await this.newExecution(data, 'retry').processRunExecutionData(this.workflow),
		);
	}

	private newExecution(data: IRunExecutionData, mode: WorkflowExecuteMode = 'trigger') {
		const executionId = this.what.execution ?? String(++executions);
		const additionalData = additionalDataFor(this.what.credential, executionId);
		const { id, name = '', nodes, connectionsBySourceNode: connections } = this.workflow;
		const saved = { id, name, nodes: Object.values(nodes), connections };
		const now = new Date();
		additionalData.hooks = new ExecutionLifecycleHooks(mode, executionId, {
			...saved,
			active: false,
			isArchived: false,
			createdAt: now,
			updatedAt: now,
			activeVersionId: null,
		});
		return new WorkflowExecute(additionalData, this.what.mode ?? mode, data);
	}

	private collect(run: IRun): Result {
		const { data } = run;
		this.stored = JSON.parse(JSON.stringify(data)) as IRunExecutionData;
		const tasks = data.resultData.runData[this.isTool ? 'Agent' : nodeName] ?? [];
		const output = (index: number) => tasks.flatMap((task) => task.data?.main[index] ?? []);
		return {
			success: output(0),
			errors: output(1),
			error: data.resultData.error as Result['error'],
			data,
		};
	}
}

/** Runs the node where n8n keeps no memory of the execution, as its ephemeral executor does. */
export async function runWithoutMemory(what: Mounted): Promise<INodeExecutionData[]> {
	const type = loadDeclarative(new NebrijaCall());
	const node = {
		id: 'mounted',
		name: nodeName,
		type: 'mounted',
		typeVersion: 1,
		position: [0, 0] as [number, number],
		parameters: what.parameters,
		credentials: { nebrijaApi: referenceTo(what.credential) },
		...what.settings,
	};
	const workflow = new Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: {
			getByName: () => type,
			getByNameAndVersion: () => type,
			getKnownTypes: () => ({}),
		},
	});
	const items = (what.items ?? [{}]).map((json) => ({ json }));
	const data = { main: [items] };
	const context = new ExecuteContext(
		workflow,
		workflow.getNode(nodeName)!,
		additionalDataFor(what.credential, ''),
		'manual',
		{ resultData: { runData: {} } } as unknown as IRunExecutionData,
		0,
		items,
		data,
		{ node, data, source: null },
		[],
	);
	const output = await new RoutingNode(context, type).runNode();
	return output?.[0] ?? [];
}
