import { existsSync, readFileSync, rmSync } from 'fs';
import type { Profiler } from 'inspector';
import { join } from 'path';
import { setTimeout as sleep } from 'timers/promises';
import { openBenchStage, type BenchStage } from './benchStage';
import { bareClient, contestants, type Contestant } from './contestants';
import { costsOf, type Cost } from './costs';
import { table } from './figures';
import { Launchers } from './launchers';
import { measureRun } from './measureRun';

const SHOWN = 25;
const SETTLE_MS = 3_000;

/** The profiler itself, and waiting. */
const NO_COSTS = /^\((idle|root)\)$|node:inspector|profileOnSignal/;

/** What in n8n costs the time of a launch? The most expensive functions of one run of each node. */
export async function profile(items: number): Promise<string> {
	const stage = await openBenchStage({ loaded: 'profileOnSignal' });
	try {
		const launchers = new Launchers(stage);
		const tables: string[] = [];
		for (const contestant of contestants.filter((name) => name !== bareClient)) {
			tables.push(...(await profileRun(launchers, contestant, items)));
		}
		return tables.join('\n');
	} finally {
		await stage.close();
	}
}

async function profileRun(launchers: Launchers, contestant: Contestant, count: number) {
	const { stage } = launchers;
	const launch = await launchers.of(contestant, false);
	const run = async () => await measureRun(launch, { count, port: stage.simulatorPort });
	await run();
	process.kill(stage.pid, 'SIGUSR2');
	await sleep(SETTLE_MS);
	const { ms } = await run();
	const measured = costsOf(await readProfile(stage));
	const costs = measured.filter(({ place }) => !NO_COSTS.test(place));
	const title = `${contestant}: ${count} launches in ${(ms / 1000).toFixed(2)} s under the profiler`;
	const ours = costs.filter(({ place }) => place.includes('n8n-nodes-'));
	const byTotal = (a: Cost, b: Cost) => b.total - a.total;
	return [
		costTable(`${title}, by own time`, costs),
		costTable(`${title}, by time with callees`, [...costs].sort(byTotal)),
		costTable(`${title}, in node packages, by time with callees`, ours.sort(byTotal)),
	];
}

async function readProfile({ pid, userFolder }: BenchStage): Promise<Profiler.Profile> {
	const file = join(userFolder, 'main.cpuprofile');
	process.kill(pid, 'SIGUSR2');
	while (!existsSync(file)) await sleep(100);
	await sleep(SETTLE_MS);
	const read = JSON.parse(readFileSync(file, 'utf8')) as Profiler.Profile;
	rmSync(file);
	return read;
}

function costTable(title: string, costs: Cost[]): string {
	const rows = costs
		.slice(0, SHOWN)
		.map(({ place, self, total }) => [place, self.toFixed(0), total.toFixed(0)]);
	return table(title, ['function', 'own, ms', 'with callees, ms'], rows);
}
