import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const root = resolve(__dirname, '../nodes/Nebrija');

const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
	.filter((path) => path.endsWith('.ts'))
	.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

/** Which rooms a room may import from, itself included; "node" stands for the files at the top. */
const mayImport: Record<string, string[]> = {
	node: ['call', 'trigger', 'poll', 'event', 'editor', 'api'],
	call: ['launch', 'read', 'item', 'api'],
	launch: ['order', 'hours', 'memory', 'list', 'read', 'pace', 'item', 'api'],
	order: ['hours', 'read', 'memory', 'phone', 'item', 'api'],
	hours: [],
	read: ['memory', 'pace', 'phone', 'item', 'api'],
	list: ['memory', 'pace', 'api'],
	memory: ['pace', 'api'],
	pace: ['api'],
	phone: [],
	item: ['api'],
	editor: ['api'],
	trigger: ['event', 'pace', 'api'],
	poll: ['event', 'pace', 'item', 'api'],
	event: ['item', 'api'],
	api: [],
};

const roomOf = (path: string) => (path.includes('/') ? path.split('/')[0] : 'node');

const imports = sources.flatMap(({ path, text }) =>
	[...text.matchAll(/from '(\.[^']+)'/g)].map(([, target]) => ({
		path,
		target: relative(root, resolve(root, dirname(path), target)),
	})),
);

describe('Layout', () => {
	it('has source files and imports to look at', () => {
		expect(sources.length).toBeGreaterThan(10);
		expect(imports.length).toBeGreaterThan(10);
	});

	it('lets arrows point one way', () => {
		const wrong = imports.filter(
			({ path, target }) =>
				roomOf(path) !== roomOf(`${target}/`) &&
				!mayImport[roomOf(path)]?.includes(roomOf(`${target}/`)),
		);
		expect(wrong).toEqual([]);
	});

	it('has no circle of folders', () => {
		const reaches = (from: string, to: string): boolean =>
			mayImport[from].some((room) => room === to || reaches(room, to));
		expect(Object.keys(mayImport).filter((room) => reaches(room, room))).toEqual([]);
	});

	it('keeps every folder small', () => {
		const sizes = Object.keys(mayImport).map((room) => [
			room,
			sources.filter(({ path }) => roomOf(path) === room).length,
		]);
		expect(sizes.filter(([, size]) => Number(size) > 12)).toEqual([]);
		expect(sources.map(({ path }) => roomOf(path)).filter((room) => !mayImport[room])).toEqual([]);
	});

	it('tells newcomers the question of every folder', () => {
		const guide = readFileSync(resolve(root, '../../.github/CONTRIBUTING.md'), 'utf8');
		const told = [...guide.matchAll(/^\| `(\w+)\/` +\|/gm)].map(([, room]) => room);
		expect(['node', ...told].sort()).toEqual(Object.keys(mayImport).sort());
	});

	it('has no circle of files', () => {
		const reaches = (from: string, seen = new Set<string>()): Set<string> => {
			for (const { path, target } of imports) {
				if (path.replace(/(\/index)?\.ts$/, '') !== from || seen.has(target)) continue;
				seen.add(target);
				reaches(target, seen);
			}
			return seen;
		};
		const inCircle = sources
			.map(({ path }) => path.replace(/(\/index)?\.ts$/, ''))
			.filter((file) => reaches(file).has(file));
		expect(inCircle).toEqual([]);
	});

	it.each(sources)('$path uses the names and habits of this package', ({ path, text }) => {
		expect(path).not.toMatch(/utils|common|helpers|GenericFunctions/);
		expect(text).not.toMatch(/export default|function (handle|process)[A-Z]|interface I[A-Z]|TODO/);
		expect(text.split('\n').length).toBeLessThanOrEqual(160);
	});
});
