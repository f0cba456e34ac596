/** How many deliveries static data remember: they are saved anew with each delivery. */
const rememberedForRestart = 500;

/** How many the process remembers; an hour of the busiest account, in about a megabyte. */
const remembered = 10_000;

/**
 * Which deliveries have started an execution. n8n hands every delivery its own copy of static data and the last one
 * saved wins, so copies that arrive together are only told apart within the process; static data bridges a restart.
 */
export class DeliveryMemory {
	private readonly delivered = new Set<string>();

	private readonly underWay = new Map<string, Promise<unknown>>();

	/** Does the work once for all who ask for it while it is under way; `first` tells who did it. */
	async share<T>(key: string, work: () => Promise<T>): Promise<{ result: T; first: boolean }> {
		const shared = this.underWay.get(key) as Promise<T> | undefined;
		if (shared) return { result: await shared, first: false };
		const own = work();
		this.underWay.set(key, own);
		try {
			return { result: await own, first: true };
		} finally {
			this.underWay.delete(key);
		}
	}

	has(key: string): boolean {
		return this.delivered.has(key);
	}

	add(key: string): void {
		this.delivered.add(key);
		for (const oldest of this.delivered) {
			if (this.delivered.size <= remembered) break;
			this.delivered.delete(oldest);
		}
	}

	/** For a delivery that was accepted but whose execution n8n could not start: its repetition must count. */
	forget(key: string): void {
		this.delivered.delete(key);
	}
}

const memories = new Map<string, DeliveryMemory>();

/** The memory of one trigger in this process. */
export function memoryOf(trigger: string): DeliveryMemory {
	const memory = memories.get(trigger) ?? new DeliveryMemory();
	memories.set(trigger, memory);
	return memory;
}

/** The list for static data with the key at its end. */
export function withKey(keys: string[], key: string): string[] {
	return [...keys.filter((known) => known !== key), key].slice(-rememberedForRestart);
}
