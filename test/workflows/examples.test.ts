import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NodeHelpers } from 'n8n-workflow';
import type { INode, INodeType } from 'n8n-workflow';

import { NebrijaCall } from '../../nodes/Nebrija/NebrijaCall.node';
import { NebrijaCallPollTrigger } from '../../nodes/Nebrija/NebrijaCallPollTrigger.node';
import { NebrijaCallTrigger } from '../../nodes/Nebrija/NebrijaCallTrigger.node';

const types: Record<string, INodeType> = Object.fromEntries(
	[new NebrijaCall(), new NebrijaCallTrigger(), new NebrijaCallPollTrigger()].map((type) => [
		`n8n-nodes-nebrija.${type.description.name}`,
		type,
	]),
);

/** The type of one of our nodes; n8n makes the tool of an agent out of it under a name of its own. */
const typeOf = ({ type }: INode) => types[type.replace(/Tool$/, '')];

/** What n8n adds to the fields of a tool. */
const fieldsOfTools = ['descriptionType', 'toolDescription'];

/** What `npm start` shows: it knows the assistant of the simulator, and is started by its form only. */
const smallest = 'form-to-call.json';

/** What a node takes on the canvas, with its name and operation below. */
const room = [96, 160];

const files = readdirSync(__dirname).filter((file) => file.endsWith('.json'));

it('has examples to look at', () => {
	expect(files.length).toBeGreaterThan(5);
});

describe.each(files)('The example %s', (file) => {
	const text = readFileSync(join(__dirname, file), 'utf8');
	const { nodes, connections } = JSON.parse(text) as {
		nodes: INode[];
		connections: Record<string, Record<string, Array<Array<{ node: string }>>>>;
	};
	const names = nodes.map(({ name }) => name);
	const ours = nodes.filter(typeOf);
	const launches = ours.filter(({ parameters }) => parameters.operation === 'launch');

	it('holds our nodes, filled in but for the assistant, which n8n marks', () => {
		expect(ours.length).toBeGreaterThan(0);
		for (const node of ours) {
			const { description } = typeOf(node);
			const { properties } = description;
			const issues = NodeHelpers.getNodeParametersIssues(properties, node, description);
			const asks = launches.includes(node) && file !== smallest;
			expect(Object.keys(issues?.parameters ?? {})).toEqual(asks ? ['assistantId'] : []);
			const known = [...properties.map(({ name }) => name), ...fieldsOfTools];
			expect(known).toEqual(expect.arrayContaining(Object.keys(node.parameters)));
		}
	});

	it('calls nobody when it is tried out, and names its launch by the operation', () => {
		if (file === smallest) return;
		for (const { name, type, parameters } of launches) {
			expect(parameters.options).toMatchObject({ inTestRuns: 'callNobody' });
			if (!type.endsWith('Tool')) expect(name).toBe('Launch Call');
		}
	});

	it('says in a note what to choose', () => {
		const notes = nodes.filter(({ type }) => type === 'n8n-nodes-base.stickyNote');
		const [note] = notes.map(({ parameters }) => String(parameters.content));
		expect(note).toMatch(/choose your Nebrija AI credential/);
		if (launches.length > 0) expect(note).toMatch(/your own assistant/);
	});

	it('has no note over whose edge a node lies', () => {
		const isNote = ({ type }: INode) => type === 'n8n-nodes-base.stickyNote';
		for (const { name, position, parameters } of nodes.filter(isNote)) {
			const size = [Number(parameters.width), Number(parameters.height)];
			const across = nodes.filter((node) => {
				const from = node.position.map((start, axis) => start - position[axis]);
				const apart = from.some((start, axis) => start >= size[axis] || start + room[axis] <= 0);
				const within = from.every((start, axis) => start >= 0 && start + room[axis] <= size[axis]);
				return !isNote(node) && !apart && !within;
			});
			expect([name, across.map((node) => node.name)]).toEqual([name, []]);
		}
	});

	it('connects nodes that exist, each under a name and an id of its own', () => {
		const targets = Object.values(connections).flatMap((kinds) => Object.values(kinds).flat(2));
		expect(names).toEqual(expect.arrayContaining(Object.keys(connections)));
		expect(names).toEqual(expect.arrayContaining(targets.map(({ node }) => node)));
		expect(new Set(names).size).toBe(nodes.length);
		expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
	});

	it('names the credentials, and carries nothing of the n8n it was made in', () => {
		for (const { credentials } of ours) {
			expect(credentials).toEqual({ nebrijaApi: { id: null, name: 'Nebrija AI account' } });
		}
		for (const { credentials = {} } of nodes) {
			for (const { id } of Object.values(credentials)) expect(id).toBeNull();
		}
		expect(text).not.toMatch(/instanceId|versionId|pinData|staticData|localhost|https?:/);
	});
});
