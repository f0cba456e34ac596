import * as n8n from 'n8n-workflow';

type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

/** Waits, and rejects as soon as the signal says so: before 2.34, n8n has a function of its own for that. */
export const sleep: Sleep = (n8n as { sleepWithAbort?: Sleep }).sleepWithAbort ?? n8n.sleep;
