/** Something on this machine stands in the way; the message says what to do and is shown as it is. */
export class SetupError extends Error {}

const KNOWN_CAUSES: Array<{ seen: RegExp; means: string }> = [
	{
		seen: /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|META_FETCH_FAIL/,
		means:
			'The npm registry cannot be reached. Check the network or the proxy, then run the command again.',
	},
	{
		seen: /ENOSPC|No space left/,
		means:
			'The disk is full. Installing n8n takes about 3 GB; make room, then run the command again.',
	},
];

/** Turns the output of a failed installation step into one clear sentence where the cause is known. */
export function explainFailure(stepTitle: string, output: string): SetupError {
	const known = KNOWN_CAUSES.find(({ seen }) => seen.test(output));
	return new SetupError(known?.means ?? `${stepTitle} did not work:\n${lastLines(output)}`);
}

/** The end of a long output, where the reason usually stands. */
export function lastLines(output: string): string {
	return output.trim().split('\n').slice(-15).join('\n');
}
