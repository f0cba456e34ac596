import type { INodeParameters } from 'n8n-workflow';

import { Mount } from '../engine/mount';
import type { Mounted, Result } from '../engine/mount';
import { launching } from '../engine/scene';
import { startSimulator } from '../simulator';
import type { Simulator } from '../simulator';
import type { SafetyFault } from './faults';
import { endingOf, findWrong } from './judge';
import type { Ending } from './judge';
import { arm, inLanes, nextNumber } from './matrix';

/** What follows the execution that met the fault. */
interface Mode {
	settings?: Mounted['settings'];
	/** "Retry execution" follows this often, all at the same moment. */
	retries?: number;
	/** Another execution for the same people follows, with Skip If Called Within. */
	again?: 'here' | 'in another process';
	/** Whether it follows at once, or after two minutes and more. */
	atOnce?: boolean;
}

export const doubtModes: Record<string, Mode> = {
	continue: { settings: { onError: 'continueRegularOutput' } },
	'Retry On Fail': { settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 } },
	'Retry at once': { retries: 1, atOnce: true },
	'Retry later': { retries: 1 },
	'Retry twice later': { retries: 2 },
	'Skip at once': { again: 'here', atOnce: true },
	'Skip later': { again: 'here' },
	'Skip elsewhere': { again: 'in another process' },
};

export interface Doubt {
	personality: string;
	fault: SafetyFault;
	mode: string;
	/** Which of the two items meets the fault. */
	broken: number;
}

export interface DoubtCell extends Omit<Doubt, 'fault'> {
	fault: string;
	ending: Ending;
	wrong: string[];
	/** With what the last execution ended, if with an error. */
	said?: string;
}

/** One cell: an execution of two items, and what follows it. */
class Story {
	readonly mode: Mode;

	private readonly items: Array<{ phone: string; broken: boolean }>;

	private results: Result[] = [];

	private stored?: Mount['execution'];

	constructor(
		private readonly doubt: Doubt,
		private readonly simulator: Simulator,
	) {
		this.mode = doubtModes[doubt.mode];
		this.items = [0, 1].map((item) => ({ phone: nextNumber(), broken: item === doubt.broken }));
	}

	async begin(): Promise<void> {
		arm(this.simulator, this.doubt.fault, this.items[this.doubt.broken].phone);
		const mount = this.mount();
		this.results.push(await mount.run());
		this.stored = mount.execution;
		if (this.mode.atOnce) await this.follow();
	}

	async follow(): Promise<void> {
		const { retries = 0, again } = this.mode;
		const { stored } = this;
		if (again) this.results.push(await this.mount(again).run());
		if (!stored?.resultData.error) return;
		const retried = Array.from({ length: retries }, async () => {
			return await this.mount().retry(structuredClone(stored));
		});
		this.results.push(...(await Promise.all(retried)));
	}

	end(): DoubtCell {
		const { doubt, simulator, results } = this;
		const { broken, fault } = doubt;
		const phones = this.items.map(({ phone }) => phone);
		const evidence = { simulator, phones, broken, accepts: fault.accepts, mayDoubt: true, results };
		const [ending, wrong] = [endingOf(evidence), findWrong(evidence)];
		return { ...doubt, fault: fault.name, ending, wrong, said: results.at(-1)?.error?.message };
	}

	/** The account is told by its token as well: a port that is used again would bring another simulator's past along. */
	private mount(again?: Mode['again']): Mount {
		const { token, url: baseUrl } = this.simulator;
		const { personality, fault } = this.doubt;
		const parameters = (fault.parameters ?? {}) as INodeParameters;
		const options = again ? { skipIfCalledWithin: 60 } : {};
		return new Mount({
			items: this.items,
			parameters: launching({ ...parameters, options }),
			credential: {
				apiToken: `${token}:${personality}:${fault.name}${again === 'in another process' ? ':elsewhere' : ''}`,
				baseUrl,
			},
			settings: this.mode.settings,
		});
	}
}

/**
 * Runs these cells, each personality and fault at a simulator of its own. What follows later does so after `wait`, which
 * moves the clock once for all of them.
 */
export async function runDoubts(doubts: Doubt[], wait: () => void): Promise<DoubtCell[]> {
	const simulators = new Map<string, Simulator>();
	const stories: Story[] = [];
	for (const doubt of doubts) {
		const { personality, fault } = doubt;
		const name = `${personality}, ${fault.name}`;
		const settings = { personality, validate: false, talkMs: 10_000, ...fault.options };
		const simulator = simulators.get(name) ?? (await startSimulator(settings));
		simulators.set(name, simulator);
		stories.push(new Story(doubt, simulator));
	}
	try {
		await inLanes(120, stories, async (story) => await story.begin());
		wait();
		const waiting = stories.filter(({ mode }) => !mode.atOnce);
		await inLanes(120, waiting, async (story) => await story.follow());
		return stories.map((story) => story.end());
	} finally {
		await Promise.all([...simulators.values()].map(async (simulator) => await simulator.close()));
	}
}
