import { ItemProblem } from '../item/problem';

/** How many items and reasons a message names before it only counts the rest. */
const shown = { items: 5, reasons: 10 };

/**
 * Holds the items of a run back until all of them have been read, so that with one bad row nobody is dialled.
 * If n8n ends the run before (an expression that throws), those who wait never go on: nobody is dialled either.
 */
export class Preflight {
	private readonly problems = new Map<number, Error>();

	private read = 0;

	private allRead = () => {};

	private readonly everybody = new Promise<void>((resolve) => (this.allRead = resolve));

	private summary?: Error;

	/** `total` is the number of items n8n starts in this run. */
	constructor(private readonly total: number) {}

	/** Resolves to whether the run may dial; for an item with a problem it rejects with all problems of the run. */
	async pass(item: number, problem?: Error): Promise<boolean> {
		if (problem) this.problems.set(item, problem);
		if (++this.read >= this.total) this.allRead();
		await this.everybody;
		if (!problem) return this.problems.size === 0;
		this.summary ??= this.total === 1 ? problem : summarize(this.problems, this.total);
		throw this.summary;
	}
}

/** One problem for all bad items of a run, told reason by reason with the items of each. */
function summarize(problems: Map<number, Error>, total: number): ItemProblem {
	const byReason = new Map<string, number[]>();
	for (const [item, problem] of problems) {
		const reason = problem instanceof ItemProblem ? problem.reason : problem.message;
		const items = byReason.get(reason);
		if (items) items.push(item);
		else byReason.set(reason, [item]);
	}
	const reasons = [...byReason].map(([reason, items]) => `${name(items)}: ${reason}`);
	const rest = reasons.length - shown.reasons;
	const [only] = reasons.length === 1 ? byReason.keys() : [];
	return new ItemProblem(
		{
			message: `Nobody was called, because ${problems.size} of ${total} items cannot be${only ? `: ${only}` : ''}`,
			advice: [
				...reasons.slice(0, shown.reasons).map((reason) => reason.replace(/\.?$/, '.')),
				...(rest > 0 ? [`And ${rest} more reasons.`] : []),
				"Correct these items. Or set 'On Error' to 'Continue' in the settings of this node: then the others are called and these become error items. Items are counted from 0.",
			].join(' '),
		},
		{ badItems: [...problems.keys()] },
	);
}

function name(items: number[]): string {
	const some = items.slice(0, shown.items).join(', ');
	const rest = items.length - shown.items;
	return `${items.length > 1 ? 'Items' : 'Item'} ${some}${rest > 0 ? ` and ${rest} more` : ''}`;
}
