import type { IDataObject, INodeExecutionData, INodeParameters, INodeType } from 'n8n-workflow';

import { Mount } from '../engine/mount';
import type { Mounted, Result } from '../engine/mount';
import { launching } from '../engine/scene';
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

/** What is wrong in one cell of the matrix; empty lists everywhere if nothing is. */
export interface Cell {
	fault: string;
	mode: string;
	position: Position;
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
export async function runCell(
	simulator: Simulator,
	{
		fault,
		mode,
		position,
		type,
	}: { fault: SafetyFault; mode: string; position: Position; type?: INodeType },
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

/** All cells of one fault, run at the same time: each has numbers of its own. */
export async function runFault(
	simulator: Simulator,
	fault: SafetyFault,
	type?: () => INodeType,
): Promise<Cell[]> {
	Object.assign(simulator.options, { listingDelayMs: 0, ...fault.options });
	const cells = Object.keys(modes).flatMap((mode) =>
		(Object.keys(positions) as Position[]).map((position) => ({ fault, mode, position })),
	);
	return await Promise.all(
		cells.map(async (cell) => await runCell(simulator, { ...cell, type: type?.() })),
	);
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
