import { contestants } from './contestants';
import { spread, table, worst } from './figures';
import type { Launchers } from './launchers';
import { runRounds, type Runs, type Size } from './rounds';

const LIMIT = { perSecond: 100, burst: 100 };

/** How well is a rate limit used, and what does it cost the people who are called? */
export async function compareRateLimit(launchers: Launchers, size: Size): Promise<string> {
	const tables: string[] = [];
	for (const retryAfter of ['none', 'seconds'] as const) {
		const title = `${size.items} launches at ${LIMIT.perSecond} a second, Retry-After: ${retryAfter}`;
		const runs = await runRounds(launchers, title, size, {
			count: size.items,
			retryOnFail: true,
			rateLimit: { ...LIMIT, retryAfter },
		});
		tables.push(limitTable(title, runs));
	}
	return tables.join('\n');
}

function limitTable(title: string, runs: Runs): string {
	const rows = contestants.map((contestant) => {
		const its = runs[contestant];
		return [
			contestant,
			spread(its.map(({ goodput }) => goodput)),
			spread(its.map(({ ms }) => ms / 1000)),
			spread(
				its.map(({ requests }) => requests),
				0,
			),
			worst(its.map(({ silent }) => silent)),
			worst(its.map(({ double }) => double)),
			worst(its.map(({ lost }) => lost)),
		];
	});
	return table(
		`${title}, rounds: ${runs['this node'].length}`,
		['', 'goodput', 'execution, s', 'requests', 'silent', 'double', 'lost'],
		rows,
	);
}
