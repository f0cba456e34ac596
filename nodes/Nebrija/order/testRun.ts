import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { memoryOf } from '../memory/ledger';

/** What the option In Test Runs asks for. */
export type TestPolicy = 'call' | 'callTestNumber' | 'callNobody';

/** How n8n says what kind of run this is; measured for each kind of run, n8n 2.41. */
export interface RunKind {
	mode: string;
	/** Of a sub-workflow: the mode of the execution that called it, as far as n8n knows it (not before 2.9). */
	rootMode?: string;
	/** Of a retry: what the execution was that it repeats; before 2.9 only where that had come to this node. */
	source?: string;
}

const test = ['manual', 'evaluation'];

/** The mode that tells whether somebody is only trying: a retry and a sub-workflow are what they come from. */
function originOf({ mode, rootMode, source }: RunKind): string | undefined {
	if (mode === 'retry') return source;
	return mode === 'integrated' ? rootMode : mode;
}

/**
 * Who is called in a run: the customer in production, whatever the option says. In an evaluation every row is an
 * execution, so there nobody is called unless a test number is asked for.
 */
export function whoIsCalled(kind: RunKind, policy: TestPolicy): TestPolicy {
	const origin = originOf(kind);
	if (origin === undefined || !test.includes(origin)) return 'call';
	return origin === 'evaluation' && policy === 'call' ? 'callNobody' : policy;
}

/**
 * What n8n tells a node of the run it is in; what this version of n8n does not know is left out. The memory of the node
 * passes from a failed execution to its retry, so it keeps how the first of them began.
 */
export function readRunKind(context: IExecuteSingleFunctions): RunKind {
	const { additionalData } = context as { additionalData?: { rootExecutionMode?: string } };
	const { source } =
		(
			context as { getExecutionContext?: () => { source?: string } | undefined }
		).getExecutionContext?.() ?? {};
	const mode = context.getMode();
	const memory = memoryOf(context);
	memory.begunAs ??= mode;
	const isKnown = source !== undefined && source !== 'retry';
	return {
		mode,
		rootMode: additionalData?.rootExecutionMode,
		source: isKnown ? source : String(memory.begunAs),
	};
}
