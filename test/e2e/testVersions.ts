import { execFileSync, spawnSync } from 'child_process';
import { createHash } from 'crypto';
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'fs';
import { join, resolve } from 'path';
import { say } from './progress';
import { installRuntime, n8nFolder, repository, type Runtime } from './runtime';
import { chosenVersion, versions } from './versions';

const LONGEST_PART_MS = 20 * 60_000;

/** What has passed, with which files; an interrupted run goes on where it was. */
const RECORD = join(n8nFolder, 'passed.json');

const inEngine = ['--config', 'test/safety/coreConfig.cjs', '--verbose=false'];
const stopping = ['test/read/waitForEnd', 'test/pace/pacer', 'test/launch/timeLimits'];

/** What is run in each n8n: the package installed in it, and in its engine the safety matrix and what ends a wait. */
const parts: Record<string, (runtime: Runtime) => { node: string; args: string[] }> = {
	'end to end': () => ({
		node: process.execPath,
		args: ['--config', 'test/e2e/jest.config.json', 'nebrijaCall', 'examples'],
	}),
	'safety matrix': ({ node }) => ({ node, args: [...inEngine, 'test/safety/safety'] }),
	cancelling: ({ node }) => ({ node, args: [...inEngine, ...stopping, '-t', 'cancelled|stopped'] }),
};

/** The contents of everything that decides whether a part passes. */
function readFingerprint(): string {
	const of = ['nodes', 'credentials', 'test', 'package-lock.json'];
	const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', ...of], {
		cwd: repository,
		encoding: 'utf8',
	});
	const files = listed.split('\n').filter((file) => file && existsSync(join(repository, file)));
	const hash = createHash('sha256');
	for (const file of files) hash.update(file).update(readFileSync(join(repository, file)));
	return hash.digest('hex');
}

/** Runs every part in every n8n that is supported, or in those that are named, and prints what passed. */
async function main(): Promise<void> {
	const wanted = process.argv.slice(2);
	const fingerprint = readFingerprint();
	const record: Record<string, string> = existsSync(RECORD)
		? JSON.parse(readFileSync(RECORD, 'utf8'))
		: {};
	const results: string[] = [];
	for (const n8n of wanted.length > 0 ? wanted : versions.map((version) => version.n8n)) {
		process.env.N8N_VERSION = n8n;
		const { node } = chosenVersion();
		const runtime = await installRuntime();
		for (const [part, commandOf] of Object.entries(parts)) {
			const name = `n8n ${n8n}, Node.js ${node}, ${part}`;
			let passed = record[name] === fingerprint;
			if (!passed) {
				say(name);
				const modules = resolve(realpathSync(runtime.n8n), '..', '..', '..');
				passed = run(commandOf(runtime), { ...process.env, N8N_MODULES: modules });
			}
			if (passed) record[name] = fingerprint;
			else process.exitCode = 1;
			writeFileSync(RECORD, JSON.stringify(record, null, 2));
			results.push(`${name}: ${passed ? 'passed' : 'FAILED'}`);
		}
	}
	process.stdout.write(`\n${results.join('\n')}\n`);
}

function run({ node, args }: { node: string; args: string[] }, env: NodeJS.ProcessEnv): boolean {
	const jest = join(repository, 'node_modules', 'jest', 'bin', 'jest.js');
	const options = { cwd: repository, env, stdio: 'inherit', timeout: LONGEST_PART_MS } as const;
	return spawnSync(node, [jest, ...args], options).status === 0;
}

main().catch((error: Error) => {
	console.error(error.message);
	process.exitCode = 1;
});
