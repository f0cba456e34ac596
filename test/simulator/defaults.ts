import { join } from 'node:path';
import { personalityNamed } from './personalities';
import type { SimulatorOptions, SimulatorSettings } from './types';
import { documentedWorld } from './world';

/** Lays the given settings over the personality they name, and both over the defaults. */
export function withDefaults({ personality, ...settings }: SimulatorSettings): SimulatorOptions {
	const otherwise = personality === undefined ? {} : personalityNamed(personality).options;
	return {
		...documentedWorld,
		port: 0,
		token: 'simulator-token',
		validate: true,
		document: join(__dirname, 'openapi.yaml'),
		seedCalls: 0,
		ringMs: 3_000,
		talkMs: 60_000,
		destiny: 'answered',
		customers: {},
		latencyMs: 0,
		recordingNeedsToken: false,
		...otherwise,
		...settings,
		delivery: {
			header: 'x-nebrija-signature',
			format: 'hex',
			envelope: 'event-data',
			copies: 1,
			retries: 2,
			retryDelayMs: 100,
			timeoutMs: 5_000,
			...otherwise.delivery,
			...settings.delivery,
		},
	};
}
