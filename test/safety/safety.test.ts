import { patience } from '../../nodes/Nebrija/pace/patience';
import { loadDeclarative } from '../engine/mount';
import { safetyFaults } from './faults';
import type { SafetyFault } from './faults';
import { modes, places, positions, printMatrix, runFault, runMatrix } from './matrix';
import type { Cell } from './matrix';
import { NaiveLaunch } from './naiveLaunch';

const cells: Cell[] = [];

const passes = ({ name, times }: SafetyFault) => name.startsWith('429') && times !== Infinity;
const lasts = (fault: SafetyFault) => !passes(fault);

beforeAll(async () => {
	Object.assign(patience, {
		notSent: [5, 10],
		lookUps: [0, 20, 40, 80],
		firstSlowDown: 10,
		mostSlowDown: 40,
		absence: 0,
	});
	// A limit without an end is given up soon; one that passes must not be, however busy the machine.
	const [endless, passing] = [safetyFaults.filter(lasts), safetyFaults.filter(passes)];
	patience.slowDowns = 1500;
	cells.push(...(await runMatrix(endless, 4)));
	patience.slowDowns = 60_000;
	cells.push(...(await runMatrix(passing, 4)));
}, 600_000);

afterAll(() => {
	const legend = 'How often the phone of the broken item rang, and what became of the item:';
	process.stdout.write(`\n${legend}\n\n${printMatrix(cells)}\n\n${cells.length} cells\n\n`);
});

it('has at least 20 faults, 5 modes and 3 positions', () => {
	expect(safetyFaults.length).toBeGreaterThanOrEqual(20);
	expect([Object.keys(modes).length, Object.keys(positions).length]).toEqual([5, 3]);
});

describe.each(safetyFaults)('$name', (fault) => {
	it.each(places)(
		'$mode, $position item: rings at most once, every call known, every item with its own',
		({ mode, position }) => {
			const cell = cells.find(
				(other) => other.fault === fault.name && other.mode === mode && other.position === position,
			);
			expect(cell?.wrong).toEqual([]);
			expect(cell?.rings).toBeLessThanOrEqual(1);
		},
	);
});

describe('A naive declarative launch in the same matrix', () => {
	const naive = () => loadDeclarative(new NaiveLaunch());

	it.each([
		['500 after the platform accepted', 'Retry On Fail', /rang 5 times/],
		['reset after', 'Retry On Fail', /rang 5 times/],
		['500 before the platform accepted', 'Retry On Fail', /item 0 rang 2 times/],
		['422 refused', 'stop', /lost from sight/],
		['422 refused', 'Retry execution', /rang 2 times/],
		['500 after the platform accepted', 'continue', /lost from sight/],
	])('fails at "%s" with %s, so the matrix can see', async (name, mode, wrong) => {
		const fault = safetyFaults.find((other) => other.name === name)!;
		const [cell] = await runFault(fault, [{ mode, position: 'last' }], naive);
		expect(cell.wrong.join()).toMatch(wrong);
	});
});
