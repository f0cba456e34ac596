import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { startSimulator } from '../simulator';
import type { Simulator } from '../simulator';
import { Mount } from './mount';
import type { Credential, Mounted } from './mount';

export const assistantId = '6f1c2a9e-0b57-4c7e-9a35-1d2f8b7c4e01';

/** A number of its own for each item, none of them with a special fate in the simulator. */
export function numberOf(item: number): string {
	return `+34600${String(111000 + item)}`;
}

/** Input items whose field `phone` holds the number of the same index. */
export function customers(count: number): IDataObject[] {
	return Array.from({ length: count }, (_, item) => ({ phone: numberOf(item), row: item }));
}

/** The parameters of a launch that calls the number in the field `phone`, changed by `more`. */
export function launching(more: INodeParameters = {}): INodeParameters {
	return {
		operation: 'launch',
		customerNumber: '={{ $json.phone }}',
		callWith: 'assistant',
		assistantId: { __rl: true, mode: 'id', value: assistantId },
		variablesMode: 'fields',
		...more,
	};
}

/** A simulator and a credential of its own for each test, and the node mounted on them. */
export class Scene {
	simulator!: Simulator;

	/** Counts the tests: what the process remembers of an account must end with its test. */
	account = 0;

	/** Set by a test that makes the node send something the API document forbids. */
	refusalsExpected = false;

	get credential(): Credential {
		const { token, url: baseUrl } = this.simulator;
		return { id: `account ${this.account}`, apiToken: `${token}:${this.account}`, baseUrl };
	}

	/** The same account to Nebrija AI, another one to the node's memory of the process. */
	get credentialElsewhere(): Credential {
		const { apiToken, ...credential } = this.credential;
		return { ...credential, apiToken: `${apiToken}:elsewhere` };
	}

	mount(what: Omit<Mounted, 'credential'> & Partial<Mounted>): Mount {
		return new Mount({ credential: this.credential, ...what });
	}

	async run(what: Omit<Mounted, 'credential'> & Partial<Mounted>) {
		return await this.mount(what).run();
	}
}

/** Starts a simulator before each test of a file; after it, all traffic must have matched the API document. */
export function useScene(...settings: Parameters<typeof startSimulator>): Scene {
	const scene = new Scene();
	beforeEach(async () => {
		scene.refusalsExpected = false;
		scene.account++;
		scene.simulator = await startSimulator(...settings);
	});
	afterEach(async () => {
		const { refusals, violations } = scene.simulator;
		await scene.simulator.close();
		expect(violations).toEqual([]);
		if (!scene.refusalsExpected) expect(refusals).toEqual([]);
	});
	return scene;
}
