import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INode } from 'n8n-workflow';

/** What a saved node sent when it was saved: method and address, and the body where there was one. */
export interface SentRequest {
	request: string;
	body?: unknown;
}

/** The workflows that users saved with one version, and what their nodes sent to the API. */
export interface SavedVersion {
	version: string;
	nodes: INode[];
	requests: Record<string, SentRequest[]>;
}

const requestsFile = 'requests.json';

function readVersion(version: string): SavedVersion {
	const folder = join(__dirname, version);
	const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8'));
	const workflows = readdirSync(folder).filter((file) => file !== requestsFile);
	return {
		version,
		nodes: workflows.flatMap((file) => (read(file) as { nodes: INode[] }).nodes),
		requests: existsSync(join(folder, requestsFile)) ? read(requestsFile) : {},
	};
}

/** Every version with saved workflows, oldest first. */
export const savedVersions: SavedVersion[] = readdirSync(__dirname, { withFileTypes: true })
	.filter((entry) => entry.isDirectory())
	.map((entry) => entry.name)
	.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
	.map(readVersion);
