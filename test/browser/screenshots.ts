import { mkdirSync } from 'fs';
import { join } from 'path';
import type { Locator, Page } from 'playwright-core';
import { step } from '../e2e/progress';
import { repository } from '../e2e/runtime';
import { SetupError } from '../e2e/setupError';
import { openStage, type Stage } from '../e2e/stage';
import { startChromium } from './chromium';
import { Editor } from './editor';
import { formWorkflow, reportWorkflow, stopClock } from './scenes';

const folder = join(repository, '.github', 'pictures');

/** An open node without what came in, which carries the time of the run. */
const withoutInput = { x: 430, y: 66, width: 825, height: 709 };

/** Expressions are evaluated and hints fade out within this time. */
const SETTLED_MS = 1_500;

const variables = { nombre: 'Lucía', empresa: 'Ejemplo', plan: 'Familiar', fecha: '3 de junio' };

/** Writes what the README shows, from a real editor, into .github/pictures. */
async function main(): Promise<void> {
	mkdirSync(folder, { recursive: true });
	const browser = await startChromium();
	let stage: Stage | undefined;
	try {
		stage = await openStage();
		stopClock(stage);
		const editor = await Editor.logIn(browser, stage.server.url);
		const pictures = { form, report, trigger };
		for (const [name, draw] of Object.entries(pictures)) {
			await step(`Pictures: ${name}`, async () => await draw(editor, stage as Stage));
		}
	} finally {
		await browser.close();
		await stage?.close();
	}
}

async function form(editor: Editor, stage: Stage): Promise<void> {
	const { page } = editor;
	await editor.openWorkflow(await stage.client.activateWorkflow(formWorkflow(stage)));
	await editor.executeForm('+34600111222', 'Lucía');
	await take(page, 'form-to-call');

	await editor.openNode('Launch');
	await editor.showOutputAs('json');
	await take(page, 'launch');
	await page.emulateMedia({ colorScheme: 'dark' });
	await take(page, 'launch-dark');
	await page.emulateMedia({ colorScheme: 'light' });
	await editor.openList('assistantId');
	await take(editor.parameters, 'assistants');
	await page.keyboard.press('Escape');
	await editor.choose('variablesMode', 'Using the Variables of the Assistant');
	for (const [name, value] of Object.entries(variables)) await editor.fill(name, value);
	await page.getByTestId('node-feature-request').scrollIntoViewIfNeeded();
	await take(editor.parameters, 'variables');
	await editor.testCredential();
	await take(editor.dialog, 'credential');
}

async function report(editor: Editor, stage: Stage): Promise<void> {
	stage.simulator.seedCalls(6);
	await editor.openWorkflow(await stage.client.activateWorkflow(reportWorkflow(stage)));
	await editor.openNode('Get Many');
	await editor.executeStep();
	await take(editor.page, 'get-many', withoutInput);
	await editor.closeNode();

	await editor.openNode('Get');
	const calls = await editor.openList('callId');
	await calls.filter({ hasText: 'ended' }).first().click();
	await editor.executeStep();
	await editor.showOutputAs('json');
	await take(editor.page, 'get', withoutInput);
}

async function trigger(editor: Editor): Promise<void> {
	await editor.newWorkflow();
	await editor.addNode('nebrija', 'Nebrija', 'On call finished');
	await take(editor.page, 'trigger');
}

/** Without n8n's passing messages, and without the corner of CodeMirror's tooltips that n8n lets show. */
async function take(what: Locator | Page, name: string, clip?: typeof withoutInput): Promise<void> {
	const page = 'page' in what ? what.page() : what;
	await page.mouse.move(0, 0);
	await page.waitForTimeout(SETTLED_MS);
	await what.screenshot({
		path: join(folder, `${name}.png`),
		animations: 'disabled',
		clip,
		style: '.el-notification, #cm-tooltip-container { display: none }',
	});
}

main().then(
	() => process.exit(0),
	(error: Error) => {
		console.error(error instanceof SetupError ? `\n${error.message}` : error.stack);
		process.exit(1);
	},
);
