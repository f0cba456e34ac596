import { contestants } from './contestants';
import { spread, table, worst } from './figures';
import type { Launchers } from './launchers';
import { runRounds, type Runs, type Size } from './rounds';

/** How long does it take to launch calls, few and many, without and with latency of the API? */
export async function compareSpeed(
	launchers: Launchers,
	{ items, manyItems, rounds, longRounds, deadline }: Size,
	{ few = false } = {},
): Promise<string> {
	const tables: string[] = [];
	const counts = few
		? [{ count: items, rounds }]
		: [
				{ count: items, rounds },
				{ count: manyItems, rounds: longRounds },
			];
	for (const { count, rounds } of counts)
		for (const latencyMs of [0, 50]) {
			const title = `${count} launches, API latency ${latencyMs} ms`;
			const runs = await runRounds(launchers, title, { rounds, deadline }, { count, latencyMs });
			tables.push(speedTable(title, runs, latencyMs > 0));
		}
	return tables.join('\n');
}

/** Without latency nobody's requests meet, so `atOnce` leaves that column empty. */
function speedTable(title: string, runs: Runs, atOnce: boolean): string {
	const own = runs['this node'];
	const rows = contestants.map((contestant) => {
		const its = runs[contestant];
		return [
			contestant,
			spread(its.map(({ ms }) => ms / 1000)),
			spread(its.map(({ apiMs }) => apiMs / 1000)),
			spread(its.map(({ ms }, round) => ms / own[round].ms)),
			atOnce ? worst(its.map(({ mostAtOnce }) => mostAtOnce)) : '',
			worst(its.map(({ silent }) => silent)),
			worst(its.map(({ double }) => double)),
			worst(its.map(({ lost }) => lost)),
		];
	});
	return table(
		`${title}, rounds: ${own.length}`,
		['', 'execution, s', 'at the API, s', '÷ this node', 'at once', 'silent', 'double', 'lost'],
		rows,
	);
}
