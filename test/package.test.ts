import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';

import { packPackage } from './verify/packPackage';

const root = join(__dirname, '..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const entries: string[] = [...manifest.n8n.nodes, ...manifest.n8n.credentials];
const bundle = 'dist/nodes/Nebrija/NebrijaCall.node.js';

function filesIn(folder: string): string[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name));
}

function newest(folder: string, pattern: RegExp) {
	const files = filesIn(join(root, folder)).filter((file) => pattern.test(file));
	return Math.max(0, ...files.map((file) => statSync(file).mtimeMs));
}

function assertFreshBuild() {
	if (!existsSync(join(root, bundle))) throw new Error('There is no dist: run "npm run build".');
	const sources = ['nodes', 'credentials'].map((folder) => newest(folder, /\.ts$/));
	if (Math.max(...sources) > newest('dist', /\.js$/)) {
		throw new Error('dist is older than its sources: run "npm run build".');
	}
}

describe('the packed tarball', () => {
	const temporary = mkdtempSync(join(tmpdir(), 'nebrija-package-'));
	const unpacked = join(temporary, 'node_modules', manifest.name);
	let tarball: string;

	function evaluated(expression: string) {
		const code = `console.log(JSON.stringify(${expression}))`;
		return JSON.parse(
			execFileSync(process.execPath, ['-e', code], {
				cwd: unpacked,
				env: { PATH: process.env.PATH },
				encoding: 'utf8',
			}),
		);
	}

	beforeAll(() => {
		assertFreshBuild();
		tarball = packPackage(root, temporary, unpacked);
		symlinkSync(
			join(root, 'node_modules/n8n-workflow'),
			join(temporary, 'node_modules/n8n-workflow'),
		);
	}, 60_000);

	afterAll(() => rmSync(temporary, { recursive: true, force: true }));

	it('holds what n8n runs and nothing else', () => {
		const files = filesIn(unpacked).map((file) => relative(unpacked, file));
		const allowed =
			/^(dist\/(nodes|credentials|icons)\/.+\.(js|json|svg|png)|README\.md|LICENSE|package\.json)$/;
		expect(files.filter((file) => !allowed.test(file))).toEqual([]);
		expect(files).toEqual(expect.arrayContaining(['README.md', 'LICENSE', 'package.json', bundle]));
	});

	it('is at most 150 kB', () => {
		const { size } = statSync(tarball);
		process.stdout.write(`${basename(tarball)}: ${(size / 1000).toFixed(1)} kB\n`);
		expect(size).toBeLessThanOrEqual(150_000);
	});

	it('asks n8n to install nothing', () => {
		const packed = JSON.parse(readFileSync(join(unpacked, 'package.json'), 'utf8'));
		expect(packed).not.toHaveProperty('dependencies');
		expect(packed).not.toHaveProperty('optionalDependencies');
		expect(packed).not.toHaveProperty('bundledDependencies');
		expect(packed.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	});

	it('stands alone: the numbering library is out of reach here', () => {
		const reach = `['n8n-workflow', 'libphonenumber-js'].map((name) => {
			try { return !!require.resolve(name); } catch { return false; }
		})`;
		expect(evaluated(reach)).toEqual([true, false]);
	});

	it.each(entries)('%s loads, with its icons and its codex card', (file) => {
		const [className] = basename(file).split('.');
		const instance = evaluated(`new (require('./${file}').${className})()`);
		const icon = instance.icon ?? instance.description.icon;
		for (const path of typeof icon === 'string' ? [icon] : [icon.light, icon.dark]) {
			const image = join(unpacked, dirname(file), path.replace('file:', ''));
			expect(relative(unpacked, image)).toMatch(/^dist\//);
			expect(existsSync(image)).toBe(true);
		}
		const hasCard = existsSync(join(unpacked, file.replace(/\.js$/, '.json')));
		expect(hasCard).toBe(file.endsWith('.node.js'));
	});

	it('carries the library once, under its licence', () => {
		const carriers = filesIn(join(unpacked, 'dist'))
			.filter((file) => /\.js$/.test(file) && /libphonenumber/.test(readFileSync(file, 'utf8')))
			.map((file) => relative(unpacked, file));
		expect(carriers).toEqual([bundle]);
		expect(readFileSync(join(unpacked, bundle), 'utf8')).toContain('The MIT License');
	});

	it('carries pictures byte for byte', () => {
		for (const folder of ['icons', 'nodes']) {
			for (const file of filesIn(join(root, folder)).filter((name) => /\.(png|svg)$/.test(name))) {
				const copy = join(unpacked, 'dist', relative(root, file));
				expect(readFileSync(copy).equals(readFileSync(file))).toBe(true);
			}
		}
	});
});
