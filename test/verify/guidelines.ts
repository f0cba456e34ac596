import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { found } from './check';
import type { Check } from './check';

const wantedInReadme = [
	{ what: 'how to install it', heading: 'Installation' },
	{ what: 'how to set up the credential', heading: 'Credential' },
	{ what: 'what it can do', heading: 'Operations' },
	{ what: 'an example workflow', heading: 'Examples' },
	{ what: 'in which n8n it was tested', heading: 'Compatibility' },
	{ what: 'where to read on', heading: 'Resources' },
];

/** Words that every Spanish text of some length has, and no English one. */
const spanish = /[¿¡]|\b(los|las|una|para|llamada|teléfono)\b/i;

const mostKilobytes = 200;

/** What n8n's guidelines ask of a package to be verified and its scan does not look at. */
export const guidelines: Check = {
	name: "n8n's guidelines",
	async look({ unpacked, repository, tarball }) {
		const read = (file: string) => readFileSync(join(unpacked, file), 'utf8');
		const readme = read('README.md');
		const examples = [...new Set(readme.match(/(?<=`)[\w/-]+\.json(?=`)/g))];
		const missing = examples.filter(
			(file) => !existsSync(join(repository, 'test/workflows', file)),
		);
		const kilobytes = statSync(tarball).size / 1000;
		const foreign = readdirSync(unpacked, { recursive: true, encoding: 'utf8' })
			.filter((path) => /\.(md|js)$/.test(path))
			.filter((path) => spanish.test(read(path)));
		return found(
			[
				...foreign.map((path) => `${path} is not in English`),
				...(kilobytes > mostKilobytes ? [`the tarball has ${kilobytes} kB`] : []),
				...wantedInReadme
					.filter(({ heading }) => !readme.includes(`\n## ${heading}\n`))
					.map(({ what, heading }) => `README.md does not say ${what} (## ${heading})`),
				...(examples.length > 0 ? [] : ['README.md names no example workflow']),
				...missing.map((file) => `README.md names ${file}, which does not exist`),
				...(/^MIT License\n/.test(read('LICENSE')) ? [] : ['LICENSE is not the MIT License']),
			],
			`README with usage, credential and ${examples.length} example workflows; English; ${Math.round(kilobytes)} kB; MIT`,
		);
	},
};
