import { NodeHelpers } from 'n8n-workflow';
import type {
	INode,
	INodeParameterResourceLocator,
	INodeParameters,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
	INodeTypeDescription,
} from 'n8n-workflow';

/** Belong to n8n: it gives them to every node of a kind. */
const ofN8n = ['pollTimes', 'requestOptions'];

/** The parameters that are this package's own. */
export function ownParameters({ parameters }: INode): INodeParameters {
	const own = Object.entries(parameters).filter(([name]) => !ofN8n.includes(name));
	return Object.fromEntries(own);
}

/** What n8n makes of saved parameters: it drops unknown and hidden ones, and fills in defaults. */
export function readByN8n(node: INode, description: INodeTypeDescription): INodeParameters {
	const { properties } = description;
	const parameters = ownParameters(node);
	return NodeHelpers.getNodeParameters(properties, parameters, true, false, node, description)!;
}

/** A place where a user can fill something in; `values` are the choices there, if they are few. */
export interface Field {
	path: string;
	operation?: unknown;
	values: unknown[];
}

const fewChoices = 10;

function choicesOf({ type, options = [], modes = [] }: INodeProperties): unknown[] {
	if (type === 'resourceLocator') return modes.map(({ name }) => name);
	if (!['options', 'multiOptions'].includes(type) || options.length > fewChoices) return [];
	return (options as INodePropertyOptions[]).map(({ value }) => value);
}

function fieldsIn(property: INodeProperties, operations: unknown[], prefix = ''): Field[] {
	const path = prefix + property.name;
	const { type, options = [], typeOptions } = property;
	if (type === 'notice') return [];
	if (type === 'collection') {
		return (options as INodeProperties[]).flatMap((option) =>
			fieldsIn(option, operations, `${path}.`),
		);
	}
	if (type === 'fixedCollection') {
		const first = typeOptions?.multipleValues ? '.0' : '';
		return (options as INodePropertyCollection[]).flatMap(({ name, values }) =>
			values.flatMap((value) => fieldsIn(value, operations, `${path}.${name}${first}.`)),
		);
	}
	return operations.map((operation) => ({ path, operation, values: choicesOf(property) }));
}

/** Every field of a node, once for each operation it is shown for. */
export function fieldsOf({ properties }: INodeTypeDescription): Field[] {
	return properties
		.filter(({ name }) => !ofN8n.includes(name))
		.flatMap((property) =>
			fieldsIn(property, property.displayOptions?.show?.operation ?? [undefined]),
		);
}

/** The choices a saved value makes: the mode of a locator, each event of a list, the value itself. */
export function choicesIn(value: unknown): unknown[] {
	if (Array.isArray(value)) return value;
	return [(value as INodeParameterResourceLocator | undefined)?.mode ?? value];
}

/** What saved parameters hold at the path of a field. */
export function valueAt(parameters: INodeParameters, path: string): unknown {
	return path
		.split('.')
		.reduce<unknown>((value, key) => (value as INodeParameters | undefined)?.[key], parameters);
}
