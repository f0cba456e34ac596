import { setTimeout as wait } from 'node:timers/promises';
import { defaultBaseUrl } from '../../nodes/Nebrija/api/credential';
import { readCommandLine, usage, type Wishes } from './commandLine';
import { agreeOn } from './confirming';
import { CannotRun, makeContact, type Orders } from './contact';
import { startPractice } from './practice';
import { judge } from './questions';
import { inMarkdown, isContradicted, printed } from './report';
import { secretsIn } from './secrets';
import { timelineOf } from './timeline';

/** What a run has to do with the world around it. */
export type Around = {
	env: Record<string, string | undefined>;
	isTerminal: boolean;
	say: (line: string) => void;
	write: (file: string, text: string) => void;
	ask?: (question: string) => Promise<string>;
	timing?: Orders['timing'];
	signal?: AbortSignal;
};

type Place = Pick<Orders, 'baseUrl' | 'token' | 'timing'> & { close?: () => Promise<void> };

async function openPlace({ simulator: personality }: Wishes, around: Around): Promise<Place> {
	const { env, timing = { now: Date.now, pause: async (ms) => await wait(ms) } } = around;
	if (personality !== undefined) {
		const { simulator, timing: itsOwn } = await startPractice({ personality, validate: false });
		const close = async () => await simulator.close();
		return { baseUrl: simulator.url, token: simulator.token, timing: itsOwn, close };
	}
	const token = env.NEBRIJA_API_TOKEN?.trim().replace(/^bearer\s+/i, '');
	if (!token) {
		throw new CannotRun('NEBRIJA_API_TOKEN holds no token. To see what this prints: --simulator');
	}
	return { baseUrl: env.NEBRIJA_BASE_URL?.trim() || defaultBaseUrl, token, timing };
}

async function meet(wishes: Wishes, around: Around): Promise<number> {
	const { say, signal, ask } = around;
	const { close, ...place } = await openPlace(wishes, around);
	try {
		const { call, webhook } = wishes;
		const evidence = await makeContact({
			...{ ...place, signal, say },
			...(webhook && { webhook }),
			...(call && { call: async (seen) => await agreeOn(call, seen, ask) }),
		});
		const findings = judge(evidence);
		const secrets = secretsIn(evidence, [place.token, call?.number ?? '', webhook?.url ?? '']);
		say(printed(findings, secrets));
		if (evidence.calling) say(`\n${timelineOf(evidence.calling).join('\n')}`);
		around.write(wishes.report, inMarkdown(findings, evidence, secrets));
		say(`\nWritten to ${wishes.report}, without numbers, names, texts, ids or the token.`);
		return isContradicted(findings) ? 1 : 0;
	} finally {
		await close?.();
	}
}

/** Asks, prints and writes down what was seen; resolves to 0, 1 if something is contradicted, 2 if it could not ask. */
export async function run(args: string[], around: Around): Promise<0 | 1 | 2> {
	try {
		const wishes = readCommandLine(args, around.isTerminal);
		if (!wishes.help) return (await meet(wishes, around)) as 0 | 1;
		around.say(usage);
		return 0;
	} catch (error) {
		around.say(`This check could not be made. ${(error as Error).message}`);
		return 2;
	}
}
