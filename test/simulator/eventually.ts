/** Resolves as soon as the condition holds; rejects if it does not within twenty seconds. */
export async function eventually(condition: () => boolean | Promise<boolean>): Promise<void> {
	const deadline = Date.now() + 20_000;
	while (!(await condition())) {
		if (Date.now() > deadline) throw new Error(`Never came true: ${condition}`);
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
}
