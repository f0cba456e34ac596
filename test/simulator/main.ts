import { parseArgs } from 'node:util';
import { type Personality, personalities, personalityNamed } from './personalities';
import { type Simulator, startSimulator } from './simulator';

async function main(): Promise<void> {
	const options = {
		port: { type: 'string' },
		personality: { type: 'string', default: 'documented' },
		list: { type: 'boolean' },
	} as const;
	const { values } = parseArgs({ options });
	if (values.list) return console.log(personalityTable());
	const personality = personalityNamed(values.personality);
	const simulator = await startSimulator({
		personality: personality.name,
		port: Number(values.port ?? process.env.PORT ?? 4010),
		ringMs: 3_000,
		talkMs: 20_000,
		seedCalls: 5,
	});
	console.log(instructions(simulator, personality));
	process.once('SIGINT', () => void simulator.close());
}

/** Every personality by name, with what it stands for. */
function personalityTable(): string {
	const width = Math.max(...personalities.map(({ name }) => name.length));
	return personalities
		.map(({ name, standsFor }) => `${name.padEnd(width)}  ${standsFor}`)
		.join('\n');
}

function instructions({ url, token, origin, seed }: Simulator, personality: Personality): string {
	const names = (of: Array<{ id: string; name: string }>) =>
		of.map(({ id, name }) => `  ${id}  ${name}`);
	return [
		`Nebrija simulator at ${url}`,
		`Token: ${token}`,
		`Personality: ${personality.name}. ${personality.standsFor}`,
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
	].join('\n');
}

main().catch((error: Error) => {
	console.error(error.message);
	process.exitCode = 1;
});
