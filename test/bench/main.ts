import { parseArgs } from 'util';
import { openBenchStage } from './benchStage';
import { compareGrowth } from './compareGrowth';
import { compareRateLimit } from './compareRateLimit';
import { compareSpeed } from './compareSpeed';
import { Launchers } from './launchers';
import { measureLoading } from './loadTime';
import { profile } from './profile';
import { measuredWith, writeReadme } from './readme';
import { warmUp, type Size } from './rounds';

const { values: flags } = parseArgs({
	options: {
		rounds: { type: 'string' },
		quick: { type: 'boolean', default: false },
		only: { type: 'string', default: 'a,b,c,d' },
		minutes: { type: 'string', default: '75' },
		profile: { type: 'boolean', default: false },
		write: { type: 'boolean', default: false },
	},
});

const size: Size = {
	...(flags.quick ? { items: 200, manyItems: 1_000 } : { items: 1_000, manyItems: 10_000 }),
	rounds: Number(flags.rounds ?? (flags.quick ? 1 : 5)),
	deadline: Date.now() + Number(flags.minutes) * 60_000,
};

async function main(): Promise<void> {
	if (flags.profile) return print(await profile(size.items));
	const only = flags.only.split(',');
	const results = [`${await measuredWith()}\n`];
	const add = (tables: string) => {
		results.push(tables);
		print(tables);
	};
	if (only.includes('a') || only.includes('b')) {
		const stage = await openBenchStage();
		const launchers = new Launchers(stage);
		await warmUp(launchers);
		if (only.includes('a')) add(await compareSpeed(launchers, size));
		if (only.includes('b')) add(await compareRateLimit(launchers, size));
		await stage.close();
	}
	if (only.includes('c')) add(await compareGrowth(size));
	if (only.includes('d')) add(await measureLoading());
	if (flags.write) writeReadme(results.join('\n'));
}

function print(tables: string): void {
	process.stdout.write(`\n${tables}\n`);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.once(signal, () => process.exit(1));
}

main().then(
	() => process.exit(0),
	(error: Error) => {
		console.error(error.stack);
		process.exit(1);
	},
);
