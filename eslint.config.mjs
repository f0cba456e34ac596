import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import nodesBasePlugin from 'eslint-plugin-n8n-nodes-base';
import tseslint from 'typescript-eslint';

const { community, credentials, nodes } = nodesBasePlugin.configs;

/** Known to the type check, since it reads sources and tests in one go. */
const ofTests = ['jest', 'describe', 'it', 'test', 'expect'].concat(
	['before', 'after'].flatMap((when) => [`${when}All`, `${when}Each`]),
);

/** Rules of nodes-base that contradict those of community-nodes; n8n's own scan leaves the same ones out. */
const contradicted = {
	'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
	'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
	'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
};

export default tseslint.config(
	{ ignores: ['dist/', 'node_modules/', '.n8n/', 'package-lock.json'] },
	{ linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
	{ files: ['**/*.ts'], extends: [tseslint.configs.recommended] },
	{
		files: ['nodes/**/*.ts', 'credentials/**/*.ts', 'package.json'],
		extends: [n8nCommunityNodesPlugin.configs.recommended],
		languageOptions: {
			parser: tseslint.parser,
			parserOptions: { extraFileExtensions: ['.json'] },
		},
		plugins: { 'n8n-nodes-base': nodesBasePlugin },
		rules: { 'no-console': 'error', 'no-restricted-globals': ['error', ...ofTests] },
	},
	{ files: ['package.json'], rules: community.rules },
	{ files: ['credentials/**/*.ts'], rules: { ...credentials.rules, ...contradicted } },
	{ files: ['nodes/**/*.ts'], rules: { ...nodes.rules, ...contradicted } },
);
