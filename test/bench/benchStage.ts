import { cpSync, writeFileSync } from 'fs';
import { join } from 'path';
import { installPackage } from '../e2e/installPackage';
import { N8nClient, type NodeCredential } from '../e2e/n8nClient';
import { startN8n, type N8nServer } from '../e2e/n8nServer';
import { openAll } from '../e2e/openings';
import { freePort } from '../e2e/ports';
import { step } from '../e2e/progress';
import { installRuntime, n8nFolder, type Runtime } from '../e2e/runtime';
import { Executions } from './executions';
import { installNaivePackage } from './naivePackage';
import { childRunning } from './processMemory';

/** The token of the simulator and of the credential. */
export const token = 'bench-token';

/** A real n8n with this package and the naive one, and the place where each run starts its own simulator. */
export interface BenchStage {
	server: N8nServer;
	client: N8nClient;
	executions: Executions;
	credentials: Record<'nebrijaApi' | 'naiveApi', NodeCredential>;
	/** The process of n8n itself. */
	pid: number;
	userFolder: string;
	simulatorPort: number;
	/** Where the API will answer, as long as a simulator runs on that port. */
	apiUrl: string;
	close(): Promise<void>;
}

/** Something of this folder that n8n loads before it starts, and that listens to a signal. */
type Listener = 'profileOnSignal' | 'pausesOnSignal';

/** Starts n8n at its default settings but for `env`, with a listener where one is asked for. */
export async function openBenchStage({
	loaded,
	env = {},
}: { loaded?: Listener; env?: Record<string, string> } = {}): Promise<BenchStage> {
	return await openAll('bench', async (openings) => {
		const { folder: userFolder } = openings;
		const runtime = await installRuntime();
		cpSync(runtime.template, userFolder, { recursive: true });
		await installPackage(userFolder);
		await installNaivePackage(userFolder);
		const port = await freePort();
		const server = await step('Starting n8n', async () => {
			const started = loaded ? withListener(runtime, userFolder, loaded) : runtime;
			const logFile = join(n8nFolder, 'logs', `bench-${port}.log`);
			return await startN8n(started, { userFolder, port, logFile, env });
		});
		openings.add(async () => await server.stop());
		const client = await N8nClient.asOwner(server.url);
		const simulatorPort = await freePort();
		const apiUrl = `http://127.0.0.1:${simulatorPort}/api/v1`;
		const account = { apiToken: token, baseUrl: apiUrl };
		const credentials = {
			nebrijaApi: await client.createCredential('Bench', 'nebrijaApi', account),
			naiveApi: await client.createCredential('Naive', 'naiveApi', account),
		};
		const executions = await Executions.asOwner(server.url);
		const pid = childRunning(runtime.node);
		const api = { simulatorPort, apiUrl };
		const close = async () => await openings.close();
		return { server, client, executions, credentials, pid, userFolder, ...api, close };
	});
}

function withListener(runtime: Runtime, userFolder: string, listener: Listener): Runtime {
	const n8n = join(userFolder, 'listeningN8n.cjs');
	const files = [join(__dirname, `${listener}.ts`), runtime.n8n];
	writeFileSync(n8n, files.map((file) => `require(${JSON.stringify(file)});\n`).join(''));
	return { ...runtime, n8n };
}
