const startedAt = Date.now();

/** Prints one line with the seconds since the program started. */
export function say(text: string): void {
	const seconds = Math.round((Date.now() - startedAt) / 1000);
	process.stdout.write(`[${String(seconds).padStart(3)} s] ${text}\n`);
}

/** Announces a piece of work, and shows every 15 seconds that it is still going on. */
export async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
	say(`${title} …`);
	const reminder = setInterval(() => say(`${title} … still busy`), 15_000);
	try {
		return await work();
	} finally {
		clearInterval(reminder);
	}
}
