import type { INodeParameters } from 'n8n-workflow';

import { loadVariables } from '../engine/mountLoadOptions';
import { useScene } from '../engine/scene';
import type { Fault } from '../simulator';

const scene = useScene();

const locator = (value: unknown, mode = 'list') => ({ __rl: true, mode, value }) as INodeParameters;

function load(parameters: INodeParameters) {
	const { token: apiToken, url: baseUrl } = scene.simulator;
	return loadVariables({ credential: { apiToken, baseUrl }, parameters });
}

const assistant = (index: number) => ({
	callWith: 'assistant',
	assistantId: locator(scene.simulator.seed.assistants[index].id),
});
const abTest = (index: number) => ({
	callWith: 'abTest',
	testId: locator(scene.simulator.seed.abTests[index].id),
});
const names = async (parameters: INodeParameters) =>
	(await load(parameters)).fields.map(({ id }) => id);
const paths = () => scene.simulator.requests.map(({ path }) => path);

describe('Variables of the Assistant', () => {
	it.each([
		[0, ['nombre', 'empresa', 'plan', 'fecha']],
		[1, ['incidencia']],
		[2, ['fecha', 'hora']],
	])('offers one field for each placeholder of assistant %i', async (index, expected) => {
		expect(await names(assistant(index))).toEqual(expected);
		expect(paths()).toEqual([`/assistants/${scene.simulator.seed.assistants[index].id}`]);
	});

	it('makes optional text fields that n8n shows at once', async () => {
		const { fields, emptyFieldsNotice } = await load(assistant(1));
		expect(emptyFieldsNotice).toBeUndefined();
		expect(fields).toEqual([
			{
				id: 'incidencia',
				displayName: 'incidencia',
				required: false,
				defaultMatch: false,
				canBeUsedToMatch: false,
				display: true,
				type: 'string',
			},
		]);
	});

	it.each([
		[0, ['nombre', 'empresa', 'plan', 'fecha', 'incidencia']],
		[1, ['fecha', 'hora', 'nombre', 'empresa', 'plan']],
	])('offers those of both assistants of A/B test %i, each once', async (index, expected) => {
		expect(await names(abTest(index))).toEqual(expected);
		expect(paths()[0]).toBe('/ab-tests');
		expect(paths()).toHaveLength(3);
	});

	it('takes the assistant by ID, as plain text and without Call With', async () => {
		const { id } = scene.simulator.seed.assistants[1];
		expect(await names({ assistantId: locator(id, 'id') })).toEqual(['incidencia']);
		expect(await names({ assistantId: id })).toEqual(['incidencia']);
	});

	it('puts the ID into the address as one segment', async () => {
		await load({ assistantId: locator('../calls?x=1', 'id') });
		expect(scene.simulator.requests).toMatchObject([
			{ path: '/assistants/..%2Fcalls%3Fx%3D1', query: {} },
		]);
		scene.refusalsExpected = true;
	});

	it.each([
		[{ callWith: 'assistant' }, /Choose an assistant.*expression.*fields or JSON/],
		[{ callWith: 'assistant', assistantId: locator('') }, /Choose an assistant/],
		[{ callWith: 'assistant', assistantId: locator(null, 'id') }, /Choose an assistant/],
		[{ assistantId: locator('={{ $json.id }}', 'id') }, /Choose an assistant/],
		[{ callWith: 'abTest', testId: locator('') }, /Choose an A\/B test/],
		[{ callWith: 'none', assistantId: locator('x') }, /Without an assistant or an A\/B test/],
	])('asks nothing and says why for %j', async (parameters, notice) => {
		const { fields, emptyFieldsNotice } = await load(parameters as INodeParameters);
		expect(fields).toEqual([]);
		expect(emptyFieldsNotice).toMatch(notice);
		expect(emptyFieldsNotice).not.toMatch(/ {2}|\.\./);
		expect(scene.simulator.requests).toEqual([]);
	});

	it.each([
		[{ kind: 'status', status: 401 }, /did not accept the API token.*credential/],
		[{ kind: 'status', status: 404 }, /does not know this assistant.*Choose another/],
		[{ kind: 'status', status: 400 }, /did not answer the question/],
		[{ kind: 'status', status: 500 }, /fault on its side/],
		[{ kind: 'html', status: 200 }, /a web page instead of an assistant/],
		[{ kind: 'reset' }, /connection to Nebrija AI was lost/],
	] as Array<[Fault, RegExp]>)('says why after %j', async (fault, notice) => {
		scene.simulator.faults.add({ match: { path: '/assistants/:id' }, fault });
		const { fields, emptyFieldsNotice } = await load(assistant(0));
		expect(fields).toEqual([]);
		expect(emptyFieldsNotice).toMatch(notice);
		expect(emptyFieldsNotice).toMatch(/fields or JSON\.$/);
	});

	it.each(['data', 'assistant'])('reads an assistant under %s', async (key) => {
		scene.simulator.faults.add({ fault: { kind: 'envelope', key } });
		expect(await names(assistant(2))).toEqual(['fecha', 'hora']);
	});

	it('says when the assistant has no placeholders', async () => {
		const body = { id: 'a', config: { firstMessage: 'Hola, son las {{time}}.' } };
		scene.simulator.faults.add({ fault: { kind: 'status', status: 200, body } });
		expect(await load(assistant(0))).toEqual({
			fields: [],
			emptyFieldsNotice: expect.stringMatching(/No placeholders such as {{name}}/) as string,
		});
	});

	it.each([
		[[], /does not know this A\/B test/],
		[[{ agentA: null }], /does not say which assistants/],
		[{ total: 0 }, /the keys total instead of a list of A\/B tests/],
	])('says why when the A/B tests are %j', async (answer, notice) => {
		const { id } = scene.simulator.seed.abTests[0];
		const body = Array.isArray(answer) ? answer.map((test) => ({ id, ...test })) : answer;
		const match = { path: '/ab-tests' };
		scene.simulator.faults.add({ match, fault: { kind: 'status', status: 200, body } });
		const { fields, emptyFieldsNotice } = await load(abTest(0));
		expect(fields).toEqual([]);
		expect(emptyFieldsNotice).toMatch(notice);
	});

	it('offers nothing when one of the two assistants is refused', async () => {
		const match = { path: `/assistants/${scene.simulator.seed.assistants[1].id}` };
		scene.simulator.faults.add({ match, fault: { kind: 'status', status: 404 } });
		expect((await load(abTest(0))).emptyFieldsNotice).toMatch(/does not know this assistant/);
	});

	it('is content with one assistant where the test names no other', async () => {
		const fields = { agentB: null };
		scene.simulator.faults.add({ match: { path: '/ab-tests' }, fault: { kind: 'merge', fields } });
		expect(await names(abTest(1))).toEqual(['fecha', 'hora']);
	});
});
