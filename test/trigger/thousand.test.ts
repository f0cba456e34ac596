import { useTriggerScene } from './scene';

const scene = useTriggerScene({ delivery: { retries: 0 } });

test('of 1,000 deliveries with 10 % copies and 10 % forgeries, exactly the genuine start executions', async () => {
	const ids = await scene.launchEnded(800);
	await scene.activate();
	const { id } = scene.registration;
	const { webhooks } = scene.simulator;
	const forgeries = ['wrong-secret', 'changed-byte', 'unsigned'] as const;
	const deliveries = [
		...ids.map((callId) => async () => await webhooks.deliver(id, 'call.finished', callId)),
		...ids
			.slice(0, 100)
			.map((callId) => async () => await webhooks.deliver(id, 'call.finished', callId)),
		...Array.from({ length: 100 }, (_, i) => async () => {
			const forge = forgeries[i % 3];
			const callId = forge === 'unsigned' ? `made-up-${i}` : ids[799 - i];
			return await webhooks.deliver(id, 'call.finished', callId, { forge });
		}),
	];
	const mixed = deliveries.map((_, i) => deliveries[(i * 377) % deliveries.length]);
	const begin = Date.now();
	const statuses: Array<number | string> = [];
	const carry = async () => {
		for (let next = mixed.shift(); next; next = mixed.shift()) statuses.push((await next()).status);
	};
	await Promise.all(Array.from({ length: 20 }, carry));
	process.stdout.write(`1,000 deliveries, 20 at a time: ${Date.now() - begin} ms\n`);

	expect(scene.started.sort()).toEqual(ids.map((callId) => `call.finished ${callId}`).sort());
	expect(statuses.filter((status) => status === 200)).toHaveLength(900);
	expect(statuses.filter((status) => status === 401)).toHaveLength(100);
}, 60_000);
