import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';

import { premiumTable } from './premiumTable';
import { zoneTable } from './zoneTable';

const origin = `Google's libphonenumber, Apache License 2.0. Made by "npm run tables".`;

const sources = {
	zoneTable: `/*! Time zones of phone numbers: ${origin} */
export const zoneTable = '${zoneTable()}';`,
	premiumTable: `/*! Premium-rate numbers by calling code: ${origin} */
export const premiumTable: Record<string, string> = ${JSON.stringify(premiumTable())};`,
};

async function makeTables() {
	for (const [name, source] of Object.entries(sources)) {
		const path = join(__dirname, '../../nodes/Nebrija/phone', `${name}.ts`);
		const text = await format(source, { ...(await resolveConfig(path)), filepath: path });
		await writeFile(path, text);
		process.stdout.write(`${path}: ${text.length} characters\n`);
	}
}

void makeTables();
