import { build } from 'esbuild';
import { join } from 'node:path';

import { readManifest } from './manifest';

/** The packages whose code ends up in the tarball, because our sources import it: they ship, and n8n never updates them. */
export async function bundledPackages(repository: string): Promise<string[]> {
	const { n8n } = readManifest(repository);
	const entries = [...n8n.nodes, ...n8n.credentials];
	const { metafile } = await build({
		entryPoints: entries.map((file) =>
			join(repository, file.replace(/^dist\//, '').replace(/\.js$/, '.ts')),
		),
		absWorkingDir: repository,
		bundle: true,
		write: false,
		metafile: true,
		outdir: 'bundled',
		platform: 'node',
		external: ['n8n-workflow'],
	});
	const names = Object.keys(metafile.inputs).flatMap(
		(file) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? [],
	);
	return [...new Set(names)];
}
