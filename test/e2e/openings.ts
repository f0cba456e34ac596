import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

/**
 * A temporary folder and what has been opened around it. `close` ends all of it, the latest first, and removes the
 * folder; that goes at the end of the process in any case.
 */
export class Openings {
	readonly folder: string;

	private readonly ends: Array<() => Promise<unknown>> = [];

	/** The folder lies outside the repository: from inside, the package could borrow modules it does not bring along. */
	constructor(name: string) {
		this.folder = mkdtempSync(join(tmpdir(), `n8n-nodes-nebrija-${name}-`));
		process.once('exit', this.forgetFolder);
	}

	/** Names what is to be ended along with the rest. */
	add(end: () => Promise<unknown>): void {
		this.ends.push(end);
	}

	async close(): Promise<void> {
		for (const end of this.ends.splice(0).reverse()) await end();
		process.off('exit', this.forgetFolder);
		this.forgetFolder();
	}

	private readonly forgetFolder = (): void => {
		rmSync(this.folder, { recursive: true, force: true });
	};
}

/** Opens something; closes again what was opened of it when that fails. */
export async function openAll<T>(
	name: string,
	open: (openings: Openings) => Promise<T>,
): Promise<T> {
	const openings = new Openings(name);
	try {
		return await open(openings);
	} catch (error) {
		await openings.close();
		throw error;
	}
}
