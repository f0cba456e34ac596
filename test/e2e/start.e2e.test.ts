import { execFileSync, spawn } from 'child_process';
import { once } from 'events';
import { mkdtempSync, rmSync } from 'fs';
import { createServer, type AddressInfo } from 'net';
import { tmpdir } from 'os';
import { join } from 'path';
import { until } from './n8nClient';
import { CommandFailed, runCommand } from './processGroup';
import { n8nFolder, repository } from './runtime';

/** Where all of this puts its temporary files, by which its processes are known. */
const folder = mkdtempSync(join(tmpdir(), 'npm-start-'));

/** As on a machine where nothing is packed yet. */
const environment = { ...process.env, TMPDIR: folder, PACKED: undefined };

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const start = async (flags: string[], settings = {}) =>
	await runCommand('npm', ['run', '--silent', 'start', '--', ...flags], {
		cwd: repository,
		env: { ...environment, ...settings },
	});

/** The processes of this repository's own n8n that were started here. */
function n8nProcesses(): string[] {
	const all = execFileSync('ps', ['axeww'], { encoding: 'utf8', maxBuffer: 16 * 1024 ** 2 });
	const lines = all.split('\n').filter((line) => line.includes(`${n8nFolder}/`));
	return lines.filter((line) => line.includes(`${folder}/`));
}

test('npm start -- --once fills in the form, prints the call and leaves no process', async () => {
	const printed = await start(['--once']);
	const call = JSON.parse(printed.slice(printed.indexOf('{'), printed.lastIndexOf('}') + 1));
	expect(call).toMatchObject({
		id: expect.stringMatching(/\S/),
		customerNumber: '+34600111222',
		outcome: 'answered',
		transcript: expect.stringMatching(/\S/),
	});
	expect(printed).toMatch(/^rings: 1$/m);
	expect(n8nProcesses()).toEqual([]);
});

/** Starts it as somebody does who tries things, and resolves once it has said all it has to say. */
async function startToTry() {
	const npm = spawn('npm', ['run', '--silent', 'start'], {
		cwd: repository,
		env: environment,
		detached: true,
	});
	let printed = '';
	await new Promise<void>((resolve, reject) => {
		npm.stdout.on('data', (chunk: Buffer) => {
			printed += chunk.toString();
			if (printed.includes('Ctrl-C')) resolve();
		});
		npm.once('exit', () => reject(new Error(printed)));
	});
	return { npm, editor: /Editor: (\S+)/.exec(printed)?.[1], printed };
}

test('npm start can be started twice, and ends with the npm process', async () => {
	const first = await startToTry();
	const second = await startToTry();
	expect(first.printed).toMatch('npm start -- --personality NAME');
	expect(second.editor).not.toBe(first.editor);
	expect(n8nProcesses()).not.toEqual([]);
	for (const { npm, editor } of [first, second]) {
		expect((await fetch(`${editor}/healthz`)).status).toBe(200);
		npm.kill('SIGTERM');
	}
	await until(async () => n8nProcesses().length === 0 || undefined);
});

async function refusalOf(flags: string[], settings = {}): Promise<string> {
	const failure: unknown = await start(flags, settings).catch((error) => error);
	expect(failure).toBeInstanceOf(CommandFailed);
	const { output } = failure as CommandFailed;
	expect(output).not.toMatch(/^\s+at /m);
	return output;
}

test('a port that is taken ends npm start with one sentence', async () => {
	const occupant = createServer().listen(0, '127.0.0.1');
	await once(occupant, 'listening');
	const { port } = occupant.address() as AddressInfo;
	try {
		expect(await refusalOf(['--port', String(port)])).toMatch(`Port ${port} is taken`);
	} finally {
		occupant.close();
	}
});

test('so does an unknown option, and an n8n that nobody has tested', async () => {
	expect(await refusalOf(['--onec'])).toMatch("Unknown option '--onec'. Use: npm start");
	expect(await refusalOf([], { N8N_VERSION: '1.2.3' })).toMatch('Use one of 2.41.1, ');
});
