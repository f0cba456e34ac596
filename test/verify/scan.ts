import { found } from './check';
import type { Check, Finding } from './check';

/** The part of @n8n/scan-community-package behind its download of a published package. */
interface Scanner {
	SOURCE_FILE_PATTERNS: string[];
	analyzePackage(
		folder: string,
		patterns: string[],
	): Promise<{ passed: boolean; message?: string; details?: string }>;
}

/** What the scanner lints in a published package (analyzePackageByName). */
const TARBALL_FILE_PATTERNS = ['**/*.js', 'package.json'];

async function scan(folder: string, patternsOf: (scanner: Scanner) => string[]): Promise<Finding> {
	const module: string = '@n8n/scan-community-package/scanner/scanner.mjs';
	const scanner = (await import(module)) as Scanner;
	const patterns = patternsOf(scanner);
	const { passed, message, details } = await scanner.analyzePackage(folder, patterns);
	const complaint = [message, details].filter(Boolean).join('\n').split('\n');
	const wrong = passed && message === undefined ? [] : complaint;
	return found(
		wrong.filter(Boolean).map((line) => line.replace(folder, '.')),
		`no errors in ${patterns.join(', ')}`,
	);
}

/** What n8n's scan does with the source that the provenance of a published package names. */
export const scanOfSource: Check = {
	name: "n8n's scan of the source",
	look: async ({ repository }) =>
		await scan(repository, ({ SOURCE_FILE_PATTERNS }) => SOURCE_FILE_PATTERNS),
};

/** What n8n's scan does with the tarball; its provenance can be checked only once it is published. */
export const scanOfTarball: Check = {
	name: "n8n's scan of the tarball",
	look: async ({ unpacked }) => await scan(unpacked, () => TARBALL_FILE_PATTERNS),
};
