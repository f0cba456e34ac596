import { mkdirSync } from 'fs';
import { join } from 'path';
import { freePort } from '../e2e/ports';
import { runCommand } from '../e2e/processGroup';
import { findProgram } from './programs';
import { startService, type Service } from './service';

/** A Redis with the settings of its Debian package that can be ended and started again on the same port. */
export class Redis {
	private service?: Service;

	private constructor(
		private readonly program: string,
		private readonly folder: string,
		readonly port: number,
	) {}

	/** Starts an empty Redis whose data lies in `folder`. */
	static async start(folder: string): Promise<Redis> {
		const program = findProgram('redis-server');
		const data = join(folder, 'redis');
		mkdirSync(data);
		const redis = new Redis(program, data, await freePort());
		await redis.start();
		return redis;
	}

	/**
	 * Starts Redis with what is on the disk: a copy of its data from some minutes ago, as Redis is set by
	 * default, or with `appendOnly` everything.
	 */
	async start({ appendOnly = false } = {}): Promise<void> {
		const { program, folder, port } = this;
		const options = {
			bind: '127.0.0.1',
			port,
			dir: folder,
			appendonly: appendOnly ? 'yes' : 'no',
		};
		const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
		const logFile = join(folder, 'redis.log');
		this.service = await startService([program, ...args], { port, logFile });
	}

	/** Ends Redis as a restart of the machine does: it writes its data to the disk first. */
	async stop(): Promise<void> {
		await this.service?.end('SIGTERM');
	}

	/** Ends Redis as a crash does: what it has not written to the disk is lost. */
	async crash(): Promise<void> {
		await this.service?.end('SIGKILL');
	}

	/** Writes the data of this moment to the disk, as Redis does by itself every few minutes. */
	async snapshot(): Promise<void> {
		const program = findProgram('redis-cli');
		await runCommand(program, ['-p', String(this.port), 'save'], { cwd: this.folder });
	}
}
