import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import type { Locator, Page } from 'playwright-core';
import { repository } from '../e2e/runtime';

export interface Clip {
	x: number;
	y: number;
	width: number;
	height: number;
}

const folder = join(repository, 'docs', 'pictures');

/** Expressions are evaluated and hints fade out within this time. */
const SETTLED_MS = 1_500;

/** n8n's passing messages and advice, and the corner of CodeMirror's tooltips that n8n lets show. */
const PASSING =
	'.el-notification, #cm-tooltip-container, [data-reka-popper-content-wrapper]:has([data-test-id^=suggested-action])';

/** What n8n lays over the nodes of the canvas. */
const OVER_THE_CANVAS =
	'[data-test-id=canvas-controls], [class*=_executionButtons], [class*=_nodeButtonsWrapper], [data-reka-popper-content-wrapper]';

/** Room around the outermost nodes: their names stand below them. */
const MARGIN = 64;

interface Extract {
	clip?: Clip;
	hidden?: string;
}

/** What a part of the browser shows once it is at rest, as PNG; n8n's passing messages are left out. */
export async function see(
	what: Locator | Page,
	{ clip, hidden = PASSING }: Extract = {},
): Promise<Buffer> {
	const page = 'page' in what ? what.page() : what;
	await page.mouse.move(0, 0);
	await page.waitForTimeout(SETTLED_MS);
	return await what.screenshot({
		animations: 'disabled',
		clip,
		style: `${hidden} { display: none !important }`,
	});
}

/** Writes a file into docs/pictures. */
export function keep(name: string, content: Uint8Array): void {
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, name), content);
}

/** Writes a picture of a part of the editor into docs/pictures. */
export async function take(what: Locator | Page, name: string, extract?: Extract): Promise<void> {
	keep(`${name}.png`, await see(what, extract));
}

/** Writes a picture of the nodes and notes of the open workflow, without what surrounds them. */
export async function takeCanvas(page: Page, name: string): Promise<void> {
	const canvas = await boxOf(page.getByTestId('canvas'));
	const drawn = page.locator('.vue-flow__node, [data-test-id=canvas-handle-plus]');
	const nodes = await Promise.all((await drawn.all()).map(boxOf));
	const x = Math.max(canvas.x, Math.min(...nodes.map((box) => box.x)) - MARGIN);
	const y = Math.max(canvas.y, Math.min(...nodes.map((box) => box.y)) - MARGIN / 2);
	const right = Math.max(...nodes.map((box) => box.x + box.width)) + MARGIN;
	const bottom = Math.max(...nodes.map((box) => box.y + box.height)) + MARGIN;
	const clip = {
		...{ x, y },
		width: Math.min(right, canvas.x + canvas.width) - x,
		height: Math.min(bottom, canvas.y + canvas.height) - y,
	};
	await take(page, name, { clip, hidden: `${PASSING}, ${OVER_THE_CANVAS}` });
}

async function boxOf(part: Locator): Promise<Clip> {
	const box = await part.boundingBox();
	if (!box) throw new Error(`Not to be seen: ${part}`);
	return box;
}
