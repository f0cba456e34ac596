import { parseArgs } from 'node:util';
import { readPhoneNumber } from '../../nodes/Nebrija/phone/number';
import { personalityNamed } from '../simulator';
import type { CallWish } from './confirming';
import { CannotRun } from './contact';

export const usage = `npm run check:api -- [options]

Asks the API what this package only believes, by reading. NEBRIJA_API_TOKEN holds the token, NEBRIJA_BASE_URL another
address of the API.

  --webhook https://…     also registers this address, lists, registers again, deletes twice
  --receive               with --webhook, the address of a tunnel: receives deliveries on this computer
  --port number           where they are received (4011)
  --call +34…             also places ONE real call to this number, after a question, and follows it to its end
  --assistant id          with --call: instead of the first assistant
  --ab-test id            with --call: an A/B test instead of an assistant
  --yes                   with --call: without the question
  --report file           where the report is written (nebrija-api-report.md)
  --simulator [name]      asks the simulator, in this personality, instead of the API

Ends with 0 if nothing is contradicted, 1 if something is, 2 if it could not ask.`;

const options = {
	webhook: { type: 'string' },
	receive: { type: 'boolean' },
	port: { type: 'string' },
	call: { type: 'string' },
	assistant: { type: 'string' },
	'ab-test': { type: 'string' },
	yes: { type: 'boolean' },
	report: { type: 'string', default: 'nebrija-api-report.md' },
	simulator: { type: 'boolean' },
	help: { type: 'boolean' },
} as const;

export type Wishes = {
	help: boolean;
	report: string;
	simulator?: string;
	webhook?: { url?: string; receiveOn?: number };
	call?: CallWish;
};

/** What the command line asks for; throws `CannotRun` with a sentence where it makes no sense. */
export function readCommandLine(args: string[], isTerminal: boolean): Wishes {
	const { values, positionals } = parsed(args);
	const simulator = values.simulator ? (positionals[0] ?? 'documented') : undefined;
	if (simulator) nameOf(simulator);
	const unknown = positionals.slice(simulator ? 1 : 0);
	if (unknown.length > 0) throw new CannotRun(`"${unknown[0]}" means nothing here.`);
	const { webhook: url, receive, call } = values;
	if (receive && !url && !simulator) {
		throw new CannotRun('--receive needs --webhook with the https address of your tunnel.');
	}
	if (url && !/^https:\/\//.test(url)) throw new CannotRun('--webhook needs an https address.');
	const isAsked = values.yes || isTerminal || call === undefined;
	if (!isAsked) throw new CannotRun('--call needs a terminal to ask at, or --yes.');
	// What the simulator sends arrives without a tunnel.
	const address = url && !(simulator && receive) ? { url } : {};
	const receiveOn = simulator ? 0 : Number(values.port ?? 4011);
	return {
		...{ help: values.help === true, report: values.report },
		...(simulator && { simulator }),
		...((url || receive) && { webhook: receive ? { receiveOn, ...address } : { ...address } }),
		...(call !== undefined && { call: readWish(call, values) }),
	};
}

function parsed(args: string[]) {
	try {
		return parseArgs({ args, options, allowPositionals: true });
	} catch (error) {
		throw new CannotRun((error as Error).message);
	}
}

function nameOf(personality: string): void {
	try {
		personalityNamed(personality);
	} catch (error) {
		throw new CannotRun((error as Error).message);
	}
}

function readWish(
	call: string,
	values: { assistant?: string; 'ab-test'?: string; yes?: boolean },
): CallWish {
	const reading = readPhoneNumber(call);
	if ('problem' in reading) throw new CannotRun(`--call: ${reading.problem}`);
	const { assistant: assistantId, 'ab-test': testId, yes } = values;
	return {
		...reading,
		...(assistantId && { assistantId }),
		...(testId && { testId }),
		...(yes && { yes }),
	};
}
