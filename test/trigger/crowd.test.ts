import { useTriggerScene } from './scene';

const scene = useTriggerScene({ delivery: { retries: 0, timeoutMs: 30_000 } });

test('of 100 deliveries with 10 % copies and 10 % forgeries, exactly the genuine start executions', async () => {
	const ids = await scene.launchEnded(80);
	await scene.activate();
	const { id } = scene.registration;
	const { webhooks } = scene.simulator;
	const forgeries = ['wrong-secret', 'changed-byte', 'unsigned'] as const;
	const deliveries = [
		...ids.map((callId) => async () => await webhooks.deliver(id, 'call.finished', callId)),
		...ids
			.slice(0, 10)
			.map((callId) => async () => await webhooks.deliver(id, 'call.finished', callId)),
		...Array.from({ length: 10 }, (_, i) => async () => {
			const forge = forgeries[i % 3];
			const callId = forge === 'unsigned' ? `made-up-${i}` : ids[79 - i];
			return await webhooks.deliver(id, 'call.finished', callId, { forge });
		}),
	];
	const mixed = deliveries.map((_, i) => deliveries[(i * 37) % deliveries.length]);
	const statuses: Array<number | string> = [];
	const carry = async () => {
		for (let next = mixed.shift(); next; next = mixed.shift()) statuses.push((await next()).status);
	};
	await Promise.all(Array.from({ length: 20 }, carry));

	expect(scene.started.sort()).toEqual(ids.map((callId) => `call.finished ${callId}`).sort());
	const { deliveries: log } = webhooks;
	const started = log.filter(({ answer }) => /started/.test(String(answer)));
	expect([started.length, statuses.length]).toEqual([80, 100]);
	expect([...new Set(statuses)].sort()).toEqual([200, 401]);
	expect(scene.host.failures).toEqual([]);
});
