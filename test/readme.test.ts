import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { patience } from '../nodes/Nebrija/pace/patience';
import { safetyFaults } from './safety/faults';
import { modes, positions } from './safety/matrix';

const root = join(__dirname, '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

/** The guide in English, in the order in which the Spanish one has it as one document. */
const english = ['README.md', 'docs/troubleshooting.md', 'docs/queue-mode.md', 'docs/campaign.md'];
const spanish = ['docs/es.md'];
const documents = [
	...english,
	...spanish,
	'docs/development.md',
	'CHANGELOG.md',
	'.github/CONTRIBUTING.md',
	'.github/SECURITY.md',
	'test/bench/README.md',
];

/** All files of a folder that end so, as one text. */
function textOf(folder: string, end: string): string {
	return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
		.filter((path) => path.endsWith(end))
		.map((path) => read(join(folder, path)))
		.join('\n');
}

/** The anchors of a document, as GitHub makes them of its headings. */
function anchorsOf(file: string): string[] {
	return [...read(file).matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
		heading
			.toLowerCase()
			.replace(/[^\p{L}\p{N}\s_-]/gu, '')
			.replaceAll(' ', '-'),
	);
}

/** The documents as one text. */
const textsOf = (files: string[]) => files.map(read).join('\n');

/** What stands in each line, without its words; a link is told by the file it leads to. */
function shapeOf(files: string[]): string[] {
	return textsOf(files)
		.split('\n')
		.map((line) => {
			if (line.startsWith('|')) return `row of ${line.split('|').length - 2}`;
			const kind = /^(#+ |- |```.*|!\[)|^/.exec(line)![0];
			return kind + (kind === '![' ? /[^/(]+\)$/.exec(line)![0] : '');
		});
}

describe('The help of n8n', () => {
	const page = 'https://www.npmjs.com/package/n8n-nodes-nebrija';
	const sources = textOf('nodes', '.node.json') + textOf('credentials', '.ts');
	const addresses = sources.matchAll(/("url": "|documentationUrl = ')([^"']+)/g);
	const links = [...addresses].map(([, , link]) => link);

	it('leads to this package, in English, and to headings that exist', () => {
		expect(links).toHaveLength(7);
		for (const link of links) {
			expect(link.split('#')[0]).toBe(page);
			expect(anchorsOf('README.md')).toContain(link.split('#')[1]);
		}
	});
});

describe.each(documents)('%s', (file) => {
	const text = read(file);

	it('leads to files and headings that exist', () => {
		const links = [...text.matchAll(/\]\((?!https?:)([^)#]*)#?([^)]*)\)/g)];
		for (const [link, path, anchor] of links) {
			const target = path ? join(dirname(file), path) : file;
			expect([link, existsSync(join(root, target))]).toEqual([link, true]);
			if (anchor) expect(anchorsOf(target)).toContain(anchor);
		}
	});

	it('names only commands that exist', () => {
		const { scripts } = JSON.parse(read('package.json')) as { scripts: object };
		const named = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, script]) => script);
		expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
	});
});

it('has the same headings, tables, lists, blocks and pictures in both languages', () => {
	expect(shapeOf(english).length).toBeGreaterThan(200);
	expect(shapeOf(spanish)).toEqual(shapeOf(english));
});

it('shows every picture there is, and all of them load fast', () => {
	const pictures = readdirSync(join(root, 'docs/pictures'));
	const shown = textsOf(documents);
	expect(pictures.length).toBeGreaterThan(5);
	expect(pictures.filter((name) => !shown.includes(`pictures/${name})`))).toEqual([]);
	const bytes = pictures.map((name) => statSync(join(root, 'docs/pictures', name)).size);
	expect(bytes.reduce((sum, size) => sum + size)).toBeLessThan(4_000_000);
});

it.each([...english, ...spanish])('%s has no table that is a wall of text', (file) => {
	const rows = read(file)
		.split('\n')
		.filter((line) => line.startsWith('|'));
	expect(rows.filter((row) => row.length > 300)).toEqual([]);
});

it('is no longer than somebody reads who wants to install it', () => {
	expect(Buffer.byteLength(read('README.md'))).toBeLessThanOrEqual(16_384);
});

it('tells of the safety matrix how large it is', () => {
	const text = read('docs/development.md');
	const numbers = /`npm run test:safety`[^(|]*\(([^)]*)\)/.exec(text)?.[1].match(/\d+/g);
	const [faults, settings] = numbers?.map(Number) ?? [];
	expect([faults, settings]).toEqual([safetyFaults.length, Object.keys(modes).length]);
	expect(Object.keys(positions)).toEqual(['first', 'middle', 'last']);
});

describe.each([english, spanish])('What %s promises', (...files) => {
	const text = textsOf(files);

	it('of messages is what they say', () => {
		const n8n = ['n8n-core/dist/errors', 'n8n-workflow/dist/cjs'];
		const sources = [
			textOf('nodes', '.ts'),
			...n8n.map((folder) => textOf(`node_modules/${folder}`, '.js')),
		].join('\n');
		const quoted = [...text.matchAll(/^\| "([^"]+)"/gm)].map(([, words]) => words);
		expect(quoted.length).toBeGreaterThan(5);
		const parts = quoted.flatMap((words) => words.split(/\d+|…/).map((part) => part.trim()));
		expect(parts.filter((part) => !sources.includes(part))).toEqual([]);
	});

	it('of two minutes is what the node waits', () => {
		expect(text).toMatch(/two minutes must pass|tienen que pasar dos minutos/);
		expect([patience.absence, patience.slowDowns]).toEqual([120_000, 120_000]);
	});

	it('of examples is true: each is named, and runs in a real n8n', () => {
		const tests = textOf('test/e2e', '.ts');
		for (const name of readdirSync(join(root, 'test/workflows'))) {
			if (!name.endsWith('.json')) continue;
			expect(text).toContain(`\`${name}\``);
			expect(tests).toContain(`from '../workflows/${name}'`);
		}
	});
});
