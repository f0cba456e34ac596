import { build } from 'esbuild';
import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { repository } from '../e2e/runtime';

const name = 'n8n-nodes-naive';

/** The type of the naive node in a workflow. */
export const naiveType = `${name}.naiveLaunch`;

/** Puts the naive declarative node of the safety tests beside the other community packages of a user folder. */
export async function installNaivePackage(userFolder: string): Promise<void> {
	const folder = join(userFolder, '.n8n', 'nodes', 'node_modules', name);
	const node = 'dist/NaiveLaunch.node.js';
	mkdirSync(folder, { recursive: true });
	const manifest = { name, version: '1.0.0', n8n: { n8nNodesApiVersion: 1, nodes: [node] } };
	writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
	await build({
		entryPoints: [join(repository, 'test/safety/naiveLaunch.ts')],
		outfile: join(folder, node),
		bundle: true,
		format: 'cjs',
		platform: 'node',
		external: ['n8n-workflow'],
	});
}
