/** Lets no more than so many pieces of work be under way at the same time; the others wait in line. */
export class Gate {
	private inside = 0;

	private readonly line: Array<() => void> = [];

	constructor(private readonly width: number) {}

	async pass<T>(work: () => Promise<T>): Promise<T> {
		if (this.inside < this.width) this.inside++;
		else await new Promise<void>((resolve) => this.line.push(resolve));
		try {
			return await work();
		} finally {
			const next = this.line.shift();
			if (next) next();
			else this.inside--;
		}
	}
}
