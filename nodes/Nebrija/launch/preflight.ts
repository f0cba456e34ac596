import { ItemProblem } from '../item/problem';

const shown = 10;

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
		this.summary ??= this.total === 1 ? problem : this.summarize();
		throw this.summary;
	}

	private summarize(): Error {
		const rows = [...this.problems]
			.slice(0, shown)
			.map(([item, { message }]) => `[item ${item}] ${message}`);
		const rest = this.problems.size - rows.length;
		return new ItemProblem(
			{
				message: `Nobody was called, because ${this.problems.size} of ${this.total} items cannot be: ${rows.join(' ')}${rest > 0 ? ` And ${rest} more.` : ''}`,
				advice:
					'Correct these items. Or set On Error to "Continue" in the settings of this node: then the others are called and these become error items. Items are counted from 0.',
			},
			{ badItems: [...this.problems.keys()] },
		);
	}
}
