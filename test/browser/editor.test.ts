import type { Browser } from 'playwright-core';
import type { INodeProperties } from 'n8n-workflow';
import { operationField } from '../../nodes/Nebrija/call';
import { launchOptions } from '../../nodes/Nebrija/call/launchOptions';
import { openStage, type Stage } from '../e2e/stage';
import { startChromium } from './chromium';
import { Editor } from './editor';

const NUMBER = '+34600111222';

const values = { nombre: 'Lucía', empresa: 'Ejemplo', plan: 'Familiar', fecha: '3 de junio' };

let browser: Browser;
let stage: Stage;
let editor: Editor;

beforeAll(async () => {
	browser = await startChromium();
	stage = await openStage();
	editor = await Editor.logIn(browser, stage.server.url);
});

afterAll(async () => {
	await browser?.close();
	await stage?.close();
});

test('actions and trigger are one entry of the search, and the poll trigger is another', async () => {
	await editor.newWorkflow();
	expect(await editor.findNode('nebrija', 'Nebrija Call')).toEqual([
		'Nebrija Call',
		'Nebrija Call Poll',
	]);
	expect(await editor.openEntry('Nebrija Call')).toEqual({
		'Triggers (3)': ['On call failed', 'On call finished', 'On call started'],
		'Actions (3)': operationField.options?.map((option) => 'action' in option && option.action),
	});
});

test('somebody who may not be called from the internet finds the poll trigger by the word "poll"', async () => {
	await editor.newWorkflow();
	expect(await editor.findNode('poll', 'Nebrija Call Poll')).not.toContain('Nebrija Call');
	expect(await editor.openEntry('Nebrija Call Poll')).toEqual({
		'Triggers (2)': ['On call failed', 'On call finished'],
	});
});

test('somebody who has never seen the node makes a phone ring once', async () => {
	const { page, parameters } = editor;
	await editor.newWorkflow();
	await editor.addNode('llamada', 'Nebrija Call', 'Launch call');
	await page.getByTestId('node-credentials-select').click();
	await page.getByRole('option', { name: stage.credential.name }).click();

	await editor.fill('customerNumber', '+34 600 111 222');
	const assistants = await editor.openList('assistantId');
	expect(await assistants.count()).toBe(stage.simulator.seed.assistants.length);
	await page.getByTestId('rlc-search').fill('ventas');
	await assistants.nth(1).waitFor({ state: 'hidden' });
	await assistants.waitFor();
	expect(await assistants.allInnerTexts()).toEqual(['Asistente de Ventas']);
	await assistants.click();

	await editor.choose('variablesMode', 'Using the Variables of the Assistant');
	for (const [name, value] of Object.entries(values)) await editor.fill(name, value);
	expect(await parameters.locator('[data-test-id^=remove-field-button-]').count()).toBe(4);

	expect(await editor.hints()).toEqual([
		expect.stringMatching(/calls real people.*'In Test Runs'/),
	]);
	await editor.executeStep();
	expect(await editor.hints()).toEqual([expect.stringMatching(/again.*'Retry' in Executions/)]);
	await editor.showOutputAs('json');
	const [call] = stage.simulator.calls;
	const shown = await editor.output.innerText();
	for (const text of [call.id, 'initiated', NUMBER]) expect(shown).toContain(text);
	expect(stage.simulator.rings(NUMBER)).toBe(1);
	expect(call.body).toMatchObject({
		assistantId: stage.simulator.seed.assistants[0].id,
		variables: values,
	});
});

test('a run that calls nobody says so before and after, and rings nothing', async () => {
	const before = stage.simulator.rings(NUMBER);
	await editor.addOption('In Test Runs');
	expect(await editor.valueOf('inTestRuns')).toBe('Call Nobody');
	await editor.executeStep();
	expect(await editor.hints()).toEqual([expect.stringMatching(/'notCalled'.*'reason'/)]);
	await editor.showOutputAs('json');
	expect(await editor.output.innerText()).toMatch(/"notCalled":\s*"testRun"/);
	expect(stage.simulator.rings(NUMBER)).toBe(before);
});

test('a test number has a field as soon as it is asked for, and rings instead', async () => {
	const mine = '+34911234567';
	await editor.choose('inTestRuns', 'Call a Test Number Instead');
	await editor.addOption('Test Number');
	await editor.fill('testNumber', mine);
	await editor.executeStep();
	expect(stage.simulator.rings(mine)).toBe(1);
	expect(stage.simulator.rings(NUMBER)).toBe(1);
});

test('countries are found by their Spanish names', async () => {
	await editor.addOption('Default Country');
	expect(await editor.searchIn('defaultCountry', 'España')).toEqual(['Spain / España (+34)']);
	await editor.addOption('Allowed Countries');
	expect(await editor.searchIn('allowedCountries', 'Alemania')).toEqual([
		'Germany / Alemania (+49)',
	]);
});

/** Each option with what stands in its field once somebody has added it. */
const added: Array<[string, string, RegExp]> = [
	['Allow Empty Variables', 'allowEmptyVariables', /on/],
	['Call Each Number Once', 'callEachNumberOnce', /on/],
	['Calls per Minute', 'callsPerMinute', /^20$/],
	['Max Calls', 'maxCalls', /^100$/],
	['Max Concurrent Launches', 'maxConcurrent', /^50$/],
	['Simplify', 'simplify', /on/],
	['Skip If Called Within (Minutes)', 'skipIfCalledWithin', /^60$/],
	['Wait for End', 'waitForEnd', /on/],
	['Max Wait (Minutes)', 'maxWait', /^15$/],
];

test('every option that is added is switched on', async () => {
	for (const [name, parameter, value] of added) {
		await editor.addOption(name);
		expect([name, await editor.valueOf(parameter)]).toEqual([name, expect.stringMatching(value)]);
	}
});

test('the first hours of Calling Hours are 09:00 to 21:00, from Monday to Friday', async () => {
	await editor.addOption('Calling Hours');
	expect(await editor.valueOf('from')).toBe('09:00');
	expect(await editor.valueOf('until')).toBe('21:00');
	expect(await editor.field('days').innerText()).toMatch(
		/^\s*Monday\s+Tuesday\s+Wednesday\s+Thursday\s+Friday\s*$/,
	);
	await editor.addOption('Time Zone of the Number');
	await editor.fill('numberTimeZone', 'Europe/Madrid');
});

test('every option is offered, except those that belong to another one', async () => {
	const options = launchOptions.options as INodeProperties[];
	const alone = options.filter(({ displayOptions }) => displayOptions === undefined);
	await editor.newWorkflow();
	await editor.addNode('llamada', 'Nebrija Call', 'Launch call');
	expect(await editor.optionsToAdd()).toEqual(alone.map(({ displayName }) => displayName));
	expect(options.length - alone.length).toBe(2);
});
