import type { INodeParameters } from 'n8n-workflow';

import { customers, launching, numberOf, useScene } from '../engine/scene';

const scene = useScene();
const rung = () => Object.keys(scene.simulator.ringsByNumber());
const continues = { onError: 'continueRegularOutput' } as const;

describe('Max Calls', () => {
	const run = async (maxCalls: number, settings = {}) =>
		await scene.run({
			items: customers(3),
			parameters: launching({ options: { maxCalls } }),
			settings,
		});

	it.each([
		['stops', {}],
		['continues', continues],
	])('calls nobody of too many when the node %s', async (_, settings) => {
		const { error, success } = await run(2, settings);
		const words = error?.message ?? String(success[0].json.error);
		expect(words).toMatch(/3 items, more than the 2 that the option 'Max Calls' allows/);
		expect(scene.simulator.requests).toEqual([]);
	});

	it.each([0, 3, 100])('of %i lets three items pass', async (maxCalls) => {
		await run(maxCalls);
		expect(rung()).toHaveLength(3);
	});
});

describe('Allowed Countries', () => {
	const items = [{ phone: numberOf(0) }, { phone: '+33612345678' }, { phone: '+80012345678' }];
	const run = async (allowedCountries: string[]) =>
		await scene.run({
			items,
			parameters: launching({ options: { allowedCountries } }),
			settings: continues,
		});

	it.each([
		[['ES'], [0]],
		[
			['ES', 'FR'],
			[0, 1],
		],
		[[], [0, 1, 2]],
	])('%j: calls items %j', async (countries, called) => {
		const { success } = await run(countries);
		expect(rung()).toEqual(called.map((item) => items[item].phone));
		const refused = success.filter(({ json }) => json.error);
		for (const { json } of refused) expect(json.error).toMatch(/Allowed Countries/);
		expect(refused).toHaveLength(items.length - called.length);
	});
});

it('an error item tells a number that no later try can help from everything else', async () => {
	const { simulator } = scene;
	const match = { method: 'POST', path: '/calls', number: numberOf(0) };
	simulator.faults.add({ match, fault: { kind: 'status', status: 422 } });
	const { success } = await scene.run({
		items: [{ phone: numberOf(0) }, { phone: '12' }, { phone: '+33612345678' }],
		parameters: launching({ options: { allowedCountries: ['ES'] } }),
		settings: continues,
	});
	const told = success.map(({ json }) => (json.message as { badNumber?: true }).badNumber);
	expect(told).toEqual([undefined, true, true]);
});

describe('Numbers of satellite and international networks', () => {
	it.each(['+870773111632', '+881612345678', '+882161234567', '+883510012345', '+979123456789'])(
		'%s is not called',
		async (phone) => {
			const { error } = await scene.run({ items: [{ phone }], parameters: launching() });
			expect(error?.message).toMatch(/satellite or international network|does not start with/);
			expect(scene.simulator.requests).toEqual([]);
		},
	);
});

describe('A variable that an expression leaves empty', () => {
	const variable = [{ name: 'nombre', value: '={{ $json.name }}' }];
	const waysToSay: Array<[string, INodeParameters]> = [
		['fields', { variables: { variable } }],
		[
			'JSON by expression',
			{
				variablesMode: 'json',
				variablesJson: '={ "nombre": {{ JSON.stringify($json.name ?? null) }} }',
			},
		],
		[
			'the variables of the assistant',
			{
				variablesMode: 'assistant',
				variablesOfAssistant: {
					mappingMode: 'defineBelow',
					value: { nombre: '={{ $json.name }}' },
					schema: [
						{ id: 'nombre', displayName: 'nombre', type: 'string', display: true, required: false },
					],
				} as never,
			},
		],
	];

	it.each(
		waysToSay.flatMap(([way, parameters]) =>
			[undefined, null, '', '  '].map((name) => [name, way, parameters] as const),
		),
	)('(%j, as %s) is told by its name, and nobody is called', async (name, _, parameters) => {
		const items = [
			{ ...customers(1)[0], name: 'Lucía' },
			{ ...customers(2)[1], name },
		] as never;
		const { error } = await scene.run({ items, parameters: launching(parameters) });
		expect(`${error?.message}`).toMatch(/1 of 2 items cannot be: The variable 'nombre' is empty/);
		expect(scene.simulator.requests).toEqual([]);
	});

	it.each([0, false])('passes with %j', async (name) => {
		await scene.run({
			items: [{ ...customers(1)[0], name }],
			parameters: launching({ variables: { variable } }),
		});
		expect(scene.simulator.calls[0].body.variables).toEqual({ nombre: name });
	});

	it.each(waysToSay)('passes where it is allowed, as %s', async (_, parameters) => {
		const options = { allowEmptyVariables: true };
		await scene.run({ items: customers(1), parameters: launching({ ...parameters, options }) });
		expect(rung()).toEqual([numberOf(0)]);
	});

	describe('by an agent', () => {
		const fromAI = "{{ $fromAI('name', 'The name of the customer', 'string') }}";
		const row = [{ name: 'nombre', value: `=${fromAI}` }];
		const json = `={{ { nombre: $fromAI('name', 'The name of the customer') } }}`;
		const launches = { customerNumber: "={{ $fromAI('phone') }}" };
		const waysToFill: Array<[string, INodeParameters]> = [
			['fields', { variables: { variable: row } }],
			['JSON', { variablesMode: 'json', variablesJson: json }],
		];

		it.each(
			waysToFill.flatMap(([way, parameters]) =>
				[{}, { name: '' }, { name: null }].map((input) => [input, way, parameters] as const),
			),
		)('(%j, as %s) is told to it, and nobody is called', async (input, _, parameters) => {
			const agent = [{ id: 't1', input: { phone: numberOf(1), ...input } }];
			const { success } = await scene.run({
				...{ agent, settings: continues },
				parameters: launching({ ...launches, ...parameters }),
			});
			expect(success[0].json.error).toMatch(/variable 'nombre' is empty/);
			expect(scene.simulator.requests).toEqual([]);
		});

		it.each(waysToFill)('is sent as %s once it is there', async (_, parameters) => {
			const agent = [{ id: 't1', input: { phone: numberOf(1), name: 'Lucía' } }];
			await scene.run({ agent, parameters: launching({ ...launches, ...parameters }) });
			expect(scene.simulator.calls[0].body.variables).toEqual({ nombre: 'Lucía' });
		});
	});

	it.each([
		[false, 0],
		[true, 1],
	])('as the whole JSON, with it allowed (%s), is called %d times', async (allowed, times) => {
		const options = allowed ? { allowEmptyVariables: true } : {};
		const variablesJson = "={{ $json.variables ?? '' }}";
		const parameters = launching({ variablesMode: 'json', variablesJson, options });
		const { error } = await scene.run({ items: customers(1), parameters });
		expect(scene.simulator.rings(numberOf(0))).toBe(times);
		if (!allowed) expect(error?.message).toMatch(/'Variables \(JSON\)' is empty/);
		else expect(scene.simulator.calls[0].body).not.toHaveProperty('variables');
	});
});
