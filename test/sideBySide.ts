import { spawn } from 'node:child_process';

/** Runs one script of package.json and tells how it went, with what it said if nobody heard it. */
async function run(script: string, isHeard: boolean): Promise<{ passed: boolean; report: string }> {
	const begin = Date.now();
	const out = isHeard ? 'inherit' : 'pipe';
	const child = spawn('npm', ['run', '--silent', script], { stdio: ['ignore', out, out] });
	const said: Buffer[] = [];
	for (const stream of [child.stdout, child.stderr]) {
		stream?.on('data', (chunk: Buffer) => said.push(chunk));
	}
	const passed = await new Promise<boolean>((resolve) => {
		child.on('close', (code) => resolve(code === 0));
	});
	const seconds = ((Date.now() - begin) / 1000).toFixed(1);
	const heading = `${script}: ${passed ? 'passed' : 'FAILED'} after ${seconds} s\n`;
	return { passed, report: passed ? heading : heading + Buffer.concat(said).toString() };
}

/**
 * Runs the scripts named on the command line at the same time; fails if one of them does. The first one is heard as it
 * runs, the others in the end and only if they fail.
 */
async function main(): Promise<void> {
	const scripts = process.argv.slice(2);
	const results = await Promise.all(scripts.map((script, place) => run(script, place === 0)));
	process.stdout.write(`\n${results.map(({ report }) => report).join('')}`);
	if (results.some(({ passed }) => !passed)) process.exitCode = 1;
}

void main();
