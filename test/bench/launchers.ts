import { fork } from 'child_process';
import { once } from 'events';
import { join } from 'path';
import type { BareJob, BareResult } from './bareClient';
import { token, type BenchStage } from './benchStage';
import { assistantId, bareClient, nodeOf, type Contestant } from './contestants';
import { publishNode } from './publishedNode';

/** Launches a call to each number; resolves to the time it took and the ids that came out. */
export type Launcher = (numbers: string[]) => Promise<BareResult>;

const RETRIES = { retryOnFail: true, maxTries: 5 };
const MOST_MS = 15 * 60_000;

/** Makes contestants ready to launch on a stage, each workflow once. */
export class Launchers {
	private readonly ready = new Map<string, Launcher>();

	constructor(readonly stage: BenchStage) {}

	/** `retryOnFail` sets that switch, with five tries, on a node that does not retry by itself. */
	async of(contestant: Contestant, retryOnFail: boolean): Promise<Launcher> {
		const key = `${contestant} ${retryOnFail}`.replace(/\W+/g, '-');
		const launcher = this.ready.get(key) ?? (await this.make(contestant, retryOnFail, key));
		this.ready.set(key, launcher);
		return launcher;
	}

	private async make(
		contestant: Contestant,
		retryOnFail: boolean,
		path: string,
	): Promise<Launcher> {
		const { apiUrl } = this.stage;
		if (contestant === bareClient) return bareLauncher(apiUrl);
		const retries = retryOnFail && contestant !== 'this node' ? RETRIES : {};
		const node = { ...nodeOf(contestant, apiUrl), ...retries };
		return await launcherOf(this.stage, path, node);
	}
}

/** Publishes a node behind a webhook of this path, and lets it launch. */
export async function launcherOf(stage: BenchStage, path: string, node: object): Promise<Launcher> {
	const run = await publishNode(stage, path, node);
	return async (numbers) => {
		const { ms, outputs } = await run(numbers.map((number) => ({ number })));
		const callIds = outputs.flatMap((json) => ('id' in json ? [String(json.id)] : []));
		return { ms, callIds };
	};
}

/** In a process of its own, so that it does not share a thread with the simulator. */
function bareLauncher(url: string): Launcher {
	return async (numbers) => {
		const child = fork(join(__dirname, 'bareClientMain.ts'), { execArgv: process.execArgv });
		const job: BareJob = { url, token, assistantId, numbers };
		child.send(job);
		const signal = AbortSignal.timeout(MOST_MS);
		const [result] = await once(child, 'message', { signal });
		return result as BareResult;
	};
}
