import { NodeHelpers } from 'n8n-workflow';
import type { INode, INodeType } from 'n8n-workflow';

import { NebrijaCall } from '../../nodes/Nebrija/NebrijaCall.node';
import { NebrijaCallPollTrigger } from '../../nodes/Nebrija/NebrijaCallPollTrigger.node';
import { NebrijaCallTrigger } from '../../nodes/Nebrija/NebrijaCallTrigger.node';
import { loadDeclarative } from '../engine/mount';
import { choicesIn, fieldsOf, ownParameters, readByN8n, valueAt } from './fields';
import { record } from './record';
import { savedVersions } from './savedWorkflows';

const types: Record<string, INodeType> = Object.fromEntries(
	[loadDeclarative(new NebrijaCall()), new NebrijaCallTrigger(), new NebrijaCallPollTrigger()].map(
		(type) => [`n8n-nodes-nebrija.${type.description.name}`, type],
	),
);
const descriptionOf = ({ type }: INode) => types[type].description;

describe.each(savedVersions)('Workflows saved with $version', ({ nodes, recorded }) => {
	it('are there, for every node', () => {
		expect(new Set(nodes.map(({ type }) => type))).toEqual(new Set(Object.keys(types)));
		expect(Object.keys(recorded).sort()).toEqual(nodes.map(({ name }) => name).sort());
	});

	describe.each(nodes)('$name', (node) => {
		it('is a version of a node that exists', () => {
			expect([descriptionOf(node).version].flat()).toContain(node.typeVersion);
			expect(descriptionOf(node).credentials?.map(({ name }) => name)).toEqual(
				Object.keys(node.credentials ?? {}),
			);
		});

		it('keeps every parameter: n8n neither drops nor complains about one', () => {
			const description = descriptionOf(node);
			const parameters = readByN8n(node, description);
			expect(parameters).toMatchObject(ownParameters(node));
			const { properties } = description;
			const read = { ...node, parameters };
			expect(NodeHelpers.getNodeParametersIssues(properties, read, description)).toBeNull();
		});

		it('makes choices that can still be made', () => {
			const { operation } = readByN8n(node, descriptionOf(node));
			for (const field of fieldsOf(descriptionOf(node))) {
				const value = valueAt(node.parameters, field.path);
				const elsewhere = field.operation !== undefined && field.operation !== operation;
				if (value === undefined || elsewhere || field.values.length === 0) continue;
				expect(field.values).toEqual(expect.arrayContaining(choicesIn(value)));
			}
		});

		it('sends what it sent then, and puts out what it put out', async () => {
			expect(await record(node)).toEqual(recorded[node.name]);
		});
	});
});

describe('The newest saved workflows', () => {
	const { version, nodes } = savedVersions.at(-1)!;

	it.each(Object.entries(types))(
		'%s: use every field and make every choice',
		(type, { description }) => {
			const ours = nodes.filter((node) => node.type === type);
			const unused = fieldsOf(description).flatMap(({ path, operation, values }) => {
				const used = ours
					.filter((node) =>
						[undefined, readByN8n(node, description).operation].includes(operation as never),
					)
					.map((node) => valueAt(node.parameters, path))
					.filter((value) => value !== undefined);
				const choices = used.flatMap(choicesIn);
				const missing = values.filter((value) => !choices.includes(value));
				const place = [operation, path].filter(Boolean).join(' ');
				if (used.length === 0) return [place];
				return missing.map((value) => `${place} = ${String(value)}`);
			});
			expect({ version, unused }).toEqual({ version, unused: [] });
		},
	);
});
