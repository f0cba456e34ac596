import { execFileSync } from 'child_process';
import { readFileSync } from 'fs';
import { join } from 'path';
import { installRuntime, repository } from '../e2e/runtime';
import { spread, table } from './figures';

const TIMES = 15;

/** How long does n8n wait for the node files at its start, and how large is the package? */
export async function measureLoading(): Promise<string> {
	const { node } = await installRuntime();
	const { n8n } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));
	const [call, trigger, poll] = n8n.nodes;
	const loads = [
		[call, trigger],
		[call, trigger, poll],
	].map((files) => [
		`require of ${files.length} node files, ms (${TIMES} processes)`,
		spread(
			Array.from({ length: TIMES }, () => loadOnce(node, files)),
			1,
		),
	]);
	const packed = execFileSync('npm', ['pack', '--dry-run', '--json', '--silent'], {
		cwd: repository,
		encoding: 'utf8',
	});
	const [{ size, unpackedSize }] = JSON.parse(packed);
	return table(
		'Loading',
		['', ''],
		[
			...loads,
			['tarball, kB', (size / 1000).toFixed(1)],
			['unpacked, kB', (unpackedSize / 1000).toFixed(1)],
		],
	);
}

function loadOnce(node: string, files: string[]): number {
	const code = `
		require('n8n-workflow');
		const startedAt = performance.now();
		for (const file of ${JSON.stringify(files)}) require('./' + file);
		console.log(performance.now() - startedAt);`;
	return Number(execFileSync(node, ['-e', code], { cwd: repository, encoding: 'utf8' }));
}
