import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PackageDirectoryLoader } from 'n8n-core';
import type { ICredentialType, INodeTypeDescription } from 'n8n-workflow';

import { runCommand } from '../e2e/processGroup';
import { found } from './check';
import type { Check } from './check';
import { readManifest } from './manifest';

function problemsOfNode(node: INodeTypeDescription, credentials: ICredentialType[]): string[] {
	const { name, displayName, version, defaults, properties, inputs, outputs } = node;
	const parts = { displayName, version, defaults, inputs, outputs };
	const missing = Object.entries(parts).filter(([, part]) => part === undefined);
	const unknown = (node.credentials ?? []).filter(
		(wanted) => !credentials.some((known) => known.name === wanted.name),
	);
	return [
		...missing.map(([part]) => `${name} has no ${part}`),
		...(properties.length === 0 ? [`${name} has no properties`] : []),
		...unknown.map((credential) => `${name} uses the unknown credential ${credential.name}`),
	];
}

function iconsOf({ iconUrl }: INodeTypeDescription | ICredentialType): string[] {
	if (iconUrl === undefined) return [];
	return typeof iconUrl === 'string' ? [iconUrl] : [iconUrl.light, iconUrl.dark];
}

/** The tarball, installed without what develops, loads in n8n's own loader with all it announces. */
export const productionLoad: Check = {
	name: 'Load with production dependencies only',
	async look({ repository, workspace, tarball }) {
		const { name, n8n, devDependencies } = readManifest(repository);
		const home = join(workspace, 'production');
		mkdirSync(home);
		writeFileSync(join(home, 'package.json'), '{ "private": true }');
		const peer = `n8n-workflow@${devDependencies['n8n-workflow']}`;
		const flags = ['--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
		await runCommand('npm', ['install', ...flags, tarball, peer], { cwd: home });

		const folder = join(home, 'node_modules', name);
		const loader = new PackageDirectoryLoader(folder);
		await loader.loadAll();
		const { nodes, credentials } = loader.types;
		const announced = n8n.nodes.length + n8n.credentials.length;
		const loaded = [...nodes, ...credentials];
		const icons = loaded.map((type) => ({ name: type.name, files: iconsOf(type) }));
		const wrong = [
			...(loaded.length === announced ? [] : [`${loaded.length} of ${announced} types loaded`]),
			...nodes.flatMap((node) => problemsOfNode(node, credentials)),
			...credentials
				.filter((credential) => credential.test === undefined)
				.map((credential) => `${credential.name} has no test`),
			...icons
				.filter(({ files }) => files.length === 0 || !files.every((url) => existsSync(fileOf(url))))
				.map((type) => `${type.name} has no icon`),
		];
		function fileOf(url: string): string {
			return join(folder, url.replace(`icons/${name}/`, ''));
		}
		return found(wrong, loaded.map((type) => type.name).join(', '));
	},
};
