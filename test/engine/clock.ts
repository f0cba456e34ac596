let ahead = 0;

/** Moves the clock of this process, and so the simulator's, until the test is over: an hour passes at once. */
export function moveClock(ms: number): void {
	ahead += ms;
}

/** Lets the tests of a file move the clock. */
export function useClock(): void {
	const now = Date.now.bind(Date);
	beforeEach(() => {
		ahead = 0;
		jest.spyOn(Date, 'now').mockImplementation(() => now() + ahead);
	});
	afterEach(() => jest.restoreAllMocks());
}
