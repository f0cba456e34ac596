import { existsSync, readdirSync } from 'fs';
import { join } from 'path';
import { SetupError } from '../e2e/setupError';

/** What is started here, and the Debian package each program comes with. */
const PACKAGES = {
	'redis-server': 'redis-server',
	'redis-cli': 'redis-tools',
	postgres: 'postgresql',
	initdb: 'postgresql',
	setpriv: 'util-linux',
};

type Program = keyof typeof PACKAGES;

const POSTGRES = '/usr/lib/postgresql';

/** Debian keeps the programs of each PostgreSQL version in a folder of their own, off the PATH. */
function folders(): string[] {
	const versions = existsSync(POSTGRES) ? readdirSync(POSTGRES).sort().reverse() : [];
	const onPath = (process.env.PATH ?? '').split(':');
	return [...onPath, ...versions.map((version) => join(POSTGRES, version, 'bin'))];
}

function search(program: Program): string | undefined {
	return folders()
		.map((folder) => join(folder, program))
		.find(existsSync);
}

/** The full path of a program; where it is not installed, an error that names every package that is missing. */
export function findProgram(program: Program): string {
	const found = search(program);
	if (found) return found;
	const programs = Object.keys(PACKAGES) as Program[];
	const missing = programs.filter((name) => !search(name));
	const packages = new Set(missing.map((name) => PACKAGES[name]));
	throw new SetupError(
		`The queue test needs ${missing.join(', ')}. Install them first: apt-get install ${[...packages].join(' ')}`,
	);
}
