const { TestEnvironment } = require('jest-environment-node');
const { ModernFakeTimers } = require('@jest/fake-timers');

/** The globals of the process itself, which packages know: an error they throw is an `Error` to the tests as well. */
module.exports = class extends TestEnvironment {
	constructor({ projectConfig: config, ...more }, context) {
		super({ projectConfig: config, ...more }, context);
		this.global = globalThis;
		this.fakeTimersModern = new ModernFakeTimers({ config, global: globalThis });
	}
};
