const startedAt = Date.now();

/** Prints one line with the seconds since the program started. */
export function say(text: string): void {
	const seconds = Math.round((Date.now() - startedAt) / 1000);
	process.stdout.write(`[${String(seconds).padStart(3)} s] ${text}\n`);
}

/** How far a piece of work may be that takes about so many seconds: quick at first, and never quite at the end. */
function bar(seconds: number, about: number): string {
	const done = Math.round(20 * (1 - Math.exp(-seconds / about)));
	return '█'.repeat(done) + '░'.repeat(20 - done);
}

/**
 * Announces a piece of work. Until it is done, a terminal shows one line with a bar for what takes `about` so many
 * seconds; elsewhere a line every 15 seconds tells that it is still going on.
 */
export async function step<T>(title: string, work: () => Promise<T>, about = 15): Promise<T> {
	const { stdout } = process;
	const began = Date.now();
	const draw = () => stdout.write(`\r${bar((Date.now() - began) / 1000, about)} ${title} … `);
	if (!stdout.isTTY) say(`${title} …`);
	const reminder = stdout.isTTY
		? setInterval(draw, 250)
		: setInterval(() => say(`${title} … still busy`), 15_000);
	try {
		return await work();
	} finally {
		clearInterval(reminder);
		if (stdout.isTTY) stdout.write('\r\u001b[K');
		if (stdout.isTTY) say(title);
	}
}
