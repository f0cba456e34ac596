import { startSimulator } from '../simulator';
import { token, type BenchStage } from './benchStage';
import { nodeOf } from './contestants';
import { spread, table, worst } from './figures';
import { publishNode } from './publishedNode';
import type { Size } from './rounds';

const CALL = { ringMs: 1_000, talkMs: 4_000 };

/** What does it cost to wait until many calls have ended? */
export async function measureWaiting(stage: BenchStage, size: Size): Promise<string> {
	const count = size.items / 2;
	const node = nodeOf('this node', stage.apiUrl);
	const options = { waitForEnd: true, simplify: true };
	const run = await publishNode(stage, 'waiting', {
		...node,
		parameters: { ...node.parameters, options },
	});
	const times: number[] = [];
	const reads: number[] = [];
	const unfinished: number[] = [];
	const notOnce: number[] = [];
	for (let round = 0; round < size.rounds; round++) {
		const port = stage.simulatorPort;
		const simulator = await startSimulator({ ...CALL, port, token, validate: false });
		const numbers = Array.from({ length: count }, (_, item) => `+346${20_000_000 + item}`);
		const { ms, outputs } = await run(numbers.map((number) => ({ number })));
		await simulator.close();
		times.push(ms / 1000);
		reads.push(simulator.requestsTo('GET', '/calls/:id').length / count);
		unfinished.push(
			count - outputs.filter((json) => 'outcome' in json && json.outcome === 'answered').length,
		);
		notOnce.push(numbers.filter((number) => simulator.rings(number) !== 1).length);
	}
	return table(
		`${count} calls of ${(CALL.ringMs + CALL.talkMs) / 1000} s launched and waited for, rounds: ${times.length}`,
		['', 'execution, s', 'reads per call', 'without end', 'not rung once'],
		[['this node', spread(times), spread(reads), worst(unfinished), worst(notOnce)]],
	);
}
