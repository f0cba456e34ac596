import { mkdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { runCommand } from './processGroup';
import { repository } from './runtime';

/** The flags of n8n's own community-package service. */
const N8N_INSTALL_FLAGS = [
	'--audit=false',
	'--fund=false',
	'--bin-links=false',
	'--install-strategy=shallow',
	'--ignore-scripts=true',
	'--package-lock=false',
];

const ONLY_FOR_DEVELOPERS = [
	'devDependencies',
	'peerDependencies',
	'optionalDependencies',
] as const;

type PackageJson = { name: string; version: string } & {
	[key in (typeof ONLY_FOR_DEVELOPERS)[number]]?: object;
};

/** Packs what `npm publish` would upload into this folder, and resolves to the file. */
export async function packPackage(folder: string): Promise<string> {
	const packed = await runCommand('npm', ['pack', '--silent', '--pack-destination', folder], {
		cwd: repository,
	});
	return join(folder, packed.trim());
}

/**
 * Installs the package, packed now unless `PACKED` names a file, into this user folder step by step as n8n does:
 * unpack, drop what only developers need from package.json, install, enter it in n8n's ledger. Resolves to where it
 * is installed.
 */
export async function installPackage(userFolder: string): Promise<string> {
	const tarball = process.env.PACKED ?? (await packPackage(userFolder));
	const downloads = join(userFolder, '.n8n', 'nodes');
	const { name } = readJson(join(repository, 'package.json'));
	const folder = join(downloads, 'node_modules', name);
	mkdirSync(folder, { recursive: true });
	await runCommand('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1'], {
		cwd: downloads,
	});

	const installed = readJson(join(folder, 'package.json'));
	for (const key of ONLY_FOR_DEVELOPERS) delete installed[key];
	writeJson(join(folder, 'package.json'), installed);
	await runCommand('npm', ['install', '--prefix', folder, ...N8N_INSTALL_FLAGS], { cwd: folder });
	writeJson(join(downloads, 'package.json'), {
		name: 'installed-nodes',
		private: true,
		dependencies: { [name]: installed.version },
	});
	return folder;
}

function readJson(file: string): PackageJson {
	return JSON.parse(readFileSync(file, 'utf8')) as PackageJson;
}

function writeJson(file: string, content: object): void {
	writeFileSync(file, JSON.stringify(content, null, 2));
}
