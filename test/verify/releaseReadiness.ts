import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Check } from './check';
import { readManifest } from './manifest';
import type { Manifest } from './manifest';

function repositoryOf({ repository }: Manifest): string | undefined {
	const url = typeof repository === 'string' ? repository : repository?.url;
	return /github\.com[/:]([\w.-]+\/[\w.-]+?)(\.git)?$/.exec(url ?? '')?.[1];
}

/**
 * What only the owner can settle before a version is published. On the machine that publishes, the
 * environment also tells which repository and tag it is published from.
 */
export function openBeforeRelease(
	manifest: Manifest,
	changelog: string,
	{ GITHUB_REPOSITORY, GITHUB_REF_TYPE, GITHUB_REF_NAME }: NodeJS.ProcessEnv = {},
): string[] {
	const { version, author } = manifest;
	const repository = repositoryOf(manifest);
	const entry = new RegExp(
		`^## \\[${version.replaceAll('.', '\\.')}\\] - \\d{4}-\\d{2}-\\d{2}$`,
		'm',
	);
	const open = {
		'package.json names no repository on GitHub: npm refuses provenance without it':
			repository === undefined,
		[`package.json names the repository ${repository}, this is ${GITHUB_REPOSITORY}`]:
			repository !== undefined &&
			GITHUB_REPOSITORY !== undefined &&
			repository.toLowerCase() !== GITHUB_REPOSITORY.toLowerCase(),
		[`The author's e-mail address ${author.email} is a placeholder`]: author.email.endsWith(
			'@users.noreply.github.com',
		),
		[`CHANGELOG.md has no entry "## [${version}] - YYYY-MM-DD"`]: !entry.test(changelog),
		[`The tag ${GITHUB_REF_NAME} is not v${version}`]:
			GITHUB_REF_TYPE === 'tag' && GITHUB_REF_NAME !== `v${version}`,
	};
	return Object.keys(open).filter((problem) => open[problem]);
}

/** Reports what must be filled in before the first release; no default could be right. */
export const releaseReadiness: Check = {
	name: 'Ready for a release',
	async look({ repository }) {
		const changelog = readFileSync(join(repository, 'CHANGELOG.md'), 'utf8');
		const manifest = readManifest(repository);
		const open = openBeforeRelease(manifest, changelog, process.env);
		return open.length > 0 ? { open } : { ok: `version ${manifest.version}` };
	},
};
