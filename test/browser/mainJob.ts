import type { Stage } from '../e2e/stage';
import type { Editor } from './editor';
import { Film } from './film';
import { formWorkflow, stopClock } from './scenes';

/** Where the nodes stand on the canvas, and where parameters and output stand in an open node. */
const canvas = { x: 270, y: 155 };
const node = { x: 430, y: 66 };

/** Longer than it takes to look at a node while it runs. */
const SLOWLY_MS = 6_000;

/** Longer than the call rings and lasts. */
const CALL_MS = 90_000;

/** Films how a filled-in form becomes a call, whose end Get Call waits for; leaves Get Call open. */
export async function filmMainJob(editor: Editor, stage: Stage): Promise<void> {
	const { page } = editor;
	const { options } = stage.simulator;
	const film = new Film({ width: 825, height: 600 });
	await editor.openWorkflow(await stage.client.activateWorkflow(formWorkflow(stage)));
	await film.show(page, 1_500, canvas);

	const form = await editor.openForm();
	await form.setViewportSize(film.size);
	await film.show(form, 1_000);
	await form.locator('#field-0').fill('600 111 222');
	await form.locator('#field-1').fill('Lucía');
	await film.show(form, 2_000);

	options.latencyMs = SLOWLY_MS;
	await form.locator('[type=submit]').click();
	await editor.haveRun(1);
	await film.show(page, 1_500, canvas);
	await editor.haveRun(2);
	options.latencyMs = 0;
	await film.show(page, 2_000, canvas);
	stopClock(stage, CALL_MS);
	await editor.haveRun(3);
	await form.close();
	await film.show(page, 1_500, canvas);

	await editor.openNode('Get Call');
	await editor.showOutputAs('json');
	await film.show(page, 5_000, node);
	await film.write('main-job');
}
