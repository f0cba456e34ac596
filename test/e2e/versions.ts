import { SetupError } from './setupError';

/** An n8n that the package is tested in. */
export interface N8nVersion {
	n8n: string;
	/** The major version of Node.js it runs on. */
	node: '20' | '24';
	/** What to install instead of what it asks for. */
	overrides: Record<string, string>;
	/** Its parts that have nothing to do with these tests; without them it starts in half the time. */
	unusedModules: string[];
	/** Whether a failed credential test shows what the credential says of a status, or n8n's own words. */
	showsCredentialRules: boolean;
	/** Whether the allowed domains of a credential bind every node, or the HTTP Request node alone. */
	restrictsDomains: boolean;
}

const LONG_UNUSED_MODULES = [
	'chat-hub',
	'external-secrets',
	'insights',
	'ldap',
	'log-streaming',
	'mcp',
	'source-control',
	'sso-oidc',
	'sso-saml',
];

/** The first one is taken unless `N8N_VERSION` names another. */
const VERSIONS: N8nVersion[] = [
	{
		n8n: '2.41.1',
		node: '24',
		overrides: {},
		unusedModules: [
			...LONG_UNUSED_MODULES,
			...['agents', 'instance-ai', 'mcp-registry', 'otel', 'workflow-builder'],
		],
		showsCredentialRules: true,
		restrictsDomains: true,
	},
	{
		n8n: '2.8.4',
		node: '20',
		overrides: {
			// Asked for from outside the registry.
			xlsx: 'npm:@e965/xlsx@0.20.3',
			// Asked for in any version, of which the newest want a newer @langchain/core than n8n's.
			'@langchain/langgraph': '1.0.2',
			'@langchain/langgraph-checkpoint': '1.0.0',
			'@langchain/langgraph-sdk': '1.0.3',
		},
		unusedModules: LONG_UNUSED_MODULES,
		showsCredentialRules: false,
		restrictsDomains: false,
	},
];

/** The n8n that `N8N_VERSION` asks for; an unknown one is refused with the names of those there are. */
export function chosenVersion(): N8nVersion {
	const name = process.env.N8N_VERSION;
	const chosen = name ? VERSIONS.find(({ n8n }) => n8n === name) : VERSIONS[0];
	if (chosen) return chosen;
	const known = VERSIONS.map(({ n8n }) => n8n).join(' or ');
	throw new SetupError(`N8N_VERSION is "${name}". Use ${known}, or leave it out.`);
}
