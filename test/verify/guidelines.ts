import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { found } from './check';
import type { Check } from './check';

const wantedInReadme = [
	{ what: 'how to install it', heading: 'Installation' },
	{ what: 'how to set up the credential', heading: 'Credential' },
	{ what: 'an example workflow', heading: 'Examples' },
];

/** What n8n's guidelines ask of a package to be verified and its scan does not look at. */
export const guidelines: Check = {
	name: "n8n's guidelines",
	async look({ unpacked, repository }) {
		const read = (file: string) => readFileSync(join(unpacked, file), 'utf8');
		const readme = read('README.md');
		const examples = readme.match(/(?<=`)[\w/-]+\.json(?=`)/g) ?? [];
		const missing = examples.filter(
			(file) => !existsSync(join(repository, 'test/workflows', file)),
		);
		return found(
			[
				...wantedInReadme
					.filter(({ heading }) => !readme.includes(`\n## ${heading}\n`))
					.map(({ what, heading }) => `README.md does not say ${what} (## ${heading})`),
				...(examples.length > 0 ? [] : ['README.md names no example workflow']),
				...missing.map((file) => `README.md names ${file}, which does not exist`),
				...(/^MIT License\n/.test(read('LICENSE')) ? [] : ['LICENSE is not the MIT License']),
			],
			`README with usage, credential and ${examples.length} example workflows; MIT`,
		);
	},
};
