import { execFileSync } from 'child_process';
import { existsSync, readFileSync, writeFileSync } from 'fs';
import { cpus } from 'os';
import { join, resolve } from 'path';
import { installRuntime, repository } from '../e2e/runtime';

const PROSE = `# Benchmark

\`npm run bench\` compares four ways to launch calls, in a real n8n at its default settings and against the
simulator in \`test/simulator\`, which counts what rang. It needs Linux and an hour and a half of a quiet machine.

- \`-- --quick\` for few items and one round, \`--rounds 3\`, \`--long 1\` for rounds of what takes minutes, \`--only speed,limit\` for some sections:
  \`speed\`, \`legacy\`, \`limit\`, \`reading\`, \`receiving\`, \`growth\`, \`skipping\`, \`badRows\`, \`loading\`
- \`-- --profile\` prints what costs the time inside n8n, for each node
- \`-- --write\` puts the tables into this file

The nodes stand in the same workflow (Webhook, Split Out, the node), with one expression each. *HTTP Request node*: n8n's own, batching off. *Naive node*: the declarative node of
\`test/safety/naiveLaunch.ts\` with a credential of its own, both as n8n's guide has it. *Bare axios client*: 50 requests at a time, no n8n, in a process of its own.
Under a rate limit the HTTP Request node and the naive node have Retry On Fail with five tries; the client obeys
Retry-After, otherwise it backs off exponentially. All take turns in each round. A figure is a median (least–most)
over the rounds, a ratio is taken within a round.

*Silent*: numbers that did not ring. *Double*: numbers that rang more than once. *Lost*: calls whose id did
not come out. For these the worst round counts. *Goodput*: numbers that rang ÷ (burst + rate × seconds from
the first request to the last accepted launch); it falls too where n8n is slower than the limit.
`;

const headings = {
	speed: 'Speed',
	legacy: 'Speed with the legacy expression engine',
	limit: 'Rate limit',
	reading: 'Reading and waiting',
	receiving: 'Receiving',
	growth: 'Growth',
	skipping: 'Skip If Called Within and a long list',
	badRows: 'Bad rows',
	loading: 'Loading',
};

export type Section = keyof typeof headings;

/** The versions and the machine that figures hold for. */
export async function measuredWith(): Promise<string> {
	const { node, n8n } = await installRuntime();
	const { version } = JSON.parse(readFileSync(resolve(n8n, '../../package.json'), 'utf8'));
	const nodeVersion = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
	const today = new Date().toISOString().slice(0, 10);
	return `${today}, n8n ${version}, Node.js ${nodeVersion}, ${cpus().length} cores.`;
}

/** Replaces one section in this folder's README and leaves everything else below the introduction as it is. */
export function writeSection(section: Section, text: string): void {
	const file = join(__dirname, 'README.md');
	const before = existsSync(file)
		? readFileSync(file, 'utf8')
				.split(/^(?=## )/m)
				.slice(1)
		: [];
	const heading = (of: Section) => `## ${headings[of]}\n`;
	const known = Object.keys(headings) as Section[];
	const written = known.flatMap((name) => {
		if (name === section) return [`${heading(name)}\n${text.trimEnd()}\n\n`];
		return before.filter((part) => part.startsWith(heading(name)));
	});
	const others = before.filter((part) => !known.some((name) => part.startsWith(heading(name))));
	writeFileSync(file, [`${PROSE}\n`, ...others, ...written].join('').trimEnd() + '\n');
	execFileSync('npx', ['prettier', '--write', '--log-level', 'silent', file], { cwd: repository });
}
