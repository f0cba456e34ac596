import { parseArgs } from 'node:util';
import { startSimulator } from './simulator';

const { values } = parseArgs({ options: { port: { type: 'string' } } });

async function main(): Promise<void> {
	const port = Number(values.port ?? process.env.PORT ?? 4010);
	const simulator = await startSimulator({ port, ringMs: 3_000, talkMs: 20_000, seedCalls: 5 });
	const { url, token, origin, seed } = simulator;
	const names = (of: Array<{ id: string; name: string }>) =>
		of.map(({ id, name }) => `  ${id}  ${name}`);
	const lines = [
		`Nebrija simulator at ${url}`,
		`Token: ${token}`,
		'',
		'Assistants:',
		...names(seed.assistants),
		'A/B tests:',
		...names(seed.abTests),
		'Phone numbers to call from:',
		...seed.phoneNumbers.map(({ id, number }) => `  ${id}  ${number}`),
		'',
		'Launch a call:',
		`  curl -X POST ${url}/calls -H 'Authorization: Bearer ${token}' \\`,
		`    -H 'Content-Type: application/json' \\`,
		`    -d '{"customer":{"number":"+34600111222"},"assistantId":"${seed.assistants[0].id}"}'`,
		'How often did each phone ring?',
		`  curl ${origin}/simulator/rings`,
		'',
		'Ctrl-C ends it.',
	];
	console.log(lines.join('\n'));
	process.once('SIGINT', () => void simulator.close());
}

main().catch((error: Error) => {
	console.error(error.message);
	process.exitCode = 1;
});
