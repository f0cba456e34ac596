import { spawn } from 'node:child_process';

/** Runs one script of package.json and prints how long it took, and what it said only if it failed. */
async function run(script: string): Promise<boolean> {
	const begin = Date.now();
	const child = spawn('npm', ['run', '--silent', script], { stdio: ['ignore', 'pipe', 'pipe'] });
	const said: Buffer[] = [];
	child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
	child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
	const passed = await new Promise<boolean>((resolve) => {
		child.on('close', (code) => resolve(code === 0));
	});
	const seconds = ((Date.now() - begin) / 1000).toFixed(1);
	process.stdout.write(`${script}: ${passed ? 'passed' : 'FAILED'} after ${seconds} s\n`);
	if (!passed) process.stdout.write(Buffer.concat(said));
	return passed;
}

/** Runs the scripts named on the command line at the same time; fails if one of them does. */
async function main(): Promise<void> {
	const results = await Promise.all(process.argv.slice(2).map(run));
	if (results.includes(false)) process.exitCode = 1;
}

void main();
