import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Result } from '../engine/mount';
import type { Simulator } from '../simulator';

/** The last executions of a cell and what they were to do, for the judge. */
export interface Evidence {
	simulator: Simulator;
	/** The number of each item. */
	phones: string[];
	/** The item that met the fault. */
	broken: number;
	/** Whether the platform took its launch all the same. */
	accepts: boolean;
	/** Whether "may have been placed" is an answer: where an unknown of the API makes certainty impossible. */
	mayDoubt: boolean;
	/** All executions over these items, the last one last. */
	results: Result[];
}

/** What the workflow sees of the broken item in the end. */
export type Ending = 'call' | 'error item' | 'execution error';

const itemOf = ({ pairedItem }: INodeExecutionData) =>
	typeof pairedItem === 'object' && 'item' in pairedItem ? pairedItem.item : undefined;

const outputsOf = ({ success, errors }: Result, item: number) =>
	[...success, ...errors].filter((output) => itemOf(output) === item).map(({ json }) => json);

const idOf = ({ id, callId }: IDataObject) => String(id ?? callId);

const detailsOf = ({ error }: Result) => (error?.context?.details ?? {}) as IDataObject;

export function endingOf({ results, broken }: Evidence): Ending {
	const outputs = outputsOf(results.at(-1)!, broken);
	if (outputs.some(({ id, callId }) => id ?? callId)) return 'call';
	return outputs.length > 0 ? 'error item' : 'execution error';
}

/** An id counts as known if an execution puts it out or names it. */
function isKnown({ results }: Evidence, item: number, id: string): boolean {
	return results.some((result) => {
		const placed = (detailsOf(result).placedCalls ?? {}) as Record<number, string>;
		return placed[item] === id || outputsOf(result, item).some((json) => idOf(json) === id);
	});
}

/** Whether the user was told that the call of this item may have been placed. */
function isInDoubt({ results, broken, mayDoubt }: Evidence, item: number): boolean {
	if (!mayDoubt || item !== broken) return false;
	return results.some((result) => {
		const said = outputsOf(result, item).map(({ message }) => message as IDataObject | undefined);
		return [detailsOf(result), ...said].some((details) => details?.mayHaveBeenPlaced === true);
	});
}

/** Everything that is wrong with the items of a cell: nothing, if the promise was kept. */
export function findWrong(evidence: Evidence): string[] {
	const { simulator, phones, broken, accepts, results } = evidence;
	return phones.flatMap((phone, item) => {
		const wrong: string[] = [];
		const rings = simulator.rings(phone);
		if (rings > 1) wrong.push(`item ${item} rang ${rings} times`);
		if (rings === 0 && (item !== broken || accepts)) wrong.push(`item ${item} did not ring`);
		for (const { id } of simulator.calls.filter(({ number }) => number === phone)) {
			if (isKnown(evidence, item, id) || isInDoubt(evidence, item)) continue;
			wrong.push(`item ${item}: its call is lost from sight`);
		}
		for (const result of results) {
			const own = outputsOf(result, item);
			if (!result.error && own.length !== 1) {
				wrong.push(`item ${item} has ${own.length} outputs`);
			}
		}
		if (item !== broken && outputsOf(results[0], item).some(({ error }) => error)) {
			wrong.push(`item ${item} has an error that is not its own`);
		}
		return wrong;
	});
}
