import { chmodSync, cpSync, mkdirSync } from 'fs';
import { join } from 'path';
import { installPackage } from '../e2e/installPackage';
import { N8nClient, type NodeCredential } from '../e2e/n8nClient';
import { openAll } from '../e2e/openings';
import { freePort } from '../e2e/ports';
import { step } from '../e2e/progress';
import { installRuntime, type Runtime } from '../e2e/runtime';
import { startSimulator, type Simulator } from '../simulator';
import { Instance } from './instance';
import { startPostgres } from './postgres';
import { Redis } from './redis';

/** An n8n in queue mode: one main, two workers, each with a folder of its own, and what they share. */
export interface QueueStage {
	simulator: Simulator;
	redis: Redis;
	main: Instance;
	workers: Instance[];
	client: N8nClient;
	credential: NodeCredential;
	/** Names what is to be ended along with it. */
	whenClosed(end: () => Promise<unknown>): void;
	close(): Promise<void>;
}

/** How many executions a worker works on at the same time. */
export const JOBS_AT_ONCE = 5;

/** n8n notices a dead worker after up to 90 seconds; here sooner, by the same means. */
const noticeDeadWorkersSoon = {
	QUEUE_WORKER_LOCK_DURATION: '12000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '3000',
	QUEUE_WORKER_STALLED_INTERVAL: '4000',
};

/** Starts everything. Whatever happens, `close` or the end of this process ends and removes all of it. */
export async function openQueueStage(): Promise<QueueStage> {
	return await openAll('queue', async (openings) => {
		const { folder } = openings;
		chmodSync(folder, 0o755);
		const redis = await Redis.start(folder);
		openings.add(async () => await redis.crash());
		const postgres = await startPostgres(folder);
		openings.add(async () => await postgres.service.end('SIGINT'));
		const runtime = await installRuntime();
		const simulator = await startSimulator();
		openings.add(async () => await simulator.close());
		const env = {
			...postgres.env,
			...noticeDeadWorkersSoon,
			EXECUTIONS_MODE: 'queue',
			QUEUE_BULL_REDIS_HOST: '127.0.0.1',
			QUEUE_BULL_REDIS_PORT: String(redis.port),
			N8N_ENCRYPTION_KEY: 'only-for-this-test',
		};
		const [main, ...workers] = [
			await newInstance('main', runtime, { folder, env }),
			await newWorker('worker-1', runtime, { folder, env }),
			await newWorker('worker-2', runtime, { folder, env }),
		];
		await step('Packing and installing the package', async () => {
			await installPackage(main.userFolder);
			for (const { userFolder } of workers) {
				cpSync(main.userFolder, userFolder, { recursive: true });
			}
		});
		openings.add(async () => {
			await Promise.all([main, ...workers].map(async (n8n) => await n8n.kill()));
		});
		await step('Starting the main n8n', async () => await main.start());
		await step('Starting two workers', async () => {
			await Promise.all(workers.map(async (n8n) => await n8n.start()));
		});
		const client = await N8nClient.asOwner(main.url);
		const credential = await client.createCredential('Nebrija AI account', 'nebrijaApi', {
			apiToken: simulator.token,
			baseUrl: simulator.url,
		});
		const whenClosed = (end: () => Promise<unknown>) => openings.add(end);
		const close = async () => await openings.close();
		return { simulator, redis, main, workers, client, credential, whenClosed, close };
	});
}

interface Shared {
	folder: string;
	env: NodeJS.ProcessEnv;
}

async function newInstance(name: string, runtime: Runtime, { folder, env }: Shared) {
	const userFolder = join(folder, name);
	mkdirSync(userFolder);
	return new Instance(name, runtime, { userFolder, port: await freePort(), env });
}

async function newWorker(name: string, runtime: Runtime, { folder, env }: Shared) {
	const userFolder = join(folder, name);
	mkdirSync(userFolder);
	const port = await freePort();
	const health = {
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		QUEUE_HEALTH_CHECK_PORT: String(port),
		N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
	};
	const command = ['worker', `--concurrency=${JOBS_AT_ONCE}`];
	return new Instance(name, runtime, { userFolder, port, command, env: { ...env, ...health } });
}
