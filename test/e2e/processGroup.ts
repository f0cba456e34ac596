import { spawn, type ChildProcess, type SpawnOptions } from 'child_process';
import { lastLines, SetupError } from './setupError';

/** Runs inside a Node.js that is started with an `ipc` channel: when its parent is gone, in whatever way, its whole group goes too. */
export const DIE_WITH_PARENT =
	'data:text/javascript,process.on("disconnect",()=>process.kill(-process.pid,"SIGKILL"))';

/** The output of a command that ended with an error code. */
export class CommandFailed extends SetupError {
	constructor(
		command: string,
		code: number | null,
		readonly output: string,
	) {
		super(`${command} ended with code ${code}:\n${lastLines(output)}`);
	}
}

/**
 * Starts a program as the head of its own process group. The whole group is killed when its head
 * ends and when this process ends, so nothing it started is left behind.
 */
export function spawnGroup(command: string, args: string[], options: SpawnOptions): ChildProcess {
	const child = spawn(command, args, { ...options, detached: true });
	const killOnExit = () => killGroup(child);
	process.once('exit', killOnExit);
	child.once('exit', () => {
		process.off('exit', killOnExit);
		killGroup(child);
	});
	return child;
}

/** Kills a process and everything in its group; one that has ended already is fine. */
export function killGroup({ pid }: ChildProcess): void {
	if (pid === undefined) return;
	try {
		process.kill(-pid, 'SIGKILL');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
	}
}

/** Runs a command to its end and returns what it printed to its standard output. */
export async function runCommand(
	command: string,
	args: string[],
	options: { cwd: string; env?: NodeJS.ProcessEnv },
): Promise<string> {
	return await new Promise((resolve, reject) => {
		const child = spawnGroup(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
		let stdout = '';
		let output = '';
		child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
		for (const stream of [child.stdout, child.stderr]) {
			stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
		}
		child.once('error', reject);
		child.once('close', (code) => {
			if (code === 0) resolve(stdout);
			else reject(new CommandFailed(command, code, output));
		});
	});
}
