import { join } from 'node:path';
import type { SimulatorOptions, SimulatorSettings } from './types';

/** Lays the given settings over the defaults. */
export function withDefaults(settings: SimulatorSettings): SimulatorOptions {
	return {
		port: 0,
		token: 'simulator-token',
		validate: true,
		document: join(__dirname, 'openapi.yaml'),
		seedCalls: 0,
		ringMs: 3_000,
		talkMs: 60_000,
		listingDelayMs: 0,
		latencyMs: 0,
		launchStatus: 200,
		startTime: 'whenPlaced',
		recordingNeedsToken: false,
		...settings,
		delivery: {
			header: 'x-nebrija-signature',
			format: 'hex',
			envelope: 'event-data',
			retries: 2,
			retryDelayMs: 100,
			timeoutMs: 5_000,
			...settings.delivery,
		},
	};
}
