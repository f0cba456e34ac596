import { setTimeout as sleep } from 'timers/promises';
import { say } from '../e2e/progress';
import { openBenchStage } from './benchStage';
import type { Contestant } from './contestants';
import { median, spread, table } from './figures';
import { Launchers } from './launchers';
import { measureRun } from './measureRun';
import { forgetPeak, memoryOf } from './processMemory';
import type { Size } from './rounds';

const compared: Contestant[] = ['this node', 'HTTP Request node'];
const WARM_UP_ITEMS = 200;
const QUIET_MS = 5_000;

interface Growth {
	/** Time per item of many items ÷ of few. */
	slowDown: number;
	/** Peak over idle, in kB per item. */
	memory: number;
}

/** Does an item of a large run cost more time than one of a small run, and how much memory does it take? */
export async function compareGrowth(size: Size): Promise<string> {
	const found: Record<string, Growth[]> = {};
	for (let round = 0; round < size.longRounds; round++) {
		if (round > 0 && Date.now() > size.deadline) break;
		for (const contestant of round % 2 ? [...compared].reverse() : compared) {
			const growth = await measureGrowth(contestant, size);
			(found[contestant] ??= []).push(growth);
			const { slowDown, memory } = growth;
			say(`Growth, ${contestant}: × ${slowDown.toFixed(2)}, ${memory.toFixed(0)} kB per item`);
		}
	}
	return table(
		`From ${size.items} to ${size.manyItems} launches, each time a fresh n8n, rounds: ${found['this node'].length}`,
		['', 'time per item, large ÷ small', 'memory per item, kB'],
		compared.map((contestant) => [
			contestant,
			spread(found[contestant].map(({ slowDown }) => slowDown)),
			spread(
				found[contestant].map(({ memory }) => memory),
				0,
			),
		]),
	);
}

/** The large run comes first for its memory, and again, when everything is warm, for its time. */
async function measureGrowth(contestant: Contestant, size: Size): Promise<Growth> {
	const stage = await openBenchStage();
	try {
		const launch = await new Launchers(stage).of(contestant, false);
		const run = async (count: number) =>
			await measureRun(launch, { count, port: stage.simulatorPort });
		await run(WARM_UP_ITEMS);
		await sleep(QUIET_MS);
		const idle = memoryOf(stage.pid).now;
		forgetPeak(stage.pid);
		await run(size.manyItems);
		const memory = (memoryOf(stage.pid).peak - idle) / size.manyItems / 1000;
		const small: number[] = [];
		for (let time = 0; time < 3; time++) small.push((await run(size.items)).ms / size.items);
		const large = (await run(size.manyItems)).ms / size.manyItems;
		return { slowDown: large / median(small), memory };
	} finally {
		await stage.close();
	}
}
