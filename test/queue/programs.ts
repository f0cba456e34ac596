import { existsSync, readdirSync } from 'fs';
import { join } from 'path';
import { SetupError } from '../e2e/setupError';

const POSTGRES = '/usr/lib/postgresql';

/** Debian keeps the programs of each PostgreSQL version in a folder of their own, off the PATH. */
function folders(): string[] {
	const versions = existsSync(POSTGRES) ? readdirSync(POSTGRES).sort().reverse() : [];
	const onPath = (process.env.PATH ?? '').split(':');
	return [...onPath, ...versions.map((version) => join(POSTGRES, version, 'bin'))];
}

/** The full path of a program; where it is not installed, an error that names the package to install. */
export function findProgram(name: string, debianPackage: string): string {
	const found = folders()
		.map((folder) => join(folder, name))
		.find(existsSync);
	if (found) return found;
	throw new SetupError(
		`The queue test needs ${name}, which is not installed. Install it first: apt-get install ${debianPackage}`,
	);
}
