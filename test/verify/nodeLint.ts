import { createRequire } from 'node:module';
import { mkdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ESLint } from 'eslint';

import { runCommand } from '../e2e/processGroup';
import { found } from './check';
import type { Check } from './check';

/** n8n's tool for community nodes. As a devDependency it would bring 350 packages for one file. */
const tool = {
	spec: '@n8n/node-cli@0.48.3',
	integrity:
		'sha512-fkQvnLHMzLmbecKm8ZrcLxvmX4Y7c+PAsdro0zkNlm8SJRy3349G0ZCnjTYRcHoVhmSr+zx9g/XNerCwiIuZPA==',
};

const config = 'dist/configs/eslint.js';

/** Its configuration stands inside node_modules, so that it finds the plugins installed there. */
async function downloadConfig(repository: string, workspace: string): Promise<ESLint.Options> {
	const packed = await runCommand(
		'npm',
		['pack', tool.spec, '--json', '--prefer-offline', '--pack-destination', workspace],
		{ cwd: repository },
	);
	const [{ filename, integrity }] = JSON.parse(packed) as [{ filename: string; integrity: string }];
	if (integrity !== tool.integrity) throw new Error(`${tool.spec} is not the one known here`);
	const folder = join(repository, 'node_modules/.cache/n8n-node-cli');
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	await runCommand(
		'tar',
		['-xzf', join(workspace, filename), '-C', folder, '--strip-components=1'],
		{
			cwd: workspace,
		},
	);
	const module = createRequire(join(folder, config))(`./${config.split('/').pop()}`);
	return { overrideConfigFile: true, overrideConfig: module.config };
}

/** Lints what ships with the configuration of `n8n-node lint`, in which inline comments can switch off nothing. */
export const nodeLint: Check = {
	name: `Lint of ${tool.spec}`,
	async look({ repository, workspace }) {
		const options = await downloadConfig(repository, workspace);
		const eslint = new ESLint({ ...options, cwd: repository, allowInlineConfig: false });
		const results = await eslint.lintFiles([
			'package.json',
			'nodes/**/*.ts',
			'credentials/**/*.ts',
		]);
		const wrong = results.flatMap(({ filePath, messages }) =>
			messages.map(
				({ line, ruleId, message }) =>
					`${relative(repository, filePath)}:${line} ${message} (${ruleId ?? 'parser'})`,
			),
		);
		return found(wrong, `no errors or warnings in ${results.length} files`);
	},
};
