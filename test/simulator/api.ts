import { type Request, type Response, Router } from 'express';
import type { CallBook } from './callBook';
import type { Clock } from './clock';
import { listAgeMs } from './dateHeader';
import { abTests, assistants, phoneNumbers } from './seed';
import type { LaunchBody, Registration, SimulatorOptions } from './types';
import type { WebhookDesk } from './webhookDesk';
import { boundOf } from './world';

/** The documented endpoints, answering honestly. */
export function api(
	clock: Clock,
	book: CallBook,
	webhooks: WebhookDesk,
	options: SimulatorOptions,
): Router {
	const router = Router();

	router.get('/calls', (req, res) => {
		const limit = Number(req.query.limit ?? 50);
		const agentId = req.query.agentId as string | undefined;
		const { most, refuses } = boundOf(options);
		if (refuses && limit > most) {
			return void res.status(400).json({ message: `limit must not be greater than ${most}.` });
		}
		res.json(book.list({ limit, agentId }, clock.now() - listAgeMs(options)));
	});
	router.post('/calls', (req: Request<object, unknown, LaunchBody>, res) => {
		const refusal = refusalOf(req.body);
		if (refusal) return void res.status(refusal.status).json({ message: refusal.message });
		res.json(book.show(book.place(req.body)));
	});
	router.get('/calls/:id', (req, res) => {
		const call = book.find(req.params.id);
		answer(res, call && book.show(call), 'call');
	});

	router.get('/assistants', (_req, res) => void res.json(assistants));
	router.get('/assistants/:id', (req, res) => {
		answer(res, byId(assistants, req.params.id), 'assistant');
	});
	router.get('/ab-tests', (_req, res) => void res.json(abTests));
	router.get('/phone-numbers', (_req, res) => void res.json(phoneNumbers));

	router.get('/webhooks', (_req, res) => void res.json(webhooks.registrations.map(withoutSecret)));
	router.post('/webhooks', (req, res) => void res.json(webhooks.register(req.body)));
	router.get('/webhooks/:id', (req, res) => {
		const registration = webhooks.find(req.params.id);
		answer(res, registration && withoutSecret(registration), 'webhook');
	});
	router.delete('/webhooks/:id', (req, res) => {
		if (webhooks.remove(req.params.id)) res.status(204).end();
		else answer(res, undefined, 'webhook');
	});

	router.use((_req, res) => answer(res, undefined, 'endpoint'));
	return router;
}

const byId = <T extends { id: string }>(list: T[], id: string) =>
	list.find((entry) => entry.id === id.toLowerCase());

function answer(res: Response, found: unknown, what: string): void {
	if (found) res.json(found);
	else res.status(404).json({ message: `There is no such ${what}.` });
}

function withoutSecret(registration: Registration): Partial<Registration> {
	const shown: Partial<Registration> = { ...registration };
	delete shown.secret;
	return shown;
}

/** What the document cannot say about a launch, and what must hold even when nothing is validated. */
function refusalOf(body: LaunchBody): { status: number; message: string } | undefined {
	if (!/^\+[1-9]\d{1,14}$/.test(String(body?.customer?.number))) {
		return { status: 422, message: 'customer.number must be a phone number in E.164 format.' };
	}
	const { assistantId, testId, phoneNumberId } = body;
	const unknown = (what: string) => ({ status: 404, message: `There is no such ${what}.` });
	if (assistantId && testId) {
		return { status: 422, message: 'Give assistantId or testId, not both.' };
	}
	if (assistantId && !byId(assistants, assistantId)) return unknown('assistant');
	if (testId && !byId(abTests, testId)) return unknown('A/B test');
	if (phoneNumberId && !byId(phoneNumbers, phoneNumberId)) return unknown('phone number');
	return undefined;
}
