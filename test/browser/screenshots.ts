import { choose } from '../e2e/choose';
import { step } from '../e2e/progress';
import { SetupError } from '../e2e/setupError';
import { openStage, type Stage } from '../e2e/stage';
import { startChromium } from './chromium';
import { Editor } from './editor';
import { filmMainJob } from './mainJob';
import { take, takeCanvas } from './picture';
import { exampleWorkflows, stopClock } from './scenes';

/** Room for the largest example at its full size. */
const wide = { width: 4100, height: 2800 };

const variables = { nombre: 'Lucía', empresa: 'Ejemplo', plan: 'Familiar', fecha: '3 de junio' };

/** Writes what the README shows, from a real editor, into docs/pictures. */
async function main(): Promise<void> {
	const browser = await startChromium();
	let stage: Stage | undefined;
	try {
		stage = await openStage();
		stopClock(stage);
		const editor = await Editor.logIn(browser, stage.server.url);
		const pictures = { form, trigger, examples };
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
	await filmMainJob(editor, stage);
	await editor.closeNode();
	await editor.openNode('Launch Call');
	await editor.showOutputAs('json');
	await take(page, 'launch');
	await editor.choose('variablesMode', 'Using the Variables of the Assistant');
	for (const [name, value] of Object.entries(variables)) await editor.fill(name, value);
	await page.getByTestId('node-feature-request').scrollIntoViewIfNeeded();
	await take(editor.parameters, 'variables');
}

async function trigger(editor: Editor): Promise<void> {
	await editor.newWorkflow();
	await editor.addNode('nebrija', 'Nebrija Call', 'On call finished');
	await take(editor.page, 'trigger');
}

async function examples(editor: Editor, { client, simulator }: Stage): Promise<void> {
	await client.createCredential('SMTP account', 'smtp', { host: '127.0.0.1' });
	await client.createCredential('OpenAI account', 'openAiApi', { apiKey: 'none' });
	await client.createCredential('HubSpot account', 'hubspotAppToken', { appToken: 'none' });
	await client.createCredential('HubSpot developer account', 'hubspotDeveloperApi', {});
	await client.createCredential('Google Sheets account', 'googleSheetsOAuth2Api', {});
	await editor.page.setViewportSize(wide);
	for (const [name, workflow] of Object.entries(exampleWorkflows)) {
		await editor.openWorkflow(await client.saveWorkflow(choose(workflow, simulator)));
		await takeCanvas(editor.page, name);
	}
}

main().then(
	() => process.exit(0),
	(error: Error) => {
		console.error(error instanceof SetupError ? `\n${error.message}` : error.stack);
		process.exit(1);
	},
);
