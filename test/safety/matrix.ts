import type { IDataObject, INodeExecutionData, INodeParameters, INodeType } from 'n8n-workflow';

import { Mount } from '../engine/mount';
import type { Mounted, Result } from '../engine/mount';
import { launching } from '../engine/scene';
import { startSimulator } from '../simulator';
import type { Simulator } from '../simulator';
import type { SafetyFault } from './faults';

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
	ending: 'call' | 'error item' | 'execution error';
	wrong: string[];
}

const itemsPerCell = 5;
let numbersUsed = 0;

function nextNumber(): string {
	return `+346${String(10_000_000 + numbersUsed++)}`;
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
	const { number, ...armed } = { number: items[broken].phone, times: fault.times };
	if (fault.fault) {
		simulator.faults.add({ match: { method: 'POST', number }, ...armed, fault: fault.fault });
	}
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
	return {
		fault: fault.name,
		mode,
		position,
		rings: simulator.rings(phones[broken]),
		ending: endingOf(result, broken),
		wrong: findWrong(simulator, fault, phones, broken, result),
	};
}

const itemOf = ({ pairedItem }: INodeExecutionData) =>
	typeof pairedItem === 'object' && 'item' in pairedItem ? pairedItem.item : undefined;

function endingOf({ success, errors }: Result, broken: number): Cell['ending'] {
	const outputs = [...success, ...errors].filter((output) => itemOf(output) === broken);
	if (outputs.some(({ json }) => json.id)) return 'call';
	return outputs.length > 0 ? 'error item' : 'execution error';
}

function findWrong(
	simulator: Simulator,
	fault: SafetyFault,
	phones: string[],
	broken: number,
	result: Result,
): string[] {
	const outputs = [...result.success, ...result.errors];
	const placedCalls = ((result.error?.context?.details as IDataObject)?.placedCalls ??
		{}) as Record<number, string>;
	return phones.flatMap((phone, item) => {
		const wrong: string[] = [];
		const rings = simulator.rings(phone);
		const mustRing = item !== broken || fault.accepts;
		if (rings > 1) wrong.push(`item ${item} rang ${rings} times`);
		if (mustRing && rings === 0) wrong.push(`item ${item} did not ring`);
		const own = outputs.filter((output) => itemOf(output) === item);
		if (!result.error && own.length !== 1) wrong.push(`item ${item} has ${own.length} outputs`);
		for (const { id } of simulator.calls.filter((call) => call.number === phone)) {
			const known = placedCalls[item] === id || own.some(({ json }) => json.id === id);
			if (!known) wrong.push(`item ${item}: its call is lost from sight`);
		}
		if (item !== broken && own.some(({ json }) => json.error)) {
			wrong.push(`item ${item} has an error that is not its own`);
		}
		return wrong;
	});
}

/** Does the work for each of them, in their order and no more than `atOnce` at the same time. */
async function inLanes<T>(atOnce: number, all: T[], work: (one: T) => Promise<void>) {
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
