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

	constructor(
		private readonly context: IExecuteSingleFunctions,
		private readonly request: IHttpRequestOptions & { timeout: number },
	) {}

	/** The call as it stands now; undefined where the API keeps refusing because there are too many requests. */
	async call(id: string): Promise<CallReading | undefined> {
		return await this.through(async () => await readCall(this.context, this.request, id));
	}

	/** What a task reads with this request, again after each 429; undefined where there is no end of them. */
	async through<T extends { outcome?: Outcome }>(task: () => Promise<T>): Promise<T | undefined> {
		return await this.line.through(task, this.context.getExecutionCancelSignal());
	}
}
