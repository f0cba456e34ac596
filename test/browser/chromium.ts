import { existsSync } from 'fs';
import { chromium, selectors, type Browser } from 'playwright-core';
import { SetupError } from '../e2e/setupError';

const FLAGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** Starts the Chromium of this machine without a window; the parts of n8n's editor are found by its own test ids. */
export async function startChromium(): Promise<Browser> {
	const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
	if (!existsSync(executablePath)) {
		throw new SetupError(
			`There is no Chromium at ${executablePath}. Install it with "apt-get install chromium", or set CHROMIUM_PATH.`,
		);
	}
	selectors.setTestIdAttribute('data-test-id');
	return await chromium.launch({ executablePath, args: FLAGS });
}
