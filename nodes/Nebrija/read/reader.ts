import type { IExecuteSingleFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { readCall } from '../api/call';
import type { CallReading } from '../api/call';
import type { Outcome } from '../api/request';
import { ItemProblem } from '../item/problem';
import { Pacer } from '../pace/pacer';
import { patience } from '../pace/patience';

/** Calls read at the same time: reading dials nobody, so this is only kindness to the API. */
const mostReads = 20;

/** The problem of what could not be read because the API kept refusing. */
export function tooMany(): ItemProblem {
	return new ItemProblem({
		message: 'Nebrija AI keeps refusing because there are too many requests',
		advice: 'Read fewer calls at a time.',
	});
}

/** Reads for the items of one run, no more at a time than is kind, and slower after a 429. */
export class Reader {
	private readonly line = new Pacer({
		most: mostReads,
		spacing: 0,
		mostWait: patience.mostSlowDown,
	});

	constructor(private readonly request: IHttpRequestOptions & { timeout: number }) {}

	/**
	 * The call as it stands now, read with the token of this item; undefined where the API keeps refusing because there are
	 * too many requests.
	 */
	async call(context: IExecuteSingleFunctions, id: string): Promise<CallReading | undefined> {
		return await this.through(context, async () => await readCall(context, this.request, id));
	}

	/** What a task reads, again after each 429; undefined where there is no end of them. */
	async through<T extends { outcome?: Outcome }>(
		context: IExecuteSingleFunctions,
		task: () => Promise<T>,
	): Promise<T | undefined> {
		return await this.line.through(task, context.getExecutionCancelSignal());
	}
}
