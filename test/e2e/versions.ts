import { SetupError } from './setupError';

/** An n8n that the package is tested in. */
export interface N8nVersion {
	n8n: string;
	/** The major version of Node.js it runs on. */
	node: '20' | '22' | '24';
	/** What to install instead of what it asks for. */
	overrides: Record<string, string>;
	/** Its parts that have nothing to do with these tests; without them it starts in half the time. */
	unusedModules: string[];
	/** Whether a failed credential test shows what the credential says of a status, or n8n's own words. */
	showsCredentialRules: boolean;
	/** Whether the allowed domains of a credential bind every node, or the HTTP Request node alone. */
	restrictsDomains: boolean;
	/** The same for a credential that allows no domain. */
	restrictsNone: boolean;
	/** Whether its Data Table node can make a table, or works on rows alone. */
	makesTables: boolean;
}

const unusedIn1 = ['chat-hub', 'external-secrets', 'insights', 'mcp'];
const unusedSince2 = [
	...unusedIn1,
	...['ldap', 'log-streaming', 'source-control', 'sso-oidc', 'sso-saml'],
];
const unusedSince20 = [...unusedSince2, 'instance-ai', 'otel', 'workflow-builder'];
const unusedSince40 = [...unusedSince20, 'agents', 'mcp-registry'];

const insteadOfTheNewest = {
	// Asked for from outside the registry.
	xlsx: 'npm:@e965/xlsx@0.20.3',
	// Asked for in any version, of which the newest want a newer @langchain/core than n8n's.
	'@langchain/langgraph': '1.0.2',
	'@langchain/langgraph-checkpoint': '1.0.0',
	'@langchain/langgraph-sdk': '1.0.3',
};

/** The newest first, which is taken unless `N8N_VERSION` names another; the last one is the oldest that is supported. */
export const versions: N8nVersion[] = [
	{
		n8n: '2.41.1',
		node: '24',
		overrides: {},
		unusedModules: unusedSince40,
		showsCredentialRules: true,
		restrictsDomains: true,
		restrictsNone: false,
		makesTables: true,
	},
	{
		n8n: '2.40.7',
		node: '24',
		overrides: {},
		unusedModules: unusedSince40,
		showsCredentialRules: true,
		restrictsDomains: true,
		restrictsNone: false,
		makesTables: true,
	},
	{
		n8n: '2.20.12',
		node: '22',
		overrides: insteadOfTheNewest,
		unusedModules: unusedSince20,
		showsCredentialRules: false,
		restrictsDomains: true,
		restrictsNone: true,
		makesTables: true,
	},
	{
		n8n: '2.8.4',
		node: '20',
		overrides: insteadOfTheNewest,
		unusedModules: unusedSince2,
		showsCredentialRules: false,
		restrictsDomains: false,
		restrictsNone: false,
		makesTables: true,
	},
	{
		n8n: '1.123.81',
		node: '22',
		overrides: insteadOfTheNewest,
		unusedModules: unusedIn1,
		showsCredentialRules: false,
		restrictsDomains: true,
		restrictsNone: false,
		makesTables: false,
	},
];

/** The n8n that `N8N_VERSION` asks for; an unknown one is refused with the names of those there are. */
export function chosenVersion(): N8nVersion {
	const name = process.env.N8N_VERSION;
	const chosen = name ? versions.find(({ n8n }) => n8n === name) : versions[0];
	if (chosen) return chosen;
	const known = versions.map(({ n8n }) => n8n).join(', ');
	throw new SetupError(`N8N_VERSION is "${name}". Use one of ${known}, or leave it out.`);
}
