import express, { type Request, type Response } from 'express';
import { HookContext, WebhookContext } from 'n8n-core';
import { Workflow } from 'n8n-workflow';
import type {
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	IRequestOptions,
	IWebhookData,
	IWorkflowExecuteAdditionalData,
	WebhookType,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { createServer } from 'node:http';
import { gunzipSync } from 'node:zlib';

import { NebrijaApi } from '../../credentials/NebrijaApi.credentials';
import { NebrijaCallTrigger } from '../../nodes/Nebrija/NebrijaCallTrigger.node';
import { hangUp, listen } from '../simulator/listen';
import type { Credential } from './mount';

type Answer = { status: number; body: unknown } | 'written by the node';

const payloadSizeMax = 16 * 1024 * 1024;
const type = new NebrijaCallTrigger();

/** A workflow as the database holds it. */
export interface SavedWorkflow {
	id: string;
	name: string;
	nodes: INode[];
	staticData: IDataObject;
}

/** A trigger node as a saved workflow holds it. */
export function triggerNode(
	parameters: INodeParameters = {},
	name = 'Nebrija Call Trigger',
): INode {
	return {
		id: `id of ${name}`,
		name,
		type: 'nebrijaCallTrigger',
		typeVersion: 1,
		position: [0, 0],
		webhookId: `webhook-${name.toLowerCase().replace(/\W/g, '-')}`,
		parameters: { events: ['call.finished', 'call.failed'], options: {}, ...parameters },
		credentials: { nebrijaApi: { id: '1', name: 'Nebrija AI' } },
	};
}

/** What additional data n8n gives to hooks, webhooks and polls; only the storage of credentials is replaced. */
export function triggerData(credential: Credential, origin: string) {
	const { authenticate } = new NebrijaApi();
	if (typeof authenticate !== 'function') throw new Error('authenticate is not a function');
	return {
		credentialsHelper: {
			getParentTypes: () => [],
			isCredentialUsableByNode: () => true,
			getDecrypted: async () => ({ ...credential }),
			getCredentialsProperties: () => new NebrijaApi().properties,
			preAuthentication: async () => undefined,
			runPreAuthentication: async () => undefined,
			authenticate: async (data: never, _type: string, options: IRequestOptions) =>
				await authenticate(data, options as never),
		},
		webhookBaseUrl: `${origin}/webhook`,
		webhookTestBaseUrl: `${origin}/webhook-test`,
		variables: {},
	} as unknown as IWorkflowExecuteAdditionalData;
}

/** A workflow loaded from the database, with a copy of its static data. */
export function load(saved: SavedWorkflow, nodeType: object, staticData = saved.staticData) {
	return new Workflow({
		id: saved.id,
		name: saved.name,
		nodes: structuredClone(saved.nodes),
		connections: {},
		active: true,
		nodeTypes: {
			getByName: () => nodeType as never,
			getByNameAndVersion: () => nodeType as never,
			getKnownTypes: () => ({}),
		},
		staticData: structuredClone(staticData),
	});
}

/** The changed static data of a workflow as plain JSON, as it is written to the database. */
export function staticDataOf(workflow: Workflow): IDataObject {
	return JSON.parse(JSON.stringify(workflow.staticData)) as IDataObject;
}

/** As much of an n8n as a webhook trigger meets: workflows, their life cycle, and the address deliveries arrive at. */
export class TriggerHost {
	/** What started an execution, in order; each the output of the trigger. */
	readonly executions: Array<{ workflowId: string; mode: string; items: INodeExecutionData[] }> =
		[];

	/** What failed executions say: n8n stores one for everything the node throws. */
	readonly failures: string[] = [];

	/** Set by a test to make n8n fail after the node has accepted a delivery. */
	cannotExecute = false;

	/** Switched off by a test to see what create leaves behind by itself. */
	deletesAfterFailure = true;

	private readonly saved = new Map<string, SavedWorkflow>();

	private readonly testRuns = new Map<string, IDataObject>();

	private readonly app = express().disable('x-powered-by').disable('etag');

	private readonly server = createServer(this.app);

	private origin = '';

	constructor(private readonly credential: Credential) {}

	async start(): Promise<this> {
		this.app.post(
			'/:base/*path',
			(req, res) => void this.answer(req, res).catch(() => res.status(500).json({ code: 0 })),
		);
		this.origin = `http://127.0.0.1:${await listen(this.server, 0)}`;
		return this;
	}

	async stop(): Promise<void> {
		await hangUp(this.server);
	}

	/** The address n8n is reached at; changing it stands for another WEBHOOK_URL. */
	get publicAddress(): string {
		return this.origin;
	}

	set publicAddress(address: string) {
		this.origin = address;
	}

	/** Saves a workflow that consists of these triggers. */
	save(nodes: INode[] = [triggerNode()], id = 'workflow', staticData: IDataObject = {}) {
		const workflow = { id, name: `Workflow ${id}`, nodes, staticData };
		this.saved.set(id, workflow);
		return workflow;
	}

	/** The saved workflow itself, to be changed as by an edit or an accident. */
	workflow(id = 'workflow'): SavedWorkflow {
		return this.saved.get(id)!;
	}

	/** The static data of a node as the database holds it. */
	stored(id = 'workflow', name = 'Nebrija Call Trigger'): IDataObject {
		return (this.workflow(id).staticData[`node:${name}`] ?? {}) as IDataObject;
	}

	/** As packages/cli/src/active-workflow-manager.ts, addWebhooks: a failed create is followed by a fresh delete. */
	async activate(id = 'workflow'): Promise<void> {
		const saved = this.workflow(id);
		const workflow = load(saved, type);
		for (const node of Object.values(workflow.nodes)) {
			try {
				const exists = await this.hook('checkExists', workflow, node);
				if (!exists) await this.hook('create', workflow, node);
			} catch (error) {
				if (this.deletesAfterFailure) await this.deactivate(id).catch(() => undefined);
				throw error;
			}
		}
		saved.staticData = staticDataOf(workflow);
	}

	/** As deregisterWebhooks: static data is saved only if every delete succeeded. */
	async deactivate(id = 'workflow'): Promise<void> {
		const saved = this.workflow(id);
		const workflow = load(saved, type);
		for (const node of Object.values(workflow.nodes)) await this.hook('delete', workflow, node);
		saved.staticData = staticDataOf(workflow);
	}

	/**
	 * "Listen for test event", as test-webhooks.ts: static data starts empty and lives with the test registration; what
	 * fails is removed, and an error of that wins.
	 */
	async listenForTest(id = 'workflow'): Promise<void> {
		const workflow = load(this.workflow(id), type, {});
		for (const node of Object.values(workflow.nodes)) {
			try {
				const exists = await this.hook('checkExists', workflow, node, true);
				if (!exists) await this.hook('create', workflow, node, true);
			} catch (error) {
				await this.hook('delete', workflow, node, true);
				throw error;
			}
		}
		this.testRuns.set(id, staticDataOf(workflow));
	}

	async stopListening(id = 'workflow'): Promise<void> {
		const workflow = load(this.workflow(id), type, this.testRuns.get(id));
		for (const node of Object.values(workflow.nodes)) {
			await this.hook('delete', workflow, node, true);
		}
		this.testRuns.delete(id);
	}

	private webhookData(workflow: Workflow, node: INode, isTest: boolean): IWebhookData {
		const [webhookDescription] = type.description.webhooks!;
		return {
			httpMethod: 'POST',
			node: node.name,
			path: `${node.webhookId}/${webhookDescription.path}`,
			webhookDescription,
			workflowId: workflow.id,
			workflowExecuteAdditionalData: triggerData(this.credential, this.origin),
			isTest,
		};
	}

	private async hook(
		verb: 'checkExists' | 'create' | 'delete',
		workflow: Workflow,
		node: INode,
		isTest = false,
	): Promise<boolean> {
		const data = this.webhookData(workflow, node, isTest);
		const mode: WorkflowExecuteMode = isTest ? 'manual' : 'trigger';
		const context = new HookContext(
			workflow,
			node,
			data.workflowExecuteAdditionalData,
			mode,
			isTest ? 'manual' : 'activate',
			data,
		);
		const name: WebhookType = data.webhookDescription.name;
		return await type.webhookMethods[name as 'default'][verb].call(context);
	}

	private find(path: string) {
		for (const saved of this.saved.values()) {
			for (const node of saved.nodes) {
				if (path === `${node.webhookId}/webhook`) return { saved, node: node.name };
			}
		}
		return undefined;
	}

	/** As live-webhooks.ts and webhook-helpers.ts: static data is loaded for each delivery and saved with the answer. */
	private async answer(req: Request, res: Response): Promise<void> {
		const isTest = req.params.base === 'webhook-test';
		const found = this.find(([] as string[]).concat(req.params.path).join('/'));
		const staticData = isTest ? this.testRuns.get(found?.saved.id ?? '') : found?.saved.staticData;
		if (!found || !staticData) return void res.status(404).json({ code: 404 });
		if (!(await readBody(req, res))) return;
		const { saved } = found;
		const workflow = load(saved, type, staticData);
		const answer = await this.runWebhook(workflow, workflow.getNode(found.node)!, isTest, req, res);
		if (isTest) this.testRuns.set(saved.id, staticDataOf(workflow));
		else if (workflow.staticData.__dataChanged) saved.staticData = staticDataOf(workflow);
		if (answer !== 'written by the node') res.status(answer.status).json(answer.body);
	}

	private async runWebhook(
		workflow: Workflow,
		node: INode,
		isTest: boolean,
		req: Request,
		res: Response,
	): Promise<Answer> {
		const data = this.webhookData(workflow, node, isTest);
		const mode: WorkflowExecuteMode = isTest ? 'manual' : 'webhook';
		const additional = data.workflowExecuteAdditionalData;
		Object.assign(additional, { httpRequest: req, httpResponse: res });
		const context = new WebhookContext(workflow, node, additional, mode, data, [], null);
		const result = await type.webhook.call(context).catch((error: Error) => {
			this.failures.push(error.message);
			throw error;
		});
		if (result.workflowData !== undefined) {
			if (this.cannotExecute) throw new Error('The database is locked');
			const items = result.workflowData[0] ?? [];
			this.executions.push({ workflowId: workflow.id, mode, items });
			asWorkflowRunner(workflow);
		}
		if (result.noWebhookResponse) return 'written by the node';
		if (result.workflowData !== undefined) {
			return { status: 200, body: { message: 'Workflow was started' } };
		}
		return { status: 200, body: result.webhookResponse ?? { message: 'Webhook call received' } };
	}
}

/**
 * As packages/cli/src/workflow-runner.ts: an execution gets a Workflow of its own over the same static data, which makes
 * n8n forget that they were changed.
 */
function asWorkflowRunner({ id, name, nodes, nodeTypes, staticData }: Workflow): void {
	const copies = structuredClone(Object.values(nodes));
	new Workflow({ id, name, nodes: copies, connections: {}, active: true, nodeTypes, staticData });
}

/** As packages/cli/src/middlewares/body-parser.ts: the raw bytes, unzipped, and JSON that must parse. */
async function readBody(req: Request, res: Response): Promise<boolean> {
	const [contentType] = (req.headers['content-type'] ?? '').split(';');
	if (contentType.startsWith('multipart/')) return true;
	const chunks: Buffer[] = [];
	for await (const chunk of req) chunks.push(chunk as Buffer);
	const bytes = Buffer.concat(chunks);
	const rawBody = req.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes;
	if (rawBody.length > payloadSizeMax) {
		res.status(413).end();
		return false;
	}
	Object.assign(req, { rawBody, body: {} });
	try {
		if (contentType === 'application/json' && rawBody.length > 0) {
			req.body = JSON.parse(rawBody.toString('utf8').replace(/^\uFEFF/, ''));
		}
		return true;
	} catch {
		res.status(422).json({ message: 'Failed to parse request body' });
		return false;
	}
}
