import { startSimulator } from '../simulator';
import { token, type BenchStage } from './benchStage';
import { spread, table, worst } from './figures';
import { publishNode } from './publishedNode';
import type { Size } from './rounds';

/** How long does it take to list many calls? */
export async function compareReading(stage: BenchStage, size: Size): Promise<string> {
	const limit = size.items;
	const nodes = {
		'this node': {
			type: 'n8n-nodes-nebrija.nebrijaCall',
			typeVersion: 1,
			parameters: { operation: 'getAll', limit },
		},
		'HTTP Request node': {
			type: 'n8n-nodes-base.httpRequest',
			typeVersion: 4.5,
			parameters: {
				url: `${stage.apiUrl}/calls?limit=${limit}`,
				authentication: 'predefinedCredentialType',
				nodeCredentialType: 'nebrijaApi',
				options: {},
			},
		},
	};
	const port = stage.simulatorPort;
	const simulator = await startSimulator({ port, token, validate: false, seedCalls: limit });
	const rows: string[][] = [];
	for (const [name, node] of Object.entries(nodes)) {
		const run = await publishNode(stage, `reading-${rows.length}`, node);
		await run([{}]);
		const times: number[] = [];
		const missing: number[] = [];
		for (let round = 0; round < size.rounds; round++) {
			const { ms, outputs } = await run([{}]);
			times.push(ms / 1000);
			missing.push(limit - outputs.length);
		}
		rows.push([name, spread(times), worst(missing)]);
	}
	await simulator.close();
	return table(
		`Get Many of ${limit} calls, rounds: ${size.rounds}`,
		['', 'execution, s', 'missing'],
		rows,
	);
}
