import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { init } from 'license-checker-rseidelsohn';
import type { ModuleInfos } from 'license-checker-rseidelsohn';

import { bundledPackages } from './bundledPackages';
import { found } from './check';
import type { Check } from './check';

/** Licences of code that may travel in the MIT-licensed package, under a notice. */
const allowedInPackage = ['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause'];

/** Licences of tools that stay on the developer's machine. */
const allowedForDevelopment = [
	...allowedInPackage,
	...[
		'Apache-2.0',
		'MIT-0',
		'BlueOak-1.0.0',
		'CC0-1.0',
		'Unlicense',
		'Python-2.0',
		'CC-BY-3.0',
		'CC-BY-4.0',
	],
	...['(MIT OR CC0-1.0)', '(AFL-2.1 OR BSD-3-Clause)', '(MIT AND CC-BY-3.0)', 'Apache-2.0 AND MIT'],
];

/** n8n itself, under its own licence: it runs the tests and is no part of the package. */
const isPartOfN8n = (name: string) =>
	/^(n8n-core|n8n-workflow|@n8n\/[^@]+|@n8n_io\/[^@]+)@/.test(name);

async function licencesOf(folder: string): Promise<ModuleInfos> {
	return await new Promise((resolve, reject) => {
		init({ start: folder }, (error, packages) => (error ? reject(error) : resolve(packages)));
	});
}

/** Code of others in the tarball stands there under a permitted licence, with its full text. */
export const bundledLicences: Check = {
	name: 'Licences of what ships',
	async look({ repository, unpacked }) {
		const shipped = readdirSync(join(unpacked, 'dist'), { recursive: true, encoding: 'utf8' })
			.filter((file) => file.endsWith('.js'))
			.map((file) => readFileSync(join(unpacked, 'dist', file), 'utf8'));
		const packages = await bundledPackages(repository);
		const wrong = packages.flatMap((name) => {
			const folder = join(repository, 'node_modules', name);
			const { license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
			const text = readFileSync(join(folder, 'LICENSE'), 'utf8').trim();
			return [
				...(allowedInPackage.includes(license) ? [] : [`${name} may not ship under ${license}`]),
				...(shipped.some((file) => file.includes(text))
					? []
					: [`The licence text of ${name} is not in the tarball`]),
			];
		});
		return found(wrong, `${packages.join(', ')}, with the licence text`);
	},
};

/** Every package installed for development has a licence that has been looked at. */
export const developmentLicences: Check = {
	name: 'Licences of what develops',
	async look({ repository }) {
		const packages = Object.entries(await licencesOf(repository));
		const wrong = packages
			.filter(([name]) => !isPartOfN8n(name))
			.flatMap(([name, { licenses = 'no licence' }]) =>
				[licenses]
					.flat()
					.filter((licence) => !allowedForDevelopment.includes(licence))
					.map((licence) => `${name}: ${licence}`),
			);
		const n8n = packages.filter(([name]) => isPartOfN8n(name)).length;
		return found(wrong, `${packages.length} packages, ${n8n} of them n8n's own`);
	},
};
