import type { Manifest } from './manifest';
import { openBeforeRelease } from './releaseReadiness';

const ready = {
	version: '1.2.3',
	author: { name: 'Someone', email: 'someone@example.com' },
	repository: { url: 'git+https://github.com/example/sample.git' },
} as Manifest;
const changelog = '# Changelog\n\n## [1.2.3] - 2026-01-31\n';
const machine = {
	GITHUB_REPOSITORY: 'example/sample',
	GITHUB_REF_TYPE: 'tag',
	GITHUB_REF_NAME: 'v1.2.3',
};

describe('Before a release', () => {
	it('nothing is open when all is filled in', () => {
		expect(openBeforeRelease(ready, changelog, machine)).toEqual([]);
		expect(openBeforeRelease(ready, changelog)).toEqual([]);
	});

	it.each([
		['no repository', { ...ready, repository: undefined }, changelog, machine],
		['another repository', ready, changelog, { ...machine, GITHUB_REPOSITORY: 'example/fork' }],
		[
			'a placeholder',
			{ ...ready, author: { name: 'Someone', email: 'x@users.noreply.github.com' } },
			changelog,
			machine,
		],
		['no entry', ready, '## [1.2.2] - 2026-01-30\n', machine],
		['an entry without a date', ready, '## [1.2.3] - Unreleased\n', machine],
		['an entry of a similar version', ready, '## [1x2.3] - 2026-01-31\n', machine],
		['another tag', ready, changelog, { ...machine, GITHUB_REF_NAME: 'v1.2.4' }],
		['a tag without v', ready, changelog, { ...machine, GITHUB_REF_NAME: '1.2.3' }],
	])('%s is open', (_, manifest, notes, environment) => {
		expect(openBeforeRelease(manifest, notes, environment)).toHaveLength(1);
	});
});
