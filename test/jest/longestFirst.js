const Sequencer = require('@jest/test-sequencer').default;

/** The safety matrix takes longest, so it starts first, also where no earlier run tells jest so. */
module.exports = class LongestFirst extends Sequencer {
	sort(tests) {
		const isMatrix = ({ path }) => path.includes('/safety/') || path.includes('\\safety\\');
		const sorted = super.sort(tests);
		return [...sorted.filter(isMatrix), ...sorted.filter((test) => !isMatrix(test))];
	}
};
