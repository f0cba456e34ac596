import { execFile } from 'node:child_process';

import { bundledPackages } from './bundledPackages';
import { found } from './check';
import type { Check, Finding } from './check';

interface Advisory {
	title: string;
	severity: string;
	url: string;
}

/** What `npm audit --json` prints: a report, or why there is none. */
interface Answer {
	auditReportVersion?: number;
	vulnerabilities?: Record<string, { name: string; via: Array<string | Advisory> }>;
	metadata?: { dependencies: { total: number } };
	message?: string;
	statusCode?: number;
}

const severeForDevelopment = ['high', 'critical'];

/** No connection, or a registry without this service; a 400 would be our own mistake. */
function isOutOfReach({ message = '', statusCode }: Answer): boolean {
	return statusCode === undefined ? /failed, reason:/.test(message) : statusCode !== 400;
}

/** Tells a clean report from one that was never made. In what ships, any known vulnerability is one too many. */
export function readAudit(answer: Answer, shipped: string[]): Finding {
	if (answer.auditReportVersion === undefined) {
		const message = answer.message ?? JSON.stringify(answer);
		if (!isOutOfReach(answer)) return { wrong: [message] };
		return { open: [`NOTHING IS KNOWN: the audit service did not answer (${message})`] };
	}
	const wrong = Object.values(answer.vulnerabilities ?? {}).flatMap(({ name, via }) =>
		via
			.filter((cause) => typeof cause === 'object')
			.filter(({ severity }) => shipped.includes(name) || severeForDevelopment.includes(severity))
			.map(({ title, severity, url }) => `${name}: ${title} (${severity}, ${url})`),
	);
	const total = answer.metadata?.dependencies.total ?? 0;
	return found(
		wrong,
		`none in what ships (${shipped.join(', ')}), none of high severity in ${total} packages`,
	);
}

/** What npm says of the lock file. It ends with an error code when it has found something, and prints that all the same. */
export async function runAudit(repository: string, flags: string[] = []): Promise<Answer> {
	return await new Promise((resolve, reject) => {
		const options = { cwd: repository, maxBuffer: 64 * 1024 * 1024 };
		execFile('npm', ['audit', '--json', ...flags], options, (error, output) => {
			try {
				resolve(JSON.parse(output) as Answer);
			} catch {
				reject(error ?? new Error('npm audit printed no JSON'));
			}
		});
	});
}

/** Asks the registry for known vulnerabilities of everything in the lock file. */
export const audit: Check = {
	name: 'Known vulnerabilities',
	look: async ({ repository }) =>
		readAudit(await runAudit(repository), await bundledPackages(repository)),
};
