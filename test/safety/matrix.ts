import type { INodeParameters, INodeType } from 'n8n-workflow';

import { Mount } from '../engine/mount';
import type { Mounted } from '../engine/mount';
import { launching } from '../engine/scene';
import { startSimulator } from '../simulator';
import type { Simulator } from '../simulator';
import type { SafetyFault } from './faults';
import { endingOf, findWrong } from './judge';
import type { Ending } from './judge';

export const positions = { first: 0, middle: 2, last: 4 };

export type Position = keyof typeof positions;

/** How the node is set to treat a failing item, and whether the editor's "Retry execution" follows. */
export const modes: Record<string, { settings: Mounted['settings']; retryExecution?: boolean }> = {
	stop: { settings: {} },
	continue: { settings: { onError: 'continueRegularOutput' } },
	'error output': { settings: { onError: 'continueErrorOutput' } },
	'Retry On Fail': { settings: { retryOnFail: true, maxTries: 5, waitBetweenTries: 1 } },
	'Retry execution': { settings: {}, retryExecution: true },
};

export interface Place {
	mode: string;
	position: Position;
}

/** Every mode with every position. */
export const places: Place[] = Object.keys(modes).flatMap((mode) =>
	(Object.keys(positions) as Position[]).map((position) => ({ mode, position })),
);

/** What is wrong in one cell of the matrix; empty lists everywhere if nothing is. */
export interface Cell extends Place {
	fault: string;
	/** How often the phone of the broken item rang. */
	rings: number;
	/** What the workflow sees of the broken item in the end. */
	ending: Ending;
	wrong: string[];
}

const itemsPerCell = 5;
let numbersUsed = 0;

/** A number that no other cell has. */
export function nextNumber(): string {
	return `+346${String(10_000_000 + numbersUsed++)}`;
}

/** Lets the launch of this number meet the fault. */
export function arm({ faults }: Simulator, { fault, times }: SafetyFault, number: string): void {
	if (fault) faults.add({ match: { method: 'POST', number }, times, fault });
}

/** Runs one cell: five items, one of them broken by the fault, and compares what rang with what came out. */
async function runCell(
	simulator: Simulator,
	fault: SafetyFault,
	{ mode, position }: Place,
	type?: INodeType,
): Promise<Cell> {
	const broken = positions[position];
	const items = Array.from({ length: itemsPerCell }, (_, item) => ({
		phone: nextNumber(),
		broken: item === broken,
	}));
	arm(simulator, fault, items[broken].phone);
	const { settings, retryExecution } = modes[mode];
	const mount = new Mount({
		items,
		parameters: launching((fault.parameters ?? {}) as INodeParameters),
		credential: { apiToken: simulator.token, baseUrl: simulator.url },
		settings,
		...(type && { type }),
	});
	let result = await mount.run();
	if (retryExecution && result.error) result = await mount.retry();
	const phones = items.map(({ phone }) => phone);
	const { accepts } = fault;
	const evidence = { simulator, phones, broken, accepts, mayDoubt: false, results: [result] };
	return {
		fault: fault.name,
		mode,
		position,
		rings: simulator.rings(phones[broken]),
		ending: endingOf(evidence),
		wrong: findWrong(evidence),
	};
}

/** Does the work for each of them, in their order and no more than `atOnce` at the same time. */
export async function inLanes<T>(atOnce: number, all: T[], work: (one: T) => Promise<void>) {
	const waiting = [...all];
	const lane = async () => {
		for (let next = waiting.shift(); next; next = waiting.shift()) await work(next);
	};
	await Promise.all(Array.from({ length: atOnce }, lane));
}

/** Cells of one fault, at a simulator of their own and with numbers of their own, so that they may run together. */
export async function runFault(
	fault: SafetyFault,
	which = places,
	type?: () => INodeType,
): Promise<Cell[]> {
	const simulator = await startSimulator({ validate: false, ...fault.options });
	const cells: Cell[] = [];
	try {
		await inLanes(fault.atOnce ?? which.length, which, async (place) => {
			cells.push(await runCell(simulator, fault, place, type?.()));
		});
	} finally {
		await simulator.close();
	}
	return cells;
}

/** The whole matrix, `atOnce` faults at the same time; their waits then pass together. */
export async function runMatrix(faults: SafetyFault[], atOnce: number): Promise<Cell[]> {
	const cells = new Map<SafetyFault, Cell[]>();
	await inLanes(atOnce, faults, async (fault) => {
		cells.set(fault, await runFault(fault));
	});
	return faults.flatMap((fault) => cells.get(fault)!);
}

/** The matrix as text: one row for each fault, one column for each mode. */
export function printMatrix(cells: Cell[]): string {
	const columns = Object.keys(modes);
	const rows = [...new Set(cells.map(({ fault }) => fault))].map((fault) => [
		fault,
		...columns.map((mode) => {
			const group = cells.filter((cell) => cell.fault === fault && cell.mode === mode);
			const rings = [...new Set(group.map((cell) => cell.rings))].join('/');
			const wrong = group.filter((cell) => cell.wrong.length > 0).length;
			const endings = [...new Set(group.map((cell) => cell.ending))].join('/');
			return `${rings} ${wrong ? `WRONG ${wrong} of ${group.length}` : endings}`;
		}),
	]);
	const table = [['rings, ending', ...columns], ...rows];
	const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)));
	return table
		.map((row) => row.map((text, column) => text.padEnd(widths[column])).join('  '))
		.join('\n');
}
