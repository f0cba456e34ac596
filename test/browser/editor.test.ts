import type { Browser } from 'playwright-core';
import { operationField } from '../../nodes/Nebrija/call';
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

	await editor.executeStep();
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
