import { readFileSync } from 'fs';
import { join } from 'path';
import { startN8n, type N8nServer, type N8nSettings } from '../e2e/n8nServer';
import { n8nFolder, type Runtime } from '../e2e/runtime';

/** One n8n of several that work together: it can be killed and started again. */
export class Instance {
	private readonly logFiles: string[] = [];

	private server?: N8nServer;

	constructor(
		readonly name: string,
		private readonly runtime: Runtime,
		private readonly settings: Omit<N8nSettings, 'logFile'>,
	) {}

	get userFolder(): string {
		return this.settings.userFolder;
	}

	get url(): string {
		return `http://127.0.0.1:${this.settings.port}`;
	}

	/** Starts it and resolves once it answers. */
	async start(): Promise<void> {
		const { port } = this.settings;
		const logFile = join(n8nFolder, 'logs', `${this.name}-${port}-${this.logFiles.length}.log`);
		this.logFiles.push(logFile);
		this.server = await startN8n(this.runtime, { ...this.settings, logFile });
	}

	/** Asks it to end, as an update of n8n does, and resolves when it has. */
	async terminate(): Promise<void> {
		await this.server?.terminate();
	}

	/** Resolves when it has ended, whoever ended it. */
	async ended(): Promise<void> {
		await this.server?.ended;
	}

	/** Kills it without a warning, as a crash or a pulled plug does. */
	async kill(): Promise<void> {
		await this.server?.stop();
	}

	/** The ids of the executions it began to work on as a worker, one entry each time. */
	startedExecutions(): string[] {
		return this.idsAfter('Worker started execution');
	}

	/** The ids of the executions it put into the queue. */
	queuedExecutions(): string[] {
		return this.idsAfter('Enqueued execution');
	}

	private idsAfter(words: string): string[] {
		const said = this.logFiles.map((file) => readFileSync(file, 'utf8')).join('\n');
		return [...said.matchAll(new RegExp(`${words} (\\d+)`, 'g'))].map(([, id]) => id);
	}
}
