import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Manifest {
	name: string;
	version: string;
	author: { name: string; email: string };
	repository?: string | { url: string };
	devDependencies: Record<string, string>;
	n8n: { nodes: string[]; credentials: string[] };
}

/** The package.json of a package. */
export function readManifest(folder: string): Manifest {
	return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}
