import { cpSync } from 'fs';
import { join } from 'path';
import { startSimulator, type Simulator } from '../simulator';
import { installPackage } from './installPackage';
import { N8nClient, type NodeCredential } from './n8nClient';
import { startN8n, type N8nServer } from './n8nServer';
import { openAll } from './openings';
import { freePort } from './ports';
import { step } from './progress';
import { installRuntime, n8nFolder } from './runtime';

/** Everything between a filled-in form and a ringing phone, running on this machine. */
export interface Stage {
	simulator: Simulator;
	server: N8nServer;
	client: N8nClient;
	/** Where n8n has loaded the package from. */
	packageFolder: string;
	/** The account the example workflows name, with the simulator's address and token. */
	credential: NodeCredential;
	/** Puts the clocks of both n8n and the platform ahead; n8n must have been opened with a movable one. */
	advance(ms: number): Promise<void>;
	/** Asks n8n to end, as an update does, and starts it again with the same data at the same address. */
	restart(): Promise<void>;
	/** Starts n8n again in the same way after it was killed. */
	revive(): Promise<void>;
	close(): Promise<void>;
}

/** Starts a simulator, the documented one unless a personality is named, and a fresh n8n with the packed package. */
export async function openStage(
	settings: {
		port?: number;
		personality?: string;
		env?: NodeJS.ProcessEnv;
		movableClock?: boolean;
	} = {},
): Promise<Stage> {
	return await openAll('e2e', async (openings) => {
		const { folder: userFolder } = openings;
		const runtime = await installRuntime();
		cpSync(runtime.template, userFolder, { recursive: true });
		const packageFolder = await step(
			'Packing and installing the package',
			async () => await installPackage(userFolder),
		);
		const simulator = await startSimulator({ personality: settings.personality });
		openings.add(async () => await simulator.close());
		const port = settings.port ?? (await freePort());
		const logFile = join(n8nFolder, 'logs', `n8n-${port}.log`);
		let ahead = 0;
		const start = async () => {
			const { env, movableClock } = settings;
			const server = await startN8n(runtime, { userFolder, port, logFile, env, movableClock });
			openings.add(async () => await server.stop());
			if (movableClock) await server.setAhead(ahead);
			return server;
		};
		const server = await step('Starting n8n', start);
		const client = await N8nClient.asOwner(server.url);
		const credential = await client.createCredential('Nebrija AI account', 'nebrijaApi', {
			apiToken: simulator.token,
			baseUrl: simulator.url,
		});
		const advance = async (ms: number) => {
			ahead += ms;
			await stage.server.setAhead(ahead);
			await simulator.clock.advance(ms);
		};
		const revive = async () => {
			await stage.server.ended;
			stage.server = await step('Starting n8n again', start);
		};
		const restart = async () => {
			await stage.server.terminate();
			await revive();
		};
		const close = async () => await openings.close();
		const stage: Stage = {
			...{ simulator, server, client, packageFolder, credential },
			...{ advance, restart, revive, close },
		};
		return stage;
	});
}
