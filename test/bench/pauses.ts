import { existsSync, readFileSync, rmSync } from 'fs';
import { join } from 'path';
import { setTimeout as sleep } from 'timers/promises';
import type { BenchStage } from './benchStage';

/** A while in which the event loop of n8n did not come round, in milliseconds. */
export interface Pause {
	endedAt: number;
	ms: number;
}

/** The pauses since the last time they were taken, of a stage that was opened with pausesOnSignal.ts. */
export async function takePauses({ pid, userFolder }: BenchStage): Promise<Pause[]> {
	const file = join(userFolder, 'pauses.json');
	process.kill(pid, 'SIGUSR2');
	while (!existsSync(file)) await sleep(50);
	const pauses = JSON.parse(readFileSync(file, 'utf8')) as Pause[];
	rmSync(file);
	return pauses;
}
