const { createRequire, isBuiltin } = require('node:module');
const { default: Runtime } = require('jest-runtime');

/**
 * Loads packages once for all test files of a process, as n8n does for its nodes: the engine takes longer to load than
 * most files to run. What is ours is loaded anew for each file.
 */
module.exports = class extends Runtime {
	requireModuleOrMock(from, name) {
		const isOurs = /^[./]/.test(name) || isBuiltin(name);
		return isOurs ? super.requireModuleOrMock(from, name) : createRequire(from)(name);
	}

	/** Runs what is ours among the globals of `environment.js`. */
	createScriptFromCode(...code) {
		const script = super.createScriptFromCode(...code);
		return { runInContext: (_context, options) => script.runInThisContext(options) };
	}
};
