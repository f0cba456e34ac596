import { setTimeout as sleep } from 'timers/promises';
import { say } from '../e2e/progress';
import { openBenchStage } from './benchStage';
import { nodeOf } from './contestants';
import { spread, table } from './figures';
import { naiveFailureType } from './naivePackage';
import { forgetPeak, memoryOf } from './processMemory';
import { publishNode } from './publishedNode';
import type { Size } from './rounds';

const WARM_UP_ITEMS = 200;
const QUIET_MS = 5_000;

const ownName = 'this node';

/**
 * Nodes that fail without calling anybody: this one because no number is one, a naive one at every row as well, and
 * n8n's own that stops at the first.
 */
const failing = (apiUrl: string) => ({
	[ownName]: nodeOf('this node', apiUrl),
	'naive node that refuses every row': { ...nodeOf('naive node', apiUrl), type: naiveFailureType },
	'Stop and Error node, at the first row': {
		type: 'n8n-nodes-base.stopAndError',
		typeVersion: 1,
		parameters: { errorMessage: '={{ $json.number }}' },
	},
});

/** How much memory do many rows take of which none can be called, beside what they take anyhow? */
export async function compareBadRows({ manyItems, longRounds, deadline }: Size): Promise<string> {
	const names = Object.keys(failing('')) as Array<keyof ReturnType<typeof failing>>;
	const found: Record<string, number[]> = {};
	for (let round = 0; round < longRounds; round++) {
		if (round > 0 && Date.now() > deadline) break;
		for (const name of round % 2 ? [...names].reverse() : names) {
			const peak = await measurePeak(name, manyItems);
			(found[name] ??= []).push(peak);
			say(`${manyItems} bad rows, ${name}: ${peak.toFixed(0)} MB`);
		}
	}
	const own = found[ownName];
	return table(
		`${manyItems} bad rows, each time a fresh n8n, rounds: ${own.length}`,
		['', 'memory, peak over idle, MB', 'of this node more than that, MB'],
		names.map((name) => {
			const more = own.map((peak, round) => peak - found[name][round]);
			return [name, spread(found[name], 0), name === ownName ? '' : spread(more, 0)];
		}),
	);
}

async function measurePeak(name: keyof ReturnType<typeof failing>, count: number) {
	const stage = await openBenchStage();
	try {
		const run = await publishNode(stage, 'bad-rows', failing(stage.apiUrl)[name]);
		const rows = (many: number) => Array.from({ length: many }, () => ({ number: 'call me' }));
		await run(rows(WARM_UP_ITEMS));
		await sleep(QUIET_MS);
		const idle = memoryOf(stage.pid).now;
		forgetPeak(stage.pid);
		await run(rows(count));
		return (memoryOf(stage.pid).peak - idle) / 1e6;
	} finally {
		await stage.close();
	}
}
