import { parseArgs } from 'util';
import { openBenchStage } from './benchStage';
import { compareGrowth } from './compareGrowth';
import { compareRateLimit } from './compareRateLimit';
import { compareReading } from './compareReading';
import { compareReceiving } from './compareReceiving';
import { compareBadRows } from './compareBadRows';
import { compareSkipping } from './compareSkipping';
import { compareSpeed } from './compareSpeed';
import { Launchers } from './launchers';
import { measureLoading } from './loadTime';
import { measureWaiting } from './measureWaiting';
import { profile } from './profile';
import { measuredWith, writeSection, type Section } from './readme';
import { warmUp, type Size } from './rounds';

const { values: flags } = parseArgs({
	options: {
		rounds: { type: 'string' },
		long: { type: 'string' },
		quick: { type: 'boolean', default: false },
		only: { type: 'string' },
		minutes: { type: 'string', default: '120' },
		profile: { type: 'boolean', default: false },
		write: { type: 'boolean', default: false },
	},
});

const rounds = Number(flags.rounds ?? (flags.quick ? 1 : 5));
const size: Size = {
	...(flags.quick ? { items: 200, manyItems: 1_000 } : { items: 1_000, manyItems: 10_000 }),
	rounds,
	longRounds: Number(flags.long ?? Math.ceil(rounds / 2)),
	deadline: Date.now() + Number(flags.minutes) * 60_000,
};

const sections: Record<Section, () => Promise<string>> = {
	speed: async () => await onStage({}, async (launchers) => await compareSpeed(launchers, size)),
	legacy: async () =>
		await onStage({ N8N_EXPRESSION_ENGINE: 'legacy' }, async (launchers) => {
			return await compareSpeed(launchers, size, { few: true });
		}),
	limit: async () =>
		await onStage({}, async (launchers) => await compareRateLimit(launchers, size)),
	reading: async () =>
		await onStage({}, async ({ stage }) => {
			return [await compareReading(stage, size), await measureWaiting(stage, size)].join('\n');
		}),
	receiving: async () => await compareReceiving(size),
	growth: async () => await compareGrowth(size),
	skipping: async () => await compareSkipping(size),
	badRows: async () => await compareBadRows(size),
	loading: async () => await measureLoading(),
};

async function main(): Promise<void> {
	if (flags.profile) return print(await profile(size.items));
	const wanted = (flags.only?.split(',') ?? Object.keys(sections)) as Section[];
	for (const section of wanted) {
		const tables = await sections[section]();
		print(tables);
		if (flags.write) writeSection(section, `${await measuredWith()}\n\n${tables}`);
	}
}

/** Compares on an n8n of its own, warm. */
async function onStage(
	env: Record<string, string>,
	compare: (launchers: Launchers) => Promise<string>,
) {
	const stage = await openBenchStage({ env });
	try {
		const launchers = new Launchers(stage);
		await warmUp(launchers);
		return await compare(launchers);
	} finally {
		await stage.close();
	}
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
