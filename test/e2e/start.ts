import { parseArgs } from 'util';
import { personalityNamed } from '../simulator';
import { submitFormExample } from './formExample';
import { owner } from './n8nClient';
import { isPortFree } from './ports';
import { runCommand } from './processGroup';
import { step } from './progress';
import { repository } from './runtime';
import { SetupError } from './setupError';
import { openStage } from './stage';
import { chosenVersion } from './versions';
import { watchSources } from './watchSources';

const PHONE_NUMBER = '+34600111222';
const EDITOR_PORT = 5678;

/** People who try things do not wait for long. */
const TALK_MS = 5_000;

const flags = readFlags();

function readFlags() {
	try {
		const options = {
			once: { type: 'boolean' },
			watch: { type: 'boolean' },
			port: { type: 'string' },
			personality: { type: 'string', default: 'documented' },
		} as const;
		const { values } = parseArgs({ options });
		personalityNamed(values.personality);
		return values;
	} catch (error) {
		const [reason] = (error as Error).message.split('. ');
		console.error(
			`\n${reason}. Use: npm start [-- [--once] [--watch] [--port number] [--personality name]]\n` +
				'The names are shown by: npm run simulator -- --list',
		);
		process.exit(1);
	}
}

/**
 * Shows the package at work: an n8n with the package, an example workflow, one phone call that rings
 * once. Resolves to whether it did.
 */
async function main(): Promise<boolean> {
	const { n8n } = chosenVersion();
	const port = flags.port === undefined ? await usualPort() : await chosenPort(flags.port);
	await step(
		'Building',
		async () => await runCommand('npm', ['run', 'build'], { cwd: repository }),
	);
	const env = flags.watch ? { N8N_DEV_RELOAD: 'true' } : {};
	const stage = await openStage({ port, personality: flags.personality, env });
	stage.simulator.options.talkMs = TALK_MS;
	try {
		const { call, execution, url } = await step(
			'Filling in the form, and waiting for the end of the call',
			async () => await submitFormExample(stage, PHONE_NUMBER),
		);
		const rings = stage.simulator.rings(PHONE_NUMBER);
		const reason = execution.data.resultData.error?.message;
		console.log(call ? JSON.stringify(call, null, 2) : `The workflow failed: ${reason}`);
		console.log(`rings: ${rings}`);
		if (!flags.once) {
			console.log(
				`\nEditor: ${stage.server.url}  (${owner.email}, password ${owner.password}, n8n ${n8n})`,
			);
			console.log(`Form:   ${url}  (each time you send it, a phone rings)`);
			console.log(`Rings:  curl ${stage.simulator.origin}/simulator/rings`);
			console.log(
				`API:    ${stage.simulator.url}  (token ${stage.simulator.token}, personality ${flags.personality})`,
			);
			console.log('A Nebrija AI that is otherwise: npm start -- --personality NAME');
			console.log('                            (names: npm run simulator -- --list)');
			if (flags.watch) watchSources(stage.packageFolder);
			console.log('Ctrl-C ends everything.');
			await stage.server.ended;
			throw new SetupError(`n8n ended by itself. What it said is in ${stage.server.logFile}`);
		}
		return call !== undefined && rings === 1;
	} finally {
		await stage.close();
	}
}

/** The port that n8n usually has, unless a second start or a test has to do without. */
async function usualPort(): Promise<number | undefined> {
	return !flags.once && (await isPortFree(EDITOR_PORT)) ? EDITOR_PORT : undefined;
}

async function chosenPort(written: string): Promise<number> {
	const port = Number(written);
	if (!Number.isInteger(port) || port < 1 || port > 65535) {
		throw new SetupError(`"${written}" is not a port. Use a number from 1 to 65535.`);
	}
	if (await isPortFree(port)) return port;
	throw new SetupError(
		`Port ${port} is taken. End what listens there, or choose another one: npm start -- --port ${port + 1}`,
	);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.once(signal, () => process.exit(signal === 'SIGINT' && !flags.once ? 0 : 1));
}

main().then(
	(ok) => process.exit(ok ? 0 : 1),
	(error: Error) => {
		console.error(error instanceof SetupError ? `\n${error.message}` : error.stack);
		process.exit(1);
	},
);
