import type { IDataObject, NodeApiError } from 'n8n-workflow';

import { openList } from '../engine/mountLoadOptions';
import type { ListSearch } from '../engine/mountLoadOptions';
import { numberOf, useScene } from '../engine/scene';
import type { Fault } from '../simulator';

const scene = useScene();

const paths: Record<ListSearch, string> = {
	searchAssistants: '/assistants',
	searchAbTests: '/ab-tests',
	searchPhoneNumbers: '/phone-numbers',
	searchCalls: '/calls',
};
const searches = Object.keys(paths) as ListSearch[];

function open(method: ListSearch, typed?: string, timezone = 'Europe/Madrid') {
	const { token: apiToken, url: baseUrl } = scene.simulator;
	return openList(method, { credential: { apiToken, baseUrl }, timezone }, typed);
}

const names = async (method: ListSearch, typed?: string) =>
	(await open(method, typed)).results.map(({ name }) => name);

const refusalOf = async (method: ListSearch, typed?: string) =>
	await open(method, typed).then(
		({ results }) => ({ results }) as unknown as NodeApiError,
		(error: NodeApiError) => error,
	);

const answer = (body: unknown) =>
	scene.simulator.faults.add({ fault: { kind: 'status', status: 200, body } });

describe('From List', () => {
	it('offers assistants by name', async () => {
		const { assistants } = scene.simulator.seed;
		expect((await open('searchAssistants')).results).toEqual(
			assistants.map(({ id, name }) => ({ name, value: id })),
		);
	});

	it('offers A/B tests by name and status', async () => {
		expect((await open('searchAbTests')).results).toEqual([
			{ name: 'Saludo formal o cercano · active', value: scene.simulator.seed.abTests[0].id },
			{ name: 'Recordatorio corto · draft', value: scene.simulator.seed.abTests[1].id },
		]);
	});

	it('offers phone numbers by label and number', async () => {
		expect((await open('searchPhoneNumbers')).results).toEqual([
			{ name: 'Soporte Técnico · +34911234567', value: scene.simulator.seed.phoneNumbers[0].id },
			{ name: 'Ventas Barcelona · +34931234567', value: scene.simulator.seed.phoneNumbers[1].id },
		]);
	});

	it.each([
		['Europe/Madrid', '2026-07-01 09:05 GMT+2'],
		['America/Bogota', '2026-07-01 02:05 GMT-5'],
		['UTC', '2026-07-01 07:05 UTC'],
	])('offers calls by number, status and time in %s', async (timezone, time) => {
		const customer = { number: numberOf(0) };
		answer([{ id: 'c', customer, status: 'ended', startTime: '2026-07-01T07:05:30Z' }]);
		expect((await open('searchCalls', '', timezone)).results).toEqual([
			{ name: `${numberOf(0)} · ended · ${time}`, value: 'c' },
		]);
	});

	it('leaves out what a call does not say', async () => {
		answer([
			{ callId: 7, customer: null, status: 'initiated', startTime: null },
			{ id: 'x', startTime: 'soon' },
		]);
		expect((await open('searchCalls')).results).toEqual([
			{ name: 'initiated', value: '7' },
			{ name: 'x', value: 'x' },
		]);
	});

	it.each(searches)('%s sends the token, and only what is documented', async (method) => {
		scene.simulator.seedCalls(1);
		await open(method, 'x');
		const { requests, token } = scene.simulator;
		expect(requests).toHaveLength(1);
		expect(requests[0]).toMatchObject({
			method: 'GET',
			path: paths[method],
			query: method === 'searchCalls' ? { limit: '200' } : {},
			headers: { authorization: `Bearer ${token}` },
		});
	});

	it.each([
		['searchAssistants', 'TECNICO', ['Asistente de Soporte Técnico']],
		['searchAssistants', 'técnico', ['Asistente de Soporte Técnico']],
		['searchAssistants', '  ventas asistente ', ['Asistente de Ventas']],
		['searchAssistants', '4c7e-9a35-1d2f8b7c4e03', ['Recordatorio de Citas']],
		['searchAssistants', 'nobody', []],
		['searchAbTests', 'draft', ['Recordatorio corto · draft']],
		['searchPhoneNumbers', '931', ['Ventas Barcelona · +34931234567']],
	] as Array<[ListSearch, string, string[]]>)('%s, typed %j: %j', async (method, typed, found) => {
		expect(await names(method, typed)).toEqual(found);
	});

	it('finds a call by its number, status or day', async () => {
		const call = (id: string, number: string, status: string, startTime: string) => ({
			id,
			customer: { number },
			status,
			startTime,
		});
		const body = [
			call('a', '+34600111000', 'ended', '2026-07-01T07:05:30Z'),
			call('b', '+34600222000', 'initiated', '2026-07-02T07:05:30Z'),
		];
		for (const [typed, id] of Object.entries({ '600 222': 'b', ended: 'a', '07-02': 'b' })) {
			answer(body);
			expect((await open('searchCalls', typed)).results.map(({ value }) => value)).toEqual([id]);
		}
	});

	it.each([
		['searchAssistants', ['data', 'items', 'results', 'assistants']],
		['searchAbTests', ['data', 'items', 'results', 'abTests', 'ab_tests', 'tests']],
		[
			'searchPhoneNumbers',
			['data', 'items', 'results', 'phoneNumbers', 'phone_numbers', 'numbers'],
		],
		['searchCalls', ['data', 'items', 'results', 'calls']],
	] as Array<[ListSearch, string[]]>)('%s reads a list under %j', async (method, keys) => {
		scene.simulator.seedCalls(2);
		const bare = await open(method);
		for (const key of keys) {
			scene.simulator.faults.add({ fault: { kind: 'envelope', key } });
			expect(await open(method)).toEqual(bare);
		}
	});

	it('tolerates other names of id and label, and skips what has no id', async () => {
		answer([
			{ assistantId: 'a', displayName: 'Uno' },
			{ _id: 2, label: 'Dos' },
			{ id: 'c', number: '+34911000000' },
			{ id: 'd', name: '  ' },
			{ id: ' ', name: 'no id' },
			{ name: 'no id' },
			'no object',
			null,
		]);
		expect((await open('searchAssistants')).results).toEqual([
			{ name: 'Uno', value: 'a' },
			{ name: 'Dos', value: '2' },
			{ name: '+34911000000', value: 'c' },
			{ name: 'd', value: 'd' },
		]);
	});

	it('does not take the assistant of a phone number for its id', async () => {
		answer([
			{ assistantId: 'a', number: '+34911000000' },
			{ id: 'p', assistantId: 'a', number: '+34911000001' },
		]);
		expect((await open('searchPhoneNumbers')).results).toEqual([
			{ name: '+34911000001', value: 'p' },
		]);
	});

	it.each(searches)('%s says when the account holds none', async (method) => {
		answer([]);
		const { message, description } = await refusalOf(method, 'anything');
		expect(message).toMatch(/^There are no .* in this Nebrija AI account/);
		expect(description).toBeTruthy();
	});

	it('says when no entry has an id', async () => {
		answer([{ name: 'Uno' }]);
		expect((await refusalOf('searchAssistants')).message).toMatch(/no entry has an ID/);
	});

	const unread: Array<[Fault, string | null, RegExp, RegExp]> = [
		[
			{ kind: 'status', status: 401 },
			'401',
			/did not accept the API token of the credential: Simulated/,
			/'API Token' again/,
		],
		[{ kind: 'status', status: 403 }, '403', /does not allow this/, /permissions/],
		[{ kind: 'status', status: 404 }, '404', /does not know this address/, /Base URL/],
		[{ kind: 'status', status: 422 }, '422', /did not answer the question/, /enter an ID/],
		[{ kind: 'status', status: 418 }, '418', /did not answer the question/, /enter an ID/],
		[{ kind: 'status', status: 429 }, '429', /too many requests/, /Wait a minute/],
		[{ kind: 'status', status: 500 }, '500', /fault on its side/, /support/],
		[{ kind: 'html', status: 502 }, '502', /fault on its side$/, /support/],
		[{ kind: 'html', status: 200 }, null, /a web page instead of a list of/, /Base URL/],
		[
			{ kind: 'status', status: 200, body: { total: 0, rows: [] } },
			null,
			/an object with the keys total, rows instead of a list of/,
			/Base URL/,
		],
		[{ kind: 'redirect', status: 307, location: 'https://example.com' }, '307', /leads to/, /URL/],
		[{ kind: 'reset' }, null, /connection to Nebrija AI was lost/, /network/],
	];

	it.each(unread)('explains %j', async (fault, httpCode, message, advice) => {
		for (const method of searches) {
			scene.simulator.faults.add({ fault });
			const error = await refusalOf(method);
			expect(error.message).toMatch(message);
			expect(error.description).toMatch(advice);
			expect(error.httpCode).toBe(httpCode);
		}
		expect(scene.simulator.requests).toHaveLength(searches.length);
	});

	it('explains a wrong token', async () => {
		const credential = { apiToken: 'wrong', baseUrl: scene.simulator.url };
		await expect(openList('searchAssistants', { credential })).rejects.toMatchObject({
			message: expect.stringMatching(/did not accept the API token/) as string,
			httpCode: '401',
		});
		expect(scene.simulator.requests).toHaveLength(1);
	});

	it('reaches a Base URL with a slash at its end', async () => {
		const { token: apiToken, url } = scene.simulator;
		const credential = { apiToken, baseUrl: `${url}/` };
		expect((await openList('searchAbTests', { credential })).results).toHaveLength(2);
	});

	it('never shows a token that the API repeats', async () => {
		const body: IDataObject = { message: 'Bad header "Bearer abc.def"' };
		scene.simulator.faults.add({ fault: { kind: 'status', status: 401, body } });
		expect((await refusalOf('searchCalls')).message).not.toMatch(/abc/);
	});
});
