import { abTests, type Simulator, type SimulatorSettings } from '../simulator';
import { makeContact, type Orders } from './contact';
import type { Evidence } from './evidence';
import { startPractice } from './practice';

export const ownNumber = '+34600111222';

/** What asks for everything: a registration, deliveries, and a call of an A/B test. */
export const everything: Pick<Orders, 'webhook' | 'call'> = {
	webhook: { receiveOn: 0 },
	call: async () => ({ number: ownNumber, testId: abTests[0].id }),
};

/** Meets a simulator of its own with these settings, to which `prepare` may do something first. */
export async function meet(
	settings: SimulatorSettings,
	orders: Partial<Orders> = {},
	prepare: (simulator: Simulator) => void = () => {},
): Promise<{ evidence: Evidence; simulator: Simulator }> {
	const { simulator, timing } = await startPractice({ validate: false, ...settings });
	try {
		prepare(simulator);
		const { url: baseUrl, token } = simulator;
		return { evidence: await makeContact({ baseUrl, token, timing, ...orders }), simulator };
	} finally {
		await simulator.close();
	}
}
