import type { IExecuteSingleFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { readCall } from '../api/call';
import type { CallReading } from '../api/call';
import { Pacer } from '../pace/pacer';
import { patience } from '../pace/patience';

/** Calls read at the same time: reading dials nobody, so this is only kindness to the API. */
const mostReads = 20;

/** Reads single calls for the items of one run, no more at a time than is kind, and slower after a 429. */
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
		const signal = this.context.getExecutionCancelSignal();
		return await this.line.through(
			async () => await readCall(this.context, this.request, id),
			signal,
		);
	}
}
