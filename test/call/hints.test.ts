import { Workflow } from 'n8n-workflow';
import type { INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { customers, launching } from '../engine/scene';
import { NebrijaCall } from '../../nodes/Nebrija/NebrijaCall.node';

const type = new NebrijaCall();
const nodeTypes = {
	getByName: () => type,
	getByNameAndVersion: () => type,
	getKnownTypes: () => ({}),
};

const items = (count: number): INodeExecutionData[] => customers(count).map((json) => ({ json }));

/** What n8n's editor shows for the open node, by its own way to ask (useNodeHelpers getNodeHints). */
function shown(when: string, parameters: INodeParameters, input: INodeExecutionData[]): string[] {
	const node: INode = {
		...{ id: 'call', name: 'Nebrija Call', type: 'nebrijaCall', typeVersion: 1 },
		...{ position: [0, 0], parameters },
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const answers = type.description
		.hints!.filter(({ whenToDisplay }) => whenToDisplay === when)
		.map(({ message, displayCondition = '' }) => ({
			message,
			shows: workflow.expression.getParameterValue(
				...([displayCondition, null, 0, 0, node.name, input, 'manual', {}] as const),
			),
		}));
	for (const { shows } of answers) expect(typeof shows).toBe('boolean');
	return answers.filter(({ shows }) => shows === true).map(({ message }) => message);
}

describe('Before a run the editor', () => {
	const before = (options: INodeParameters, count: number) =>
		shown('beforeExecution', launching({ options }), items(count)).join('\n');

	it.each([0, 1, 10])('warns once that %d items ring real phones', (count) => {
		expect(before({}, count).match(/calls real people/g)).toHaveLength(1);
		expect(before({}, count)).not.toMatch(/more than \d/);
	});

	it.each([
		[11, '10'],
		[100, '10'],
		[101, '100'],
		[1000, '100'],
		[1001, '1,000'],
	])('says of %d items that they are more than %s', (count, size) => {
		expect(before({}, count).match(/calls real people.*'In Test Runs'/g)).toHaveLength(1);
		expect(before({}, count)).toMatch(`more than ${size} items`);
	});

	it.each(['callNobody', 'callTestNumber'])('warns of no call with %s', (inTestRuns) => {
		expect(before({ inTestRuns }, 50)).not.toMatch(/real people/);
		expect(before({ inTestRuns: 'call' }, 50)).toMatch(/real people/);
	});

	it('says what stopping means for many items, unless those called would be skipped', () => {
		const stop = /stop this run/;
		expect(before({}, 11)).toMatch(stop);
		expect(before({}, 10)).not.toMatch(stop);
		expect(before({ skipIfCalledWithin: 60 }, 11)).not.toMatch(stop);
		expect(before({ skipIfCalledWithin: 0 }, 11)).toMatch(stop);
		expect(before({ inTestRuns: 'callNobody' }, 11)).not.toMatch(stop);
	});

	it('says what one bad item and waiting mean for several items', () => {
		expect(before({ waitForEnd: true }, 1)).not.toMatch(/On Error|Waiting/);
		expect(before({ waitForEnd: true }, 2)).toMatch(/'On Error'.*Waiting/s);
		expect(before({}, 2)).not.toMatch(/Waiting/);
	});
});

describe('After a run the editor', () => {
	const after = (options: INodeParameters) =>
		shown('afterExecution', launching({ options }), items(1)).join('\n');

	it('says that the next one calls again, and what to do after a failure', () => {
		expect(after({})).toMatch(/Debug in editor.*calls everybody again.*'Retry' in Executions/);
		expect(after({ inTestRuns: 'callNobody' })).not.toMatch(/again/);
	});

	it.each([
		[false, {}],
		[true, { inTestRuns: 'callNobody' }],
		[true, { inTestRuns: 'callTestNumber' }],
		[true, { callingHours: { window: { from: '09:00', until: '21:00', days: [] } } }],
	])('explains notCalled: %s, with %j', (explains, options) => {
		expect(after(options).includes('notCalled')).toBe(explains);
	});
});

it.each(['get', 'getAll'])('%s has no hints', (operation) => {
	for (const when of ['beforeExecution', 'afterExecution']) {
		expect(shown(when, { operation, options: {} }, items(50))).toEqual([]);
	}
});
