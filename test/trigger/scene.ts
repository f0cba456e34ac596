import type { IDataObject, INode } from 'n8n-workflow';

import { readBackPatience } from '../../nodes/Nebrija/trigger/readBack';
import { TriggerHost } from '../engine/mountTrigger';
import { startSimulator } from '../simulator';
import type { Simulator, SimulatorSettings } from '../simulator';

/** A number that is answered and one that cannot be reached. */
export const answered = '+34600111222';
export const unreachable = '+34600000404';

const patient = { answer: 10_000, signed: 20_000, sender: 20_000, total: 25_000, pauses: [20, 40] };

/** Waits as long as any busy machine needs, which is how every test begins. */
export function waitPatiently(): void {
	Object.assign(readBackPatience, patient);
}

/** Where the API fails for good, or until the sender has its answer: then a slow machine changes nothing. */
export function waitBriefly(more: Partial<typeof readBackPatience> = {}): void {
	Object.assign(readBackPatience, { answer: 1_000, signed: 150, sender: 150 }, more);
}

/** A simulator and an n8n of its own for each test. */
export class TriggerScene {
	simulator!: Simulator;

	host!: TriggerHost;

	/** Set by a test in which the node sends what the API document forbids. */
	refusalsExpected = false;

	/** Launches calls one after the other, all of them over by now, and gives their ids. */
	async launchEnded(count = 1, number = answered): Promise<string[]> {
		const ids: string[] = [];
		for (let i = 0; i < count; i++) ids.push(await this.launch(number));
		const { ringMs, talkMs } = this.simulator.options;
		await this.simulator.clock.advance(ringMs + talkMs);
		return ids;
	}

	/** The same while the trigger is there, but without a delivery of the end: that is left to the test. */
	async endUnreported(number = answered): Promise<string> {
		const wanted = this.registration.events;
		this.registration.events = [];
		const [id] = await this.launchEnded(1, number);
		this.registration.events = wanted;
		return id;
	}

	/** Launches a call that is still ringing; no two are launched at the same moment. */
	async launch(number = answered): Promise<string> {
		await this.simulator.clock.advance(1);
		return this.simulator.placeCall({ customer: { number } }).id;
	}

	/** Activates a workflow of these nodes. */
	async activate(nodes?: INode[]): Promise<void> {
		this.host.save(nodes);
		await this.host.activate();
	}

	get registration() {
		return this.simulator.webhooks.registrations[0];
	}

	/** What the executions of the trigger began with. */
	get output(): IDataObject[] {
		return this.host.executions.flatMap(({ items }) => items.map(({ json }) => json));
	}

	/** Event and call id of each execution. */
	get started(): string[] {
		return this.output.map(({ event, call }) => `${event} ${(call as IDataObject).id}`);
	}
}

/** Starts both before each test of a file; after it, all traffic must have matched the API document. */
export function useTriggerScene(settings: SimulatorSettings = {}): TriggerScene {
	const scene = new TriggerScene();
	const patience = structuredClone(readBackPatience);
	jest.setTimeout(30_000);
	beforeEach(async () => {
		scene.refusalsExpected = false;
		patient.pauses = [20, 40];
		waitPatiently();
		scene.simulator = await startSimulator({ ringMs: 60_000, talkMs: 60_000, ...settings });
		const { token: apiToken, url: baseUrl } = scene.simulator;
		scene.host = await new TriggerHost({ apiToken, baseUrl }).start();
	});
	afterEach(async () => {
		Object.assign(readBackPatience, patience);
		// What is still read back for a sender that was answered long ago gives up before its next try.
		patient.pauses.splice(0, Infinity, Infinity);
		const { refusals, violations } = scene.simulator;
		await scene.host.stop();
		await scene.simulator.close();
		expect(violations).toEqual([]);
		if (!scene.refusalsExpected) expect(refusals).toEqual([]);
	});
	return scene;
}
