import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { audit } from './audit';
import type { Check, Finding, Subject } from './check';
import { bundledLicences, developmentLicences } from './licences';
import { nodeLint } from './nodeLint';
import { packPackage } from './packPackage';
import { productionLoad } from './productionLoad';
import { guidelines } from './guidelines';
import { releaseReadiness } from './releaseReadiness';
import { scanOfSource, scanOfTarball } from './scan';

const checks = [
	scanOfSource,
	scanOfTarball,
	nodeLint,
	productionLoad,
	audit,
	bundledLicences,
	developmentLicences,
	guidelines,
	releaseReadiness,
];

async function look(check: Check, subject: Subject): Promise<Finding> {
	try {
		return await check.look(subject);
	} catch (error) {
		return { wrong: [`The check itself failed: ${(error as Error).message}`] };
	}
}

function print({ name }: Check, finding: Finding): void {
	const [word, lines] =
		'ok' in finding
			? ['ok   ', [finding.ok]]
			: 'open' in finding
				? ['OPEN ', finding.open]
				: ['WRONG', finding.wrong];
	const text =
		lines.length === 1 ? ` ${lines[0]}` : lines.map((line) => `\n        ${line}`).join('');
	process.stdout.write(`${word}  ${name}:${text}\n`);
}

/** Runs every check, also after one has failed, and says whether the package may be submitted. */
async function main(): Promise<boolean> {
	const releasing = process.argv.includes('--release');
	const workspace = mkdtempSync(join(tmpdir(), 'nebrija-verify-'));
	process.env.TMPDIR = workspace;
	try {
		const repository = resolve(__dirname, '../..');
		const unpacked = join(workspace, 'unpacked');
		const tarball = packPackage(repository, workspace, unpacked);
		const findings: Finding[] = [];
		for (const check of checks) {
			const finding = await look(check, { repository, workspace, tarball, unpacked });
			print(check, finding);
			findings.push(finding);
		}
		const count = (word: string) => findings.filter((finding) => word in finding).length;
		const passed = count('wrong') === 0 && !(releasing && count('open') > 0);
		process.stdout.write(
			`${count('ok')} ok, ${count('wrong')} wrong, ${count('open')} open (stops a release only; .github/CONTRIBUTING.md#releasing says who closes it): ${passed ? 'passed' : 'NOT PASSED'}\n`,
		);
		return passed;
	} finally {
		rmSync(workspace, { recursive: true, force: true });
	}
}

void main().then((passed) => process.exit(passed ? 0 : 1));
