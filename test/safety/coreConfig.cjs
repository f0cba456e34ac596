const { join } = require('node:path');

const { runtime: _loadsOwnPackages, ...usual } = require('../jest.config.json');

/** As the tests of this package, but on the n8n-core that stands in the folder which `N8N_MODULES` names. */
module.exports = {
	...usual,
	rootDir: join(__dirname, '..', '..'),
	testEnvironment: 'node',
	modulePathIgnorePatterns: ['<rootDir>/dist/'],
	// Some of them keep a timer that nobody stops.
	forceExit: true,
	moduleNameMapper: {
		'^((?:n8n-core|n8n-workflow|@n8n/di|@n8n/backend-common)(?:/.*)?)$': `${process.env.N8N_MODULES}/$1`,
	},
};
