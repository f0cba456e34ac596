import type { DeliveryStyle } from '../types';
import type { World } from '../world';

/** Doc: stated; Ex: seen in an example; 3P: in a third party's code; Inf: inferred; ?: a guess. */
export type Certainty = 'Doc' | 'Ex' | '3P' | 'Inf' | '?';

/** What it takes to see whether a belief holds, with the flags of `npm run check:api` for it. */
export const means = {
	reading: '',
	webhook: '--webhook',
	call: '--call',
	abTestCall: '--call with --ab-test',
	delivery: '--webhook with --receive',
};

export type Means = keyof typeof means;

/** What of the documented API is otherwise. */
export type Otherwise = Partial<World> & { delivery?: Partial<DeliveryStyle> };

/** How the simulator can contradict a belief: what it stands for, the difference, and what shows it if not the belief's own means. */
export type Contradiction = [standsFor: string, options: Otherwise, shownBy?: Means];

/** What this package holds true of the API. */
export type Belief = {
	believed: string;
	sure: Certainty;
	/** The file that has to change when it is contradicted. */
	heldBy: string;
	shownBy: Means;
	/** By the name of the personality. */
	otherwise: Record<string, Contradiction>;
};

/** By name, like `list.order`. */
export type Beliefs = Record<string, Belief>;
