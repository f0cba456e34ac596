import type { Browser, Locator, Page } from 'playwright-core';
import { owner } from '../e2e/n8nClient';

/** n8n's editor in a browser: what a person sees there and does with mouse and keyboard. */
export class Editor {
	private constructor(
		readonly page: Page,
		private readonly url: string,
	) {}

	/** Logs in as the owner through n8n's own form. */
	static async logIn(browser: Browser, url: string): Promise<Editor> {
		const page = await browser.newPage({
			viewport: { width: 1280, height: 800 },
			locale: 'en-US',
			timezoneId: 'UTC',
			reducedMotion: 'reduce',
		});
		page.on('dialog', (leaveUnsaved) => void leaveUnsaved.accept());
		await page.goto(`${url}/signin`);
		await page.locator('input[type=email]').fill(owner.email);
		await page.locator('input[type=password]').fill(owner.password);
		await page.keyboard.press('Enter');
		await page.waitForURL(({ pathname }) => pathname.startsWith('/home'));
		return new Editor(page, url);
	}

	/** The panel in the middle of an open node. */
	get parameters(): Locator {
		return this.page.getByTestId('node-parameters').filter({ visible: true });
	}

	/** What an open node put out. */
	get output(): Locator {
		return this.page.getByTestId('output-panel').filter({ visible: true });
	}

	/** What n8n's search for nodes shows: entries, or the actions and triggers of an opened one. */
	private get offers(): Locator {
		return this.page.getByTestId('node-creator-item-name');
	}

	/** Opens a stored workflow. */
	async openWorkflow(id: string): Promise<void> {
		await this.page.goto(`${this.url}/workflow/${id}`);
		await this.page.getByTestId('canvas-node').first().waitFor();
	}

	/** Opens an empty canvas. */
	async newWorkflow(): Promise<void> {
		await this.page.goto(`${this.url}/workflow/new`);
		await this.page.getByTestId('canvas-add-button').waitFor();
	}

	/** Looks for a node with these words; resolves to all entries n8n shows, once this one is among them. */
	async findNode(words: string, name: string): Promise<string[]> {
		await this.page.getByTestId('node-creator-plus-button').click();
		await this.page.getByTestId('node-creator-search-bar').fill(words);
		await this.offers.getByText(name, { exact: true }).waitFor();
		return await this.offers.allInnerTexts();
	}

	/** Opens an entry of the search; resolves to what each of its sections offers, in the order shown. */
	async openEntry(name: string): Promise<Record<string, string[]>> {
		const sections = this.page.locator('[data-category-collapsed]');
		await this.offers.getByText(name, { exact: true }).click();
		await this.page.getByTestId('nodes-list-header').getByText('Node details').waitFor();
		const offered: Record<string, string[]> = {};
		for (const section of await sections.all()) {
			const title = section.getByTestId('node-creator-category-item');
			if ((await section.getAttribute('data-category-collapsed')) === 'true') await title.click();
			const offers = section.getByTestId('node-creator-item-name');
			await offers.first().waitFor();
			offered[await title.innerText()] = await offers.allInnerTexts();
		}
		return offered;
	}

	/** Looks for a node with these words and adds it to the canvas, with one of its actions or triggers. */
	async addNode(words: string, name: string, action: string): Promise<void> {
		await this.findNode(words, name);
		await this.openEntry(name);
		await this.offers.getByText(action, { exact: true }).click();
		await this.parameters.waitFor();
	}

	/** Opens a node of the canvas. */
	async openNode(name: string): Promise<void> {
		await this.page.locator(`[data-test-id=canvas-node][data-node-name="${name}"]`).dblclick();
		await this.parameters.waitFor();
	}

	async closeNode(): Promise<void> {
		await this.page.getByTestId('ndv-close-button').filter({ visible: true }).click();
	}

	/** Types into a text field, known by the name of its parameter. */
	async fill(parameter: string, text: string): Promise<void> {
		const input = this.field(parameter).locator('input');
		await input.fill(text);
		await input.blur();
	}

	/** Chooses from a dropdown. */
	async choose(parameter: string, option: string): Promise<void> {
		await this.field(parameter).click();
		await this.choices.getByText(option, { exact: true }).click();
	}

	/** What the node says beside its output. */
	async hints(): Promise<string[]> {
		const hints = this.output.getByTestId('node-hint');
		await hints.first().waitFor();
		return (await hints.allInnerTexts()).map((text) => text.trim());
	}

	/** The options that can still be added. */
	async optionsToAdd(): Promise<string[]> {
		await this.addOptionButton.click();
		await this.choices.first().waitFor();
		return await this.choices.allInnerTexts();
	}

	/** Adds an option to the open node. */
	async addOption(name: string): Promise<void> {
		await this.addOptionButton.click();
		await this.choices.getByText(name, { exact: true }).click();
	}

	private get addOptionButton(): Locator {
		return this.parameters.getByTestId('collection-parameter-add').filter({ visible: true });
	}

	/** What an open dropdown offers. */
	private get choices(): Locator {
		return this.page.getByRole('option').filter({ visible: true });
	}

	/** Types into an open dropdown of a field that can be searched, and resolves to what is left. */
	async searchIn(parameter: string, text: string): Promise<string[]> {
		const input = this.field(parameter).locator('input').first();
		await input.click();
		await input.fill(text);
		const found = this.choices.filter({ hasText: text });
		await found.first().waitFor();
		const names = await this.choices.allInnerTexts();
		await found.first().click();
		return names;
	}

	/** Opens a list that comes from the account. */
	async openList(parameter: string): Promise<Locator> {
		const list = this.page.getByTestId(`resource-locator-${parameter}`);
		await list.getByTestId('rlc-input').click();
		const entries = this.page.getByTestId('rlc-item').filter({ visible: true });
		await entries.first().waitFor();
		return entries;
	}

	/** Runs the open node and waits for what it puts out. */
	async executeStep(): Promise<void> {
		await this.page.getByTestId('node-execute-button').filter({ visible: true }).click();
		await this.output.getByTestId('node-run-status-success').waitFor();
	}

	/** Starts the open workflow, whose form n8n opens in a window of its own. */
	async openForm(): Promise<Page> {
		const opening = this.page.context().waitForEvent('page');
		await this.page.getByTestId('execute-workflow-button').click();
		const form = await opening;
		await form.locator('[type=submit]').waitFor();
		return form;
	}

	/** Resolves when this many nodes of the open workflow have run. */
	async haveRun(nodes: number): Promise<void> {
		await this.page
			.getByTestId('canvas-node-status-success')
			.nth(nodes - 1)
			.waitFor();
	}

	/** Looks at the output in another way: Schema, Table or JSON. */
	async showOutputAs(view: 'schema' | 'table' | 'json'): Promise<void> {
		await this.output.getByTestId(`radio-button-${view}`).click();
	}

	/** What stands in a field; a switch is on or off. */
	async valueOf(parameter: string): Promise<string> {
		const field = this.field(parameter);
		const switched = field.getByRole('switch');
		await field.waitFor();
		if ((await switched.count()) === 0) return await field.locator('input').inputValue();
		return (await switched.getAttribute('aria-checked')) === 'true' ? 'on' : 'off';
	}

	field(parameter: string): Locator {
		return this.parameters.getByTestId(`parameter-input-${parameter}`);
	}
}
