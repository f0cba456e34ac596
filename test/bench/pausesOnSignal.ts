import { renameSync, writeFileSync } from 'fs';
import type { Pause } from './pauses';

const TICK_MS = 5;
const SHORTEST_MS = 20;

/** Loaded into n8n: SIGUSR2 writes the pauses of its event loop since the last signal to the user folder. */
let pauses: Pause[] = [];
let last = Date.now();
setInterval(() => {
	const now = Date.now();
	if (now - last >= SHORTEST_MS) pauses.push({ endedAt: now, ms: now - last });
	last = now;
}, TICK_MS).unref();

process.on('SIGUSR2', () => {
	const file = `${process.env.N8N_USER_FOLDER}/pauses.json`;
	writeFileSync(`${file}.part`, JSON.stringify(pauses));
	renameSync(`${file}.part`, file);
	pauses = [];
});
