import { choose } from '../e2e/choose';
import { step } from '../e2e/progress';
import { SetupError } from '../e2e/setupError';
import { openStage, type Stage } from '../e2e/stage';
import campaign from '../workflows/campaign.json';
import { startChromium } from './chromium';
import { Editor } from './editor';
import { take, takeCanvas } from './picture';
import { exampleWorkflows, formWorkflow, reportWorkflow, stopClock } from './scenes';

/** An open node without what came in, which carries the time of the run. */
const withoutInput = { clip: { x: 430, y: 66, width: 825, height: 709 } };

const variables = { nombre: 'Lucía', empresa: 'Ejemplo', plan: 'Familiar', fecha: '3 de junio' };

/** Writes what the README shows, from a real editor, into docs/pictures. */
async function main(): Promise<void> {
	const browser = await startChromium();
	let stage: Stage | undefined;
	try {
		stage = await openStage();
		stopClock(stage);
		const editor = await Editor.logIn(browser, stage.server.url);
		const pictures = { form, report, trigger, examples, largeExample };
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

	await editor.openNode('Launch Call');
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
	await editor.addNode('nebrija', 'Nebrija Call', 'On call finished');
	await take(editor.page, 'trigger');
}

async function examples(editor: Editor, { client, simulator }: Stage): Promise<void> {
	await client.createCredential('SMTP account', 'smtp', { host: '127.0.0.1' });
	await client.createCredential('OpenAI account', 'openAiApi', { apiKey: 'none' });
	for (const [name, workflow] of Object.entries(exampleWorkflows)) {
		await editor.openWorkflow(await client.activateWorkflow(choose(workflow, simulator)));
		await takeCanvas(editor.page, name);
	}
}

/** The campaign has more nodes than the usual window shows in a size to read. */
async function largeExample(editor: Editor, { client, simulator }: Stage): Promise<void> {
	await editor.page.setViewportSize({ width: 2400, height: 1700 });
	await editor.openWorkflow(await client.activateWorkflow(choose(campaign, simulator)));
	await takeCanvas(editor.page, 'campaign');
}

main().then(
	() => process.exit(0),
	(error: Error) => {
		console.error(error instanceof SetupError ? `\n${error.message}` : error.stack);
		process.exit(1);
	},
);
