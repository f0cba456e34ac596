import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { resolveOutputSchemaPath } from 'n8n-core/dist/nodes-loader/output-schema-resolver';
import { NodeHelpers } from 'n8n-workflow';
import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';

import { NebrijaCall } from '../../nodes/Nebrija/NebrijaCall.node';
import { assistantId, customers, launching, useScene } from '../engine/scene';

const scene = useScene();
const node = new NebrijaCall();
const { properties } = node.description;

const inside = ({ options = [] }: INodeProperties) =>
	(options as Array<INodeProperties | INodePropertyCollection>).filter(
		(option): option is INodeProperties => 'type' in option,
	);
const locators = properties
	.flatMap((property) => [property, ...inside(property)])
	.filter(({ type }) => type === 'resourceLocator');

describe('Resource locators', () => {
	it('are there for all operations, the filters of Get Many included', () => {
		expect(locators.map(({ name }) => name).sort()).toEqual([
			'assistantId',
			'assistantId',
			'callId',
			'phoneNumberId',
			'testId',
			'testId',
		]);
	});

	it.each(locators)(
		'$name offers a searchable list first, and the ID',
		({ default: start, modes }) => {
			expect(start).toEqual({ mode: 'list', value: '' });
			expect(modes?.map(({ name, type }) => [name, type])).toEqual([
				['list', 'list'],
				['id', 'string'],
			]);
			const { searchListMethod, searchable } = modes?.[0].typeOptions ?? {};
			expect(searchable).toBe(true);
			expect(Object.keys(node.methods.listSearch)).toContain(searchListMethod);
		},
	);

	it.each([
		['from the list', { __rl: true, mode: 'list', value: assistantId, cachedResultName: 'Ventas' }],
		['by ID, as saved before there were lists', { __rl: true, mode: 'id', value: assistantId }],
		['by an expression in ID mode', { __rl: true, mode: 'id', value: '={{ $json.agent }}' }],
		['by an expression in list mode', { __rl: true, mode: 'list', value: '={{ $json.agent }}' }],
		['as plain text', assistantId],
	])('choose an assistant %s', async (_, chosen) => {
		const items = customers(1).map((item) => ({ ...item, agent: assistantId }));
		const parameters = launching({ assistantId: chosen });
		const { error } = await scene.run({ items, parameters });
		expect(error).toBeUndefined();
		expect(scene.simulator.requestsTo('POST', '/calls')[0].body).toMatchObject({ assistantId });
	});

	it('filter Get Many by a chosen assistant', async () => {
		const filters = { assistantId: { __rl: true, mode: 'list', value: assistantId } };
		await scene.run({ parameters: { operation: 'getAll', filters } });
		expect(scene.simulator.requestsTo('GET', '/calls')[0].query).toMatchObject({
			agentId: assistantId,
		});
	});
});

describe('The resource mapper', () => {
	const mapper = properties.find(({ type }) => type === 'resourceMapper')!;

	it('names a method that exists and fields that exist', () => {
		const { resourceMapper, loadOptionsDependsOn = [] } = mapper.typeOptions!;
		expect(Object.keys(node.methods.resourceMapping)).toContain(
			resourceMapper?.resourceMapperMethod,
		);
		const known = properties.map(({ name }) => name);
		for (const path of loadOptionsDependsOn) expect(known).toContain(path.split('.')[0]);
	});

	it.each([
		['launch', 'assistant', true],
		['launch', 'fields', false],
		['launch', 'json', false],
		['get', 'assistant', false],
	])('with %s and %s: shown is %s', (operation, variablesMode, shown) => {
		const values = { operation, variablesMode };
		expect(NodeHelpers.displayParameter(values, mapper, null, node.description)).toBe(shown);
	});
});

describe('As a tool', () => {
	it('tells the agent, in the words n8n hands to it, that a call is real and not to be repeated', () => {
		const { usableAsTool, ...description } = node.description;
		const asTool = { ...description, ...(usableAsTool as { replacements: object }).replacements };
		const words = NodeHelpers.makeDescription({ operation: 'launch' }, asTool);
		expect(words).toMatch(/real call.*phone.*rings.*Never launch the same call twice/);
		expect(words).not.toEqual(node.description.description);
	});
});

describe('Files beside the node', () => {
	const folder = join(__dirname, '../../nodes/Nebrija');
	const operations = properties[0].options as Array<{ value: string }>;

	it.each(operations)('show the fields of a call before the first $value', ({ value }) => {
		const path = resolveOutputSchemaPath({ nodeDir: folder, version: 1, operation: value });
		const schema = JSON.parse(readFileSync(path!, 'utf8'));
		expect(schema).toMatchObject({ type: 'object', version: 1 });
		expect(Object.keys(schema.properties)).toEqual(
			expect.arrayContaining(['id', 'status', 'customer', 'transcript', 'recordingUrl']),
		);
	});

	it('hold no preview of an operation that does not exist', () => {
		const files = readdirSync(join(folder, '__schema__/v1.0.0'));
		expect(files.sort()).toEqual(operations.map(({ value }) => `${value}.json`).sort());
	});

	it.each(['call', 'phone', 'dialer', 'voice', 'llamada', 'teléfono', 'telefono', 'voz'])(
		'let users find the node as %s',
		(word) => {
			const card = JSON.parse(readFileSync(join(folder, 'NebrijaCall.node.json'), 'utf8'));
			expect(card.node).toBe(`n8n-nodes-nebrija.${node.description.name}`);
			const aliases = (card.alias as string[]).map((alias) => alias.toLowerCase());
			expect(aliases).toContain(word);
		},
	);
});
