/** A test of what not every n8n has: where it is missing, the test is skipped, and says why. */
export function testWhere(isThere: boolean, lack: string) {
	return (name: string, run: () => Promise<void>): void => {
		if (isThere) test(name, run);
		else test.skip(`${name} (this n8n has no ${lack})`, run);
	};
}
