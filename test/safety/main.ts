import { spawnSync } from 'node:child_process';

/** Runs the safety matrix: with --all, every fault and mode in every personality of the simulator. */
const options = process.argv.slice(2);
const args = ['jest', '--config', 'test/jest.config.json', '--verbose=false'];
const own = options.filter((option) => option !== '--all');
const { status } = spawnSync('npx', [...args, ...(own.length > 0 ? own : ['test/safety'])], {
	stdio: 'inherit',
	env: { ...process.env, SAFETY_ALL: options.includes('--all') ? '1' : '0' },
});
process.exitCode = status ?? 1;
