import { assistantId, customers, launching, numberOf, useScene } from '../engine/scene';

const scene = useScene();
const lastBody = () => scene.simulator.requestsTo('POST', '/calls').at(-1)?.body;
const empty = { __rl: true, mode: 'id', value: '={{ $json.nothing }}' };
const customer = { number: numberOf(0) };

describe('Launch', () => {
	it('places one call for each item, paired with it, as the API gave it', async () => {
		const { success, error } = await scene.run({ items: customers(3), parameters: launching() });
		expect(error).toBeUndefined();
		expect(success.map(({ json, pairedItem }) => [json.customer, json.status, pairedItem])).toEqual(
			[0, 1, 2].map((item) => [{ number: numberOf(item) }, 'initiated', { item }]),
		);
		expect(success.map(({ json }) => json.id)).toEqual(scene.simulator.calls.map(({ id }) => id));
		expect(scene.simulator.ringsByNumber()).toEqual({
			[numberOf(0)]: 1,
			[numberOf(1)]: 1,
			[numberOf(2)]: 1,
		});
	});

	it('sends the bearer token and nothing but the documented keys that have a value', async () => {
		await scene.run({ items: customers(1), parameters: launching({ phoneNumberId: '' }) });
		const [request] = scene.simulator.requestsTo('POST', '/calls');
		expect(request.headers.authorization).toBe(`Bearer ${scene.credential.apiToken}`);
		expect(request.body).toEqual({ customer, assistantId });
	});

	it.each([
		['assistant', { assistantId }],
		['abTest', { testId: 'a2b4c6d8-1357-4f9b-8ace-2468ace02461' }],
		['none', {}],
	])('calls with %s: sends that one id and never a second one', async (callWith, ids) => {
		await scene.run({
			items: customers(1),
			parameters: launching({
				callWith,
				testId: { __rl: true, mode: 'id', value: 'a2b4c6d8-1357-4f9b-8ace-2468ace02461' },
				options: { additionalFields: '{ "testId": "x", "assistantId": "y" }' },
			}),
		});
		expect(lastBody()).toEqual({ customer, ...ids });
	});

	it('sends the phone number to call from', async () => {
		const phoneNumberId = scene.simulator.seed.phoneNumbers[0].id;
		const locator = { __rl: true, mode: 'id', value: phoneNumberId };
		await scene.run({ items: customers(1), parameters: launching({ phoneNumberId: locator }) });
		expect(lastBody()).toEqual({ customer, assistantId, phoneNumberId });
	});

	it('keeps falsy variables and values that are no text, and skips rows without a name', async () => {
		const variable = [
			{ name: ' nombre ', value: 'Lucía' },
			{ name: 'deuda', value: '={{ 0 }}' },
			{ name: 'cliente', value: '={{ false }}' },
			{ name: 'nota', value: '' },
			{ name: '', value: 'nobody' },
		];
		await scene.run({ items: customers(1), parameters: launching({ variables: { variable } }) });
		expect(lastBody()).toMatchObject({
			variables: { nombre: 'Lucía', deuda: 0, cliente: false },
		});
	});

	it.each([
		['text', '{ "nombre": "Lucía", "deuda": 0 }'],
		['an object', '={{ { nombre: "Lucía", deuda: 0 } }}'],
	])('takes variables as JSON, given as %s', async (_, variablesJson) => {
		await scene.run({
			items: customers(1),
			parameters: launching({ variablesMode: 'json', variablesJson }),
		});
		expect(lastBody()).toMatchObject({ variables: { nombre: 'Lucía', deuda: 0 } });
	});

	it('adds further fields, but the fields of the node win', async () => {
		await scene.run({
			items: customers(1),
			parameters: launching({
				options: {
					customer: '{ "name": "Lucía", "number": "+34600999999" }',
					additionalFields: '{ "metadata": { "deal": 7 }, "customer": { "number": "+1" } }',
				},
			}),
		});
		expect(lastBody()).toEqual({
			customer: { name: 'Lucía', number: numberOf(0) },
			assistantId,
			metadata: { deal: 7 },
		});
	});

	it.each([
		['600 111 000', {}, /600 111 000.*country/],
		['', {}, /Customer Number|empty/i],
		[numberOf(0), { assistantId: empty }, /The field 'Assistant' is empty/],
		[numberOf(0), { callWith: 'abTest', testId: empty }, /The field 'A\/B Test' is empty/],
		[numberOf(0), { variablesMode: 'json', variablesJson: '{ "a": ' }, /cannot be read as JSON/],
		[numberOf(0), { variablesMode: 'json', variablesJson: '[1]' }, /not one JSON object/],
		[numberOf(0), { options: { customer: '"x"' } }, /'Customer \(JSON\)' is not one JSON object/],
	])('dials nothing for %j with %j and says why', async (phone, more, message) => {
		const { error } = await scene.run({ items: [{ phone }], parameters: launching(more) });
		expect(error?.message).toMatch(message);
		expect(error?.description).toBeTruthy();
		expect(scene.simulator.requests).toEqual([]);
	});

	it('understands a number typed as a number once the country is known', async () => {
		const options = { defaultCountry: 'ES' };
		await scene.run({ items: [{ phone: 600111000 }], parameters: launching({ options }) });
		expect(scene.simulator.rings(numberOf(0))).toBe(1);
	});

	it('simplifies on request', async () => {
		const parameters = launching({ options: { simplify: true } });
		const { success } = await scene.run({ items: customers(1), parameters });
		expect(success[0].json).toMatchObject({ outcome: 'running', customerNumber: numberOf(0) });
		expect(success[0].json).not.toHaveProperty('customer');
	});

	it.each([
		['callId', { callIdIn: ['launch' as const] }],
		['callId, beside the rest under data', { launchAnswer: 'callIdBesideData' as const }],
		['id under data, below that of the request', { launchAnswer: 'requestIdBesideData' as const }],
	])('gives the id of the call where it is answered as %s, simplified or not', async (_, world) => {
		scene.refusalsExpected = true;
		Object.assign(scene.simulator.options, world);
		for (const simplify of [true, false]) {
			const parameters = launching({ options: { simplify } });
			const { success } = await scene.run({ items: customers(1), parameters });
			const { id, callId } = success[0].json;
			expect(id ?? callId).toBe(scene.simulator.calls.at(-1)?.id);
		}
	});

	it('moves a field named error, which n8n would take for a failed node', async () => {
		const body = { id: 'call-1', status: 'initiated', error: 'no_answer' };
		scene.simulator.faults.add({
			match: { method: 'POST' },
			times: Infinity,
			fault: { kind: 'status', status: 200, body },
		});
		const { success } = await scene.run({
			items: customers(2),
			parameters: launching(),
			settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
		});
		expect(success[0].json).toEqual({ id: 'call-1', status: 'initiated', callError: 'no_answer' });
		expect(scene.simulator.requestsTo('POST', '/calls')).toHaveLength(2);
	});
});
