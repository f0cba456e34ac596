import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INode } from 'n8n-workflow';

/** What a saved node did when it was saved: its requests, and the names of the fields of its output. */
export interface Recorded {
	sent: Array<{ request: string; body?: unknown }>;
	output: string[];
}

/** The workflows that users saved with one version, and what their nodes did. */
export interface SavedVersion {
	version: string;
	nodes: INode[];
	recorded: Record<string, Recorded>;
}

const recordedFile = 'recorded.json';

function readVersion(version: string): SavedVersion {
	const folder = join(__dirname, version);
	const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8'));
	const workflows = readdirSync(folder).filter((file) => file !== recordedFile);
	return {
		version,
		nodes: workflows.flatMap((file) => (read(file) as { nodes: INode[] }).nodes),
		recorded: read(recordedFile),
	};
}

/** Every version with saved workflows, oldest first. */
export const savedVersions: SavedVersion[] = readdirSync(__dirname, { withFileTypes: true })
	.filter((entry) => entry.isDirectory())
	.map((entry) => entry.name)
	.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
	.map(readVersion);
