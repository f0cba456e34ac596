import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { personalities } from '../simulator';
import { beliefs } from '../simulator/beliefs';
import { type Evidence, readingOnly } from './evidence';
import { judge } from './questions';
import { everything, meet } from './stage';

const root = join(__dirname, '../..');

function told(evidence: Evidence, wanted: string): string[] {
	return Object.entries(judge(evidence))
		.filter(([, { verdict }]) => verdict === wanted)
		.map(([name, { seen }]) => `${name}: ${seen}`);
}

describe('Of every personality', () => {
	it.each(personalities)(
		'$name exactly its own belief is contradicted, by reading or by what its row names',
		async ({ name, belief, shownBy }) => {
			const { evidence } = await meet({ personality: name }, everything);
			const own = belief ? [expect.stringMatching(new RegExp(`^${belief}: `))] : [];
			expect(told(evidence, 'contradicted')).toEqual(own);
			const byReading = shownBy === 'reading' ? own : [];
			expect(told(readingOnly(evidence), 'contradicted')).toEqual(byReading);
		},
	);
});

describe('Of the documented API', () => {
	it('everything is confirmed if everything is asked for; the requests are those of the document', async () => {
		const { evidence, simulator } = await meet({ validate: true }, everything);
		expect(told(evidence, 'confirmed')).toHaveLength(Object.keys(beliefs).length);
		expect([simulator.violations, simulator.refusals]).toEqual([[], []]);
	});

	it('what takes more than reading stays unseen without it', async () => {
		const { evidence } = await meet({});
		const unseen = told(evidence, 'unseen').map((text) => text.split(':')[0]);
		const rows = Object.entries(beliefs);
		const beyondReading = rows.filter(([, { shownBy }]) => shownBy !== 'reading');
		expect(told(evidence, 'contradicted')).toEqual([]);
		expect([...unseen, 'list.content'].sort()).toEqual(beyondReading.map(([name]) => name).sort());
	});

	it('almost nothing is told by an account without calls, and nothing is contradicted', async () => {
		const { evidence } = await meet({ personality: 'list-always-empty' });
		expect(told(evidence, 'contradicted')).toEqual([]);
		expect(told(evidence, 'unseen').length).toBeGreaterThan(20);
	});
});

it.each(Object.entries(beliefs))(
	'%s is held by a file that exists',
	(_name, { heldBy, believed }) => {
		expect(existsSync(join(root, heldBy))).toBe(true);
		expect(believed).toMatch(/^\S.*\.$/);
	},
);
