import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { personalityNamed } from '../simulator/personalities';

/**
 * Runs the safety matrix: with --all, every mode and kind of fault in every personality of the simulator in which a
 * phone may ring; with --personality, every mode and every single fault in that one. What jest is to be told as well follows after "--".
 */
function main(): number {
	const options = { all: { type: 'boolean' }, personality: { type: 'string' } } as const;
	const { values, positionals } = parseArgs({ options, allowPositionals: true });
	const only = values.personality && personalityNamed(values.personality).name;
	const which = only ? ['test/safety/doubts', '-t', `^${only}: `] : ['test/safety'];
	const files = positionals.length > 0 ? positionals : which;
	const args = ['jest', '--config', 'test/jest.config.json', '--verbose=false', ...files];
	const env = { ...process.env, SAFETY: only ? 'every' : values.all ? 'kinds' : 'few' };
	return spawnSync('npx', args, { stdio: 'inherit', env }).status ?? 1;
}

try {
	process.exitCode = main();
} catch (error) {
	console.error((error as Error).message);
	process.exitCode = 1;
}
