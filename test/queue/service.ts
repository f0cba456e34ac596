import type { ChildProcess } from 'child_process';
import { once } from 'events';
import { closeSync, openSync, readFileSync } from 'fs';
import { connect } from 'net';
import { setTimeout as sleep } from 'timers/promises';
import { spawnGroup } from '../e2e/processGroup';
import { lastLines, SetupError } from '../e2e/setupError';
import { findProgram } from './programs';

const READY_WITHIN_MS = 60_000;

export interface Service {
	/** Sends the signal and resolves when the service has ended. */
	end(signal: NodeJS.Signals): Promise<void>;
}

export interface ServiceSettings {
	port: number;
	logFile: string;
	/** As whom it runs; by default as whoever runs the test. */
	user?: string;
}

/**
 * Starts a server program and resolves once its port on loopback accepts connections. It ends when the
 * process that started it does, in whatever way.
 */
export async function startService(
	[program, ...args]: string[],
	{ port, logFile, user }: ServiceSettings,
): Promise<Service> {
	const log = openSync(logFile, 'a');
	const child = spawnGroup(
		findProgram('setpriv'),
		['--pdeathsig', 'INT', ...asUser(user), program, ...args],
		{ cwd: '/', stdio: ['ignore', log, log] },
	);
	closeSync(log);
	await untilListening(child, port, logFile);
	return {
		async end(signal) {
			if (child.exitCode !== null || child.signalCode !== null) return;
			const ended = once(child, 'exit');
			child.kill(signal);
			await ended;
		},
	};
}

/** The flags of setpriv with which a program runs as this user. */
export function asUser(user?: string): string[] {
	return user ? ['--reuid', user, '--regid', user, '--init-groups'] : [];
}

async function untilListening(child: ChildProcess, port: number, logFile: string): Promise<void> {
	for (const deadline = Date.now() + READY_WITHIN_MS; Date.now() < deadline; await sleep(50)) {
		if (child.exitCode !== null) break;
		if (await accepts(port)) return;
	}
	child.kill('SIGKILL');
	const said = lastLines(readFileSync(logFile, 'utf8'));
	throw new SetupError(`${child.spawnargs.join(' ')} did not start. It said:\n${said}`);
}

async function accepts(port: number): Promise<boolean> {
	return await new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1');
		socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
		socket.once('connect', () => socket.destroy());
	});
}
