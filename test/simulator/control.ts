import { Router } from 'express';
import type { FaultRule } from './faults';
import type { Simulator } from './simulator';

/** The simulator's own levers over HTTP, for use by hand; not part of the API and without a token. */
export function control(simulator: Simulator): Router {
	const router = Router();
	router.get('/rings', (_req, res) => void res.json(simulator.ringsByNumber()));
	router.get('/requests', (_req, res) => void res.json(simulator.requests));
	router.get('/deliveries', (_req, res) => void res.json(simulator.webhooks.deliveries));
	router.post('/clock', async (req, res) => {
		await simulator.clock.advance(Number(req.body?.advanceMs ?? 0));
		res.json({ now: new Date(simulator.clock.now()).toISOString() });
	});
	router.post('/faults', (req, res) => {
		const { times, ...rule } = req.body as Omit<FaultRule, 'times'> & { times?: number | null };
		simulator.faults.add({ ...rule, times: times === null ? Infinity : times });
		res.json({ added: rule });
	});
	router.delete('/faults', (_req, res) => {
		simulator.faults.clear();
		res.status(204).end();
	});
	return router;
}
