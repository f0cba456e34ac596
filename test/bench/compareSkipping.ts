import { say } from '../e2e/progress';
import { openBenchStage, type BenchStage } from './benchStage';
import { nodeOf } from './contestants';
import { spread, table, worst } from './figures';
import { launcherOf, type Launcher } from './launchers';
import { measureRun, type Run } from './measureRun';
import { takePauses } from './pauses';
import type { Size } from './rounds';

const without = 'without the option';
const skipping = 'Skip If Called Within';

/** Every run calls people of its own. */
let called = 0;

type Measured = Run & { pause: number };

/** Does it cost time, or hold n8n up, to ask a long list of calls whom it shows? */
export async function compareSkipping({ manyItems: listed, ...size }: Size): Promise<string> {
	const count = listed / 2;
	const found: Record<string, Measured[]> = { [without]: [], [skipping]: [] };
	const stage = await openBenchStage({ loaded: 'pausesOnSignal' });
	try {
		const launchers = await publishBoth(stage, listed);
		// The first large run of an n8n is faster than all that follow, whichever it is.
		for (const launch of Object.values(launchers)) await measure(stage, launch, { count, listed });
		for (let round = 0; round < size.longRounds; round++) {
			if (round > 0 && Date.now() > size.deadline) break;
			const turns = Object.entries(launchers);
			for (const [name, launch] of round % 2 ? turns.reverse() : turns) {
				const run = await measure(stage, launch, { count, listed });
				found[name].push(run);
				say(`${name}: ${(run.ms / 1000).toFixed(2)} s, longest pause ${run.pause} ms`);
			}
		}
	} finally {
		await stage.close();
	}
	const rows = Object.entries(found).map(([name, runs]) => [
		name,
		spread(runs.map(({ ms }) => ms / 1000)),
		spread(runs.map(({ ms }, round) => ms / found[without][round].ms)),
		spread(
			runs.map(({ pause }) => pause),
			0,
		),
		worst(runs.map(({ silent }) => silent)),
		worst(runs.map(({ double }) => double)),
		worst(runs.map(({ lost }) => lost)),
	]);
	return table(
		`${count} launches, ${listed} calls in the list, rounds: ${found[without].length}`,
		[
			'',
			'execution, s',
			'÷ without',
			'longest pause while calling, ms',
			'silent',
			'double',
			'lost',
		],
		rows,
	);
}

async function publishBoth(stage: BenchStage, listed: number): Promise<Record<string, Launcher>> {
	const node = nodeOf('this node', stage.apiUrl);
	const options = { skipIfCalledWithin: listed };
	const careful = { ...node, parameters: { ...node.parameters, options } };
	return {
		[without]: await launcherOf(stage, 'without', node),
		[skipping]: await launcherOf(stage, 'skipping', careful),
	};
}

/** A run with the longest pause between its first request and its last answer: before, n8n reads its items. */
async function measure(
	stage: BenchStage,
	launch: Launcher,
	conditions: { count: number; listed: number },
): Promise<Measured> {
	await takePauses(stage);
	const skip = called;
	called += conditions.count;
	const run = await measureRun(launch, { ...conditions, skip, port: stage.simulatorPort });
	const pauses = await takePauses(stage);
	const { firstAt, lastAt } = run;
	const own = pauses.filter(({ endedAt }) => endedAt > firstAt && endedAt <= lastAt);
	return { ...run, pause: Math.max(0, ...own.map(({ ms }) => ms)) };
}
