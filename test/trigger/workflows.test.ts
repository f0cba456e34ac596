import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NodeHelpers } from 'n8n-workflow';
import type { INode, INodeType } from 'n8n-workflow';

import { NebrijaCall } from '../../nodes/Nebrija/NebrijaCall.node';
import { NebrijaPollTrigger } from '../../nodes/Nebrija/NebrijaPollTrigger.node';
import { NebrijaTrigger } from '../../nodes/Nebrija/NebrijaTrigger.node';

const types: Record<string, INodeType> = Object.fromEntries(
	[new NebrijaCall(), new NebrijaTrigger(), new NebrijaPollTrigger()].map((type) => [
		`n8n-nodes-nebrija.${type.description.name}`,
		type,
	]),
);

describe.each(['call-finished-to-table', 'round-trip-launch', 'round-trip-result'])(
	'The example %s',
	(file) => {
		const text = readFileSync(join(__dirname, `../workflows/${file}.json`), 'utf8');
		const { nodes, connections } = JSON.parse(text) as {
			nodes: INode[];
			connections: Record<string, { main: Array<Array<{ node: string }>> }>;
		};
		const names = nodes.map(({ name }) => name);
		const ours = nodes.filter(({ type }) => type in types);

		it('holds our nodes, filled in without a gap', () => {
			expect(ours.length).toBeGreaterThan(0);
			for (const node of ours) {
				const { description } = types[node.type];
				const issues = NodeHelpers.getNodeParametersIssues(
					description.properties,
					node,
					description,
				);
				expect(issues).toBeNull();
				const known = description.properties.map(({ name }) => name);
				expect(known).toEqual(expect.arrayContaining(Object.keys(node.parameters)));
			}
		});

		it('connects nodes that exist', () => {
			const targets = Object.values(connections).flatMap(({ main }) => main.flat());
			expect(names).toEqual(expect.arrayContaining(Object.keys(connections)));
			expect(names).toEqual(expect.arrayContaining(targets.map(({ node }) => node)));
		});

		it('names the credential, and carries nothing of the n8n it was made in', () => {
			for (const { credentials } of ours) {
				expect(credentials).toEqual({ nebrijaApi: { id: null, name: 'Nebrija AI account' } });
			}
			expect(text).not.toMatch(/instanceId|versionId|pinData|staticData|localhost|https?:/);
		});
	},
);
