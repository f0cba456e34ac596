import { LoadOptionsContext } from 'n8n-core';
import type { INodeParameters, INodeType } from 'n8n-workflow';

import { callOutcomes } from '../../nodes/Nebrija/api/callOutcome';
import { NebrijaCallPollTrigger } from '../../nodes/Nebrija/NebrijaCallPollTrigger.node';
import { NebrijaCallTrigger } from '../../nodes/Nebrija/NebrijaCallTrigger.node';
import { load, triggerData, triggerNode } from '../engine/mountTrigger';
import { useTriggerScene } from './scene';

const scene = useTriggerScene();
const triggers: Array<[string, INodeType]> = [
	new NebrijaCallTrigger(),
	new NebrijaCallPollTrigger(),
].map((type) => [type.description.displayName, type]);

function workflowOf(type: INodeType, parameters: INodeParameters = {}) {
	const nodes = [triggerNode(parameters, 'Trigger')];
	return load({ id: 'workflow', name: 'Workflow', nodes, staticData: {} }, type);
}

describe.each(triggers)('%s', (_, type) => {
	const { properties, subtitle } = type.description;
	const collection = (name: string) =>
		properties.find((property) => property.name === name)!.options!.map((option) => option.name);

	it('can be filtered and simplified', () => {
		expect(collection('filters')).toEqual(['testIds', 'assistantIds', 'outcomes']);
		expect(collection('options')).toContain('simplify');
		const filters = properties.find(({ name }) => name === 'filters')!;
		const outcomes = (filters.options as typeof properties).find(
			({ name }) => name === 'outcomes',
		)!;
		const values = outcomes.options!.map((option) => (option as { value: string }).value);
		expect(callOutcomes).toEqual(expect.arrayContaining(values));
	});

	it('fills its lists from the account', async () => {
		const workflow = workflowOf(type);
		const { token: apiToken, url: baseUrl } = scene.simulator;
		const data = triggerData({ apiToken, baseUrl }, 'http://localhost');
		const context = new LoadOptionsContext(workflow, workflow.getNode('Trigger')!, data, '');
		const { loadOptions } = type.methods!;
		const { assistants, abTests } = scene.simulator.seed;
		expect(await loadOptions!.getAssistants.call(context)).toEqual(
			assistants.map(({ id, name }) => ({ name, value: id })),
		);
		const tests = await loadOptions!.getAbTests.call(context);
		expect(tests.map(({ value }) => value)).toEqual(abTests.map(({ id }) => id));
	});

	it('says its events in words', async () => {
		const workflow = workflowOf(type, { events: ['call.finished', 'call.failed'] });
		await workflow.expression.acquireIsolate();
		const said = workflow.expression.getParameterValue(
			subtitle!,
			null,
			0,
			0,
			'Trigger',
			[],
			'manual',
			{},
		);
		expect(said).toBe('finished, failed');
	});

	it('says once where it works', () => {
		const said = JSON.stringify(type.description).match(/over the internet|from the internet/g);
		expect(said).toHaveLength(1);
	});
});
