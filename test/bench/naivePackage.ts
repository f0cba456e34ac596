import { build } from 'esbuild';
import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { repository } from '../e2e/runtime';

const name = 'n8n-nodes-naive';

/** The types of the naive nodes in a workflow: one that launches, and one that fails. */
export const naiveType = `${name}.naiveLaunch`;
export const naiveFailureType = `${name}.naiveFailure`;

/** Puts the naive declarative nodes and their credential beside the other community packages of a user folder. */
export async function installNaivePackage(userFolder: string): Promise<void> {
	const folder = join(userFolder, '.n8n', 'nodes', 'node_modules', name);
	const nodes = ['dist/NaiveLaunch.node.js', 'dist/NaiveFailure.node.js'];
	const credentials = ['dist/NaiveApi.credentials.js'];
	mkdirSync(folder, { recursive: true });
	const n8n = { n8nNodesApiVersion: 1, nodes, credentials };
	writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version: '1.0.0', n8n }));
	for (const file of [...nodes, ...credentials]) {
		await build({
			entryPoints: [join(repository, 'test/bench/naiveNode.ts')],
			outfile: join(folder, file),
			bundle: true,
			format: 'cjs',
			platform: 'node',
			external: ['n8n-workflow'],
		});
	}
}
