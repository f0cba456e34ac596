import { cpSync, mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { startSimulator, type Simulator } from '../simulator';
import { installPackage } from './installPackage';
import { N8nClient, type NodeCredential } from './n8nClient';
import { startN8n, type N8nServer } from './n8nServer';
import { freePort } from './ports';
import { step } from './progress';
import { installRuntime, n8nFolder } from './runtime';

/** Everything between a filled-in form and a ringing phone, running on this machine. */
export interface Stage {
	simulator: Simulator;
	server: N8nServer;
	client: N8nClient;
	/** The account the example workflows name, with the simulator's address and token. */
	credential: NodeCredential;
	close(): Promise<void>;
}

/**
 * Starts a simulator and a fresh n8n with the packed package. Its user folder lies outside the
 * repository: from inside, the package could borrow modules it does not bring along.
 */
export async function openStage(settings: { port?: number } = {}): Promise<Stage> {
	const runtime = await installRuntime();
	const userFolder = mkdtempSync(join(tmpdir(), 'n8n-nodes-nebrija-'));
	const forgetFolder = () => rmSync(userFolder, { recursive: true, force: true });
	process.once('exit', forgetFolder);
	const open: Array<() => Promise<unknown>> = [];
	const close = async () => {
		for (const end of open.splice(0).reverse()) await end();
		process.off('exit', forgetFolder);
		forgetFolder();
	};
	try {
		cpSync(runtime.template, userFolder, { recursive: true });
		await step('Packing and installing the package', async () => await installPackage(userFolder));
		const simulator = await startSimulator();
		open.push(async () => await simulator.close());
		const port = settings.port ?? (await freePort());
		const logFile = join(n8nFolder, 'logs', `n8n-${port}.log`);
		const server = await step(
			'Starting n8n',
			async () => await startN8n(runtime, { userFolder, port, logFile }),
		);
		open.push(async () => await server.stop());
		const client = await N8nClient.asOwner(server.url);
		const credential = await client.createCredential('Nebrija AI account', 'nebrijaApi', {
			apiToken: simulator.token,
			baseUrl: simulator.url,
		});
		return { simulator, server, client, credential, close };
	} catch (error) {
		await close();
		throw error;
	}
}
