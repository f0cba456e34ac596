import type { INodeParameters } from 'n8n-workflow';

import { readApiWords } from '../../nodes/Nebrija/api/explain';
import { explainFailure } from '../../nodes/Nebrija/item/problem';
import { patience } from '../../nodes/Nebrija/pace/patience';
import { customers, launching, useScene } from '../engine/scene';
import type { Fault } from '../simulator';

const scene = useScene();
const original = structuredClone(patience);
beforeEach(() =>
	Object.assign(patience, {
		notSent: [5],
		lookUps: [0],
		firstSlowDown: 20,
		mostSlowDown: 40,
		slowDowns: 100,
	}),
);
afterEach(() => Object.assign(patience, structuredClone(original)));

const operations: Record<string, INodeParameters> = {
	Launch: launching(),
	Get: { operation: 'get', callId: { __rl: true, mode: 'id', value: 'some-call' } },
	'Get Many': { operation: 'getAll' },
};

/** A credential whose host does not exist. */
const nowhere = { apiToken: 'secret-token', baseUrl: 'https://nebrija.invalid/api/v1' };

const refused = (status: number): Fault => ({
	kind: 'status',
	status,
	body: { message: 'Palabras de la API' },
});

const faults: Array<[string, Fault, RegExp]> = [
	['400', refused(400), /values of this item: Palabras de la API/],
	['401', refused(401), /did not accept the API token of the credential: Palabras de la API/],
	['402', refused(402), /asks for payment/],
	['403', refused(403), /does not allow this with the API token/],
	['404', refused(404), /does not know|There is no call with this ID/],
	['422', refused(422), /values of this item: Palabras de la API/],
	['429', refused(429), /too many/],
	['500', refused(500), /fault on its side: Palabras de la API/],
	['HTML with 502', { kind: 'html', status: 502 }, /fault on its side(?!.*<)/],
	['HTML with 200', { kind: 'html', status: 200 }, /does not answer as|a web page instead of/],
	['a redirect', { kind: 'redirect', status: 302, location: '/x' }, /leads to another address/],
	['a lost connection', { kind: 'reset', accept: false }, /connection to Nebrija AI was lost/],
];

const matrix = Object.keys(operations).flatMap((operation) =>
	faults.map((fault) => [operation, ...fault] as const),
);

describe('The words of the API', () => {
	it('are not replaced by those of n8n, even if they contain the name of an error code', async () => {
		const fault: Fault = { kind: 'status', status: 422, body: { message: 'EEXIST, preexisting' } };
		scene.simulator.faults.add({ match: { method: 'POST' }, times: Infinity, fault });
		const { error } = await scene.run({ items: customers(1), parameters: launching() });
		expect(error?.message).toMatch(/: EEXIST, preexisting$/);
	});
});

describe.each(matrix)('%s that meets %s', (operation, _name, fault, message) => {
	const parameters = operations[operation];
	const items = customers(3);
	const matched = { method: operation === 'Launch' ? 'POST' : 'GET' };
	const meet = () => scene.simulator.faults.add({ match: matched, times: Infinity, fault });

	it('stops with a message a user understands, which holds no secret and no advice to retry', async () => {
		meet();
		const { error, success } = await scene.run({ items, parameters });
		expect(success).toEqual([]);
		expect(error?.message).toMatch(message);
		expect(error?.description).toBeTruthy();
		const words = `${error?.message} ${error?.description}`;
		expect(words).not.toMatch(/retry|try again|ECONN|NodeApiError|undefined|\[object/i);
		expect(words).not.toContain(scene.simulator.token);
	});

	it('continues: an error item for each input, paired with it', async () => {
		meet();
		const settings = { onError: 'continueRegularOutput' } as const;
		const { error, success } = await scene.run({ items, parameters, settings });
		expect(error).toBeUndefined();
		expect(success.map(({ pairedItem }) => pairedItem)).toEqual(items.map((_, item) => ({ item })));
		for (const { json } of success) {
			expect(json.error).toMatch(message);
			expect(Object.keys(json)).toEqual(['error', 'message']);
		}
	});

	it('continues by the error output: every error item carries its input', async () => {
		meet();
		const settings = { onError: 'continueErrorOutput' } as const;
		const { success, errors } = await scene.run({ items, parameters, settings });
		expect(success).toEqual([]);
		expect(errors.map(({ json, pairedItem }) => [json.phone, json.row, pairedItem])).toEqual(
			items.map(({ phone, row }, item) => [phone, row, { item }]),
		);
		for (const { json } of errors) expect(json.error).toMatch(message);
	});
});

describe('One bad item among good ones', () => {
	const items = customers(4);
	items[2].phone = 'call me';

	it('leaves by the error output, the others by success', async () => {
		const settings = { onError: 'continueErrorOutput' } as const;
		const { success, errors } = await scene.run({ items, parameters: launching(), settings });
		expect(success.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 3 },
		]);
		expect(errors.map(({ json, pairedItem }) => [json.phone, pairedItem])).toEqual([
			['call me', { item: 2 }],
		]);
		expect(scene.simulator.calls).toHaveLength(3);
	});
});

describe('The error item', () => {
	const settings = { onError: 'continueRegularOutput' } as const;
	const launchFailing = async (change: { credential?: typeof nowhere } = {}) => {
		const launch = { items: customers(1), parameters: launching(), settings, ...change };
		return (await scene.run(launch)).success[0].json.message;
	};
	const meeting = async (fault: Fault) => {
		scene.simulator.faults.add({ match: { method: 'POST' }, times: Infinity, fault });
		return await launchFailing();
	};

	it('of a refused launch carries the advice and the status, and no doubt', async () => {
		expect(await meeting(refused(422))).toEqual({
			status: 422,
			description: expect.stringMatching(
				/^This item was not called\. If a value .* leave the item out/,
			),
		});
	});

	it('of a launch that could not be sent says that nobody was called', async () => {
		expect(await launchFailing({ credential: nowhere })).toEqual({
			code: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/),
			description: expect.stringMatching(/^This item was not called\. Check the /),
		});
	});

	it('of an unclear launch says that the call may have been placed, when, and how to look', async () => {
		expect(await meeting(refused(500))).toEqual({
			status: 500,
			mayHaveBeenPlaced: true,
			sentAt: expect.stringMatching(/^\d{4}-.*Z$/),
			description: expect.stringMatching(/'Get Many'.*'Customer Number'.*\+34600.*'Execute step'/),
		});
	});
});

describe('A host that does not exist', () => {
	it.each(Object.entries(operations))('%s says so', async (_, parameters) => {
		const { error } = await scene.run({ items: customers(1), parameters, credential: nowhere });
		expect(error?.message).toMatch(/no server at the 'Base URL'|could not be found/);
		expect(JSON.stringify(error)).not.toContain('secret-token');
	});
});

describe('The words of the API', () => {
	it.each([
		[{ message: 'a' }, 'a'],
		[{ error: 'b' }, 'b'],
		[{ error: { message: 'c' } }, 'c'],
		[{ detail: 'd' }, 'd'],
		[{ errors: ['e', 'f'] }, 'e'],
		[{ issues: [{ message: 'g' }] }, 'g'],
		['plain text', 'plain text'],
		['<html>502</html>', ''],
		[{}, ''],
		[null, ''],
		[{ message: 'bad header Bearer abc.def' }, 'bad header Bearer …'],
	])('in %j are %j', (body, words) => {
		expect(readApiWords(body)).toBe(words);
	});
});

it('explains every status, also one nobody expects', () => {
	for (const status of [304, 418, 451, 507, 600, 100]) {
		const problem = explainFailure({ status, headers: {}, body: '' });
		expect(problem.message).toMatch(/^(Nebrija AI|The )/);
		expect(problem.advice).toBeTruthy();
	}
});
