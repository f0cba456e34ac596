import { createServer } from 'node:http';
import { resolve } from 'node:path';

import { hangUp, listen } from '../simulator/listen';
import { readAudit, runAudit } from './audit';

const repository = resolve(__dirname, '../..');

const advisory = (severity: string) => [
	{ id: 1, title: 'A hole', severity, url: 'https://example.com/1', vulnerable_versions: '*' },
];

/** npm itself, asking a registry on this machine that knows these vulnerabilities or answers with this status. */
async function auditAgainst(answer: { status?: number; advisories?: object }): Promise<object> {
	const server = createServer((request, response) => {
		const isAudit = request.url?.endsWith('/advisories/bulk') ?? false;
		request.resume().on('end', () => {
			response.writeHead(isAudit ? (answer.status ?? 200) : 404);
			response.end(JSON.stringify(answer.advisories ?? {}));
		});
	});
	const registry = `http://127.0.0.1:${await listen(server, 0)}/`;
	try {
		const flags = ['--registry', registry, '--fetch-retries', '0'];
		return readAudit(await runAudit(repository, flags), ['libphonenumber-js']);
	} finally {
		await hangUp(server);
	}
}

describe('The audit of the gate', () => {
	jest.setTimeout(120_000);

	it('is clean only when the service has answered', async () => {
		expect(await auditAgainst({})).toEqual({
			ok: expect.stringMatching(/^none in what ships \(libphonenumber-js\), .* \d{3,} packages$/),
		});
	});

	it.each([404, 405, 503])(
		'says that nothing is known when the service answers %i',
		async (status) => {
			expect(await auditAgainst({ status })).toEqual({
				open: [expect.stringMatching(new RegExp(`^NOTHING IS KNOWN: .*${status}`))],
			});
		},
	);

	it('is wrong when the service refuses what it was asked', async () => {
		expect(await auditAgainst({ status: 400 })).toHaveProperty('wrong');
	});

	it('finds even a low vulnerability in a package that ships', async () => {
		expect(await auditAgainst({ advisories: { 'libphonenumber-js': advisory('low') } })).toEqual({
			wrong: ['libphonenumber-js: A hole (low, https://example.com/1)'],
		});
	});

	it('finds a high vulnerability in a package that develops, and lets a moderate one be', async () => {
		const advisories = { esbuild: advisory('high'), prettier: advisory('moderate') };
		expect(await auditAgainst({ advisories })).toEqual({
			wrong: ['esbuild: A hole (high, https://example.com/1)'],
		});
	});
});
