/** How many deliveries the process remembers; an hour of the busiest account, in about a megabyte. */
const remembered = 10_000;

/**
 * Which deliveries have started an execution, and which are being proven. It lasts as long as the process: n8n does
 * not save static data that a webhook changes (workflow-runner.js builds a second Workflow over them).
 */
export class DeliveryMemory {
	private readonly done = new Set<string>();

	private readonly pending = new Map<string, Promise<unknown>>();

	isDone(key: string): boolean {
		return this.done.has(key);
	}

	/** Remembers a delivery; false if it was remembered before. */
	finish(key: string): boolean {
		if (this.done.has(key)) return false;
		this.done.add(key);
		const [oldest] = this.done;
		if (this.done.size > remembered) this.done.delete(oldest);
		return true;
	}

	/** For a delivery whose execution n8n could not start: its repetition must count. */
	forget(key: string): void {
		this.done.delete(key);
	}

	/** The work that is under way for this delivery, or this work from now on; `isFirst` tells which. */
	share<T>(key: string, work: () => Promise<T>): { result: Promise<T>; isFirst: boolean } {
		const pending = this.pending.get(key) as Promise<T> | undefined;
		if (pending) return { result: pending, isFirst: false };
		const result = work().finally(() => this.pending.delete(key));
		this.pending.set(key, result);
		return { result, isFirst: true };
	}
}

const memories = new Map<string, DeliveryMemory>();

/** The memory of one trigger in this process. */
export function memoryOf(trigger: string): DeliveryMemory {
	const memory = memories.get(trigger) ?? new DeliveryMemory();
	memories.set(trigger, memory);
	return memory;
}
