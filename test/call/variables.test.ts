import type { INodeParameters, NodeParameterValueType } from 'n8n-workflow';

import { loadVariables } from '../engine/mountLoadOptions';
import { assistantId, customers, launching, numberOf, useScene } from '../engine/scene';

const scene = useScene();
const lastBody = () => scene.simulator.requestsTo('POST', '/calls').at(-1)?.body;

/** A launch whose mapper holds these values, as the editor saves it after it loaded the fields. */
async function mapping(value: unknown, more: INodeParameters = {}): Promise<INodeParameters> {
	const { token: apiToken, url: baseUrl } = scene.simulator;
	const parameters = launching(more);
	const { fields } = await loadVariables({ credential: { apiToken, baseUrl }, parameters });
	const variablesOfAssistant = {
		mappingMode: 'defineBelow',
		value,
		matchingColumns: [],
		schema: fields.map((field) => ({ ...field, removed: false })),
		attemptToConvertTypes: false,
		convertFieldsToString: false,
	} as NodeParameterValueType;
	return { ...parameters, variablesMode: 'assistant', variablesOfAssistant };
}

const sent = async (value: unknown, item = {}) => {
	const items = [{ ...customers(1)[0], ...item }];
	const { error } = await scene.run({ items, parameters: await mapping(value) });
	expect(error).toBeUndefined();
	return lastBody();
};

const body = (variables?: object) => ({
	customer: { number: numberOf(0) },
	assistantId,
	...(variables && { variables }),
});

describe('Launch with the variables of the assistant', () => {
	it('sends what each item gives for the mapped fields', async () => {
		const parameters = await mapping({ nombre: '={{ $json.name }}', empresa: 'Aurora' });
		const items = customers(2).map((item, index) => ({ ...item, name: ['Lucía', 'Iván'][index] }));
		await scene.run({ items, parameters });
		expect(
			scene.simulator.requestsTo('POST', '/calls').map((request) => request.body),
		).toMatchObject([
			{ customer: { number: numberOf(0) }, variables: { nombre: 'Lucía', empresa: 'Aurora' } },
			{ customer: { number: numberOf(1) }, variables: { nombre: 'Iván', empresa: 'Aurora' } },
		]);
	});

	it('leaves out what is not set, and the whole key when nothing is', async () => {
		expect(await sent({ nombre: 'Lucía', empresa: null, plan: '' })).toEqual(
			body({ nombre: 'Lucía' }),
		);
		expect(await sent({ nombre: null, empresa: null })).toEqual(body());
		expect(await sent({})).toEqual(body());
		expect(await sent(null)).toEqual(body());
	});

	it('keeps falsy values', async () => {
		const value = { empresa: '={{ 0 }}', plan: '={{ false }}', fecha: 0 };
		expect(await sent(value)).toEqual(body({ empresa: 0, plan: false, fecha: 0 }));
	});

	it('keeps objects and lists', async () => {
		const value = { nombre: '={{ $json.list }}', empresa: '={{ $json.object }}' };
		expect(await sent(value, { list: [1], object: { a: 0 } })).toEqual(
			body({ nombre: [1], empresa: { a: 0 } }),
		);
	});

	it('nests names with a dot, as the template reads them', async () => {
		expect(await sent({ 'cliente.nombre': 'Lucía', 'cliente.zona': null, plan: 'A' })).toEqual(
			body({ cliente: { nombre: 'Lucía' }, plan: 'A' }),
		);
	});

	it('sends nothing of the mapper in the other modes', async () => {
		const parameters = await mapping({ nombre: 'Lucía' });
		for (const variablesMode of ['fields', 'json']) {
			await scene.run({ items: customers(1), parameters: { ...parameters, variablesMode } });
			expect(lastBody()).toEqual(body());
		}
	});

	it('sends nothing before the mapper was ever filled in', async () => {
		const parameters = launching({ variablesMode: 'assistant' });
		await scene.run({ items: customers(1), parameters });
		expect(lastBody()).toEqual(body());
	});

	it('serves an A/B test as well', async () => {
		const testId = scene.simulator.seed.abTests[0].id;
		const parameters = await mapping(
			{ incidencia: '42' },
			{ callWith: 'abTest', testId: { __rl: true, mode: 'list', value: testId } },
		);
		await scene.run({ items: customers(1), parameters });
		expect(lastBody()).toEqual({
			customer: { number: numberOf(0) },
			testId,
			variables: { incidencia: '42' },
		});
	});
});
