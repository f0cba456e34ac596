import axios from 'axios';
import { once } from 'events';
import { closeSync, mkdirSync, openSync, readFileSync } from 'fs';
import { dirname } from 'path';
import { setTimeout as sleep } from 'timers/promises';
import { n8nEnvironment } from './n8nEnvironment';
import { clockThatMoves, setAhead } from './movableClock';
import { freePort, isPortFree } from './ports';
import { DIE_WITH_PARENT, killGroup, spawnGroup } from './processGroup';
import type { Runtime } from './runtime';
import { lastLines, SetupError } from './setupError';

const READY_WITHIN_MS = 180_000;

export interface N8nServer {
	url: string;
	/** What n8n says. */
	logFile: string;
	/** Resolves when n8n has ended, by itself or by `stop`. */
	ended: Promise<void>;
	/** Puts the clock of an n8n that was started with a movable one so far ahead of this machine's. */
	setAhead(ms: number): Promise<void>;
	/** Asks n8n to end, as an update does, and resolves when it has. */
	terminate(): Promise<void>;
	/** Ends n8n at once, with everything it started. */
	stop(): Promise<void>;
}

export interface N8nSettings {
	userFolder: string;
	port: number;
	logFile: string;
	/** What n8n is to be, with its flags; by default the one that serves the editor. */
	command?: string[];
	/** Further settings of n8n. */
	env?: NodeJS.ProcessEnv;
	/** Whether its clock can be put ahead; expressions then run where they see that clock. */
	movableClock?: boolean;
}

/** Starts n8n on loopback with this user folder and resolves once it answers. */
export async function startN8n(runtime: Runtime, settings: N8nSettings): Promise<N8nServer> {
	const { userFolder, port, logFile, command = ['start'], env } = settings;
	const clock = settings.movableClock ? clockThatMoves : { flags: [], env: {} };
	if (!(await isPortFree(port))) {
		throw new SetupError(`Port ${port} is taken.`);
	}
	mkdirSync(dirname(logFile), { recursive: true });
	const log = openSync(logFile, 'w');
	const args = ['--import', DIE_WITH_PARENT, ...clock.flags, runtime.n8n, ...command];
	const child = spawnGroup(runtime.node, args, {
		cwd: userFolder,
		stdio: ['ignore', log, log, 'ipc'],
		env: {
			...n8nEnvironment(runtime.node, userFolder),
			N8N_PORT: String(port),
			N8N_RUNNERS_BROKER_PORT: String(await freePort()),
			...clock.env,
			...env,
		},
	});
	closeSync(log);
	const ended = once(child, 'exit').then(() => undefined);
	const server: N8nServer = {
		url: `http://127.0.0.1:${port}`,
		logFile,
		ended,
		setAhead: async (ms) => {
			if (child.connected) await setAhead(child, ms);
		},
		async terminate() {
			child.kill('SIGTERM');
			await ended;
		},
		async stop() {
			killGroup(child);
			await ended;
		},
	};
	await untilReady(server);
	return server;
}

async function untilReady({ url, logFile, ended, stop }: N8nServer): Promise<void> {
	const deadline = Date.now() + READY_WITHIN_MS;
	let running = true;
	void ended.then(() => (running = false));
	while (running && Date.now() < deadline) {
		const answer = await axios.get(`${url}/healthz/readiness`).catch(() => undefined);
		if (answer) return;
		await sleep(200);
	}
	await stop();
	throw new SetupError(
		`n8n did not start. The end of ${logFile}:\n${lastLines(readFileSync(logFile, 'utf8'))}`,
	);
}
