import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { join, resolve } from 'path';
import { isDeepStrictEqual } from 'util';
import { n8nEnvironment } from './n8nEnvironment';
import { assertCanInstall, nodePackage, type NodePackage } from './platform';
import { CommandFailed, runCommand } from './processGroup';
import { step } from './progress';
import { explainFailure } from './setupError';
import { chosenVersion, type N8nVersion } from './versions';

const PNPM_VERSION = '12.21.0';

export const repository = resolve(__dirname, '..', '..');

/** The git-ignored folder that holds everything n8n needs; deleting it starts from nothing. */
export const n8nFolder = join(repository, '.n8n');

export interface Runtime {
	/** The Node.js that n8n runs on. */
	node: string;
	/** The file that starts n8n. */
	n8n: string;
	/** A user folder whose database is set up already, to be copied. */
	template: string;
}

/** Where the parts of one n8n are installed, each n8n in a folder of its own. */
interface Place extends Runtime {
	tools: string;
	pnpm: string;
	app: string;
	/** Node.js with its headers. */
	nodeRoot: string;
}

/**
 * Installs the chosen n8n with its own Node.js once, and reuses it afterwards. The marker is written
 * last, so an interrupted installation, or one of other versions, is made anew.
 */
export async function installRuntime(): Promise<Runtime> {
	const version = chosenVersion();
	const nodeJs = nodePackage(version.node);
	const home = join(n8nFolder, version.n8n);
	const place = placeIn(home, nodeJs.name);
	const marker = join(home, 'installed.json');
	const { n8n, node, overrides } = version;
	const parts = { n8n, node, overrides, nodeJs, pnpm: PNPM_VERSION };
	if (existsSync(marker) && isMadeOf(readFileSync(marker, 'utf8'), parts)) return place;

	mkdirSync(n8nFolder, { recursive: true });
	assertCanInstall(n8nFolder);
	rmSync(home, { recursive: true, force: true });
	await installNode(place, version, nodeJs);
	await installN8n(place, version);
	await compileDatabaseDriver(place);
	await createTemplate(place);
	writeFileSync(marker, JSON.stringify(parts));
	return place;
}

function isMadeOf(marker: string, parts: object): boolean {
	const made = JSON.parse(marker) as Record<string, unknown>;
	return Object.entries(parts).every(([name, part]) => isDeepStrictEqual(made[name], part));
}

function placeIn(home: string, nodePackageName: string): Place {
	const [tools, app, template] = ['tools', 'n8n', 'template'].map((part) => join(home, part));
	const nodeRoot = join(tools, 'node_modules', nodePackageName);
	return {
		node: join(nodeRoot, 'bin', 'node'),
		n8n: join(app, 'node_modules', 'n8n', 'bin', 'n8n'),
		template,
		tools,
		pnpm: join(tools, 'node_modules', 'pnpm'),
		app,
		nodeRoot,
	};
}

async function installNode(
	{ tools }: Place,
	{ node, n8n }: N8nVersion,
	{ name, version }: NodePackage,
): Promise<void> {
	createProject(tools);
	await installStep(`Installing Node.js ${node} for n8n ${n8n}`, 'npm', {
		cwd: tools,
		args: [
			...['install', '--prefix', tools, '--ignore-scripts', '--include=optional'],
			...['--no-audit', '--no-fund', '--fetch-retries=2', '--fetch-retry-mintimeout=1000'],
			...[`${name}@${version}`, `pnpm@${PNPM_VERSION}`],
		],
	});
}

async function installN8n(
	{ node, pnpm, app }: Place,
	{ n8n, overrides }: N8nVersion,
): Promise<void> {
	createProject(app);
	writeFileSync(join(app, 'pnpm-workspace.yaml'), JSON.stringify({ overrides }));
	await installStep(`Installing n8n ${n8n} (about 2 GB, only once)`, node, {
		cwd: app,
		about: 60,
		args: [
			...[join(pnpm, 'bin', 'pnpm.mjs'), 'add', `n8n@${n8n}`, '--ignore-scripts'],
			...['--store-dir', join(n8nFolder, 'store')],
		],
	});
}

/** Against the headers of n8n's own Node.js: built for another one, the driver crashes. */
async function compileDatabaseDriver({ node, pnpm, app, nodeRoot }: Place): Promise<void> {
	await installStep("Compiling n8n's database driver", node, {
		cwd: join(app, 'node_modules', '.pnpm', 'node_modules', 'sqlite3'),
		args: [
			join(pnpm, 'dist', 'node_modules', 'node-gyp', 'bin', 'node-gyp.js'),
			...['rebuild', '-j', 'max', `--nodedir=${nodeRoot}`],
			...(existsSync('/usr/include/sqlite3.h') ? ['--sqlite=/usr'] : []),
		],
	});
}

async function createTemplate({ node, n8n, template }: Runtime): Promise<void> {
	mkdirSync(template);
	await installStep("Setting up n8n's database", node, {
		cwd: template,
		args: [n8n, 'list:workflow'],
		env: n8nEnvironment(node, template),
	});
}

function createProject(folder: string): void {
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
}

async function installStep(
	title: string,
	command: string,
	{
		cwd,
		args,
		env,
		about,
	}: { cwd: string; args: string[]; env?: NodeJS.ProcessEnv; about?: number },
): Promise<void> {
	const cache = join(n8nFolder, 'cache');
	const userEnvironment = { ...process.env, XDG_CACHE_HOME: cache, XDG_STATE_HOME: cache };
	try {
		await step(
			title,
			async () => {
				await runCommand(command, args, { cwd, env: env ?? userEnvironment });
			},
			about,
		);
	} catch (error) {
		throw explainFailure(title, error instanceof CommandFailed ? error.output : String(error));
	}
}
