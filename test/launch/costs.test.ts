import { ItemProblem } from '../../nodes/Nebrija/item/problem';
import { Preflight } from '../../nodes/Nebrija/launch/preflight';
import { Run } from '../../nodes/Nebrija/launch/run';
import type { Call } from '../../nodes/Nebrija/api/call';
import { callsSince, findCall, findPossibleCalls } from '../../nodes/Nebrija/list/match';
import { provesAbsence } from '../../nodes/Nebrija/list/proof';
import { askedFor } from '../../nodes/Nebrija/memory/ledger';
import { assistantId, customers, launching, numberOf, useScene } from '../engine/scene';
import { wholeList } from '../list/wholeList';

describe('Bad items', () => {
	it('share one error, whose text is built once', async () => {
		const preflight = new Preflight(3);
		const passing = [0, 1, 2].map(async (item) => await preflight.pass(item, new Error('bad')));
		const results = await Promise.allSettled(passing);
		const errors = results.map((result) => result.status === 'rejected' && result.reason);
		expect(new Set(errors).size).toBe(1);
		expect(errors[0]).toBeInstanceOf(ItemProblem);
	});
});

describe('The error of bad items', () => {
	const scene = useScene();

	it('is made once for all that n8n gathers of a run', async () => {
		const gathered = jest.spyOn(Promise, 'allSettled');
		const items = [{ phone: 'a' }, { phone: 'b' }, { phone: 'c' }, ...customers(1)];
		const { error } = await scene.run({ items, parameters: launching() });
		const results = await Promise.all(gathered.mock.results.map(async ({ value }) => await value));
		gathered.mockRestore();
		const reasons = [error, ...results.flat().flatMap(({ reason }) => reason ?? [])];
		expect(reasons.length).toBeGreaterThan(2);
		expect(new Set(reasons.map(({ context }) => context)).size).toBe(1);
		expect(error?.context).toMatchObject({ itemIndex: 0, details: { badItems: [0, 1, 2] } });
	});
});

describe('Items that fail while others were called', () => {
	const scene = useScene();

	it('share what their errors tell of those', async () => {
		const told = jest.spyOn(Run.prototype, 'withPlacedCalls');
		const refused = { kind: 'status', status: 422 } as const;
		for (const item of [1, 2])
			scene.simulator.faults.add({
				match: { method: 'POST', number: numberOf(item) },
				fault: refused,
			});
		await scene.run({ items: customers(4), parameters: launching() });
		const results = told.mock.results.map(async ({ value }) => (await value) as ItemProblem);
		const errors = await Promise.all(results);
		told.mockRestore();
		expect(errors).toHaveLength(2);
		const placed = errors.map(({ details }) => details.placedCalls);
		expect(Object.keys(placed[0] as object)).toEqual(['0', '3']);
		expect(placed[1]).toBe(placed[0]);
	});
});

describe('A list of 10,000 calls is looked through once', () => {
	const now = Date.now();
	const calls = Array.from({ length: 10_000 }, (_, n): Call => {
		const startTime = new Date(now - n * 60_000).toISOString();
		return { id: String(n), customer: { number: numberOf(n) }, assistantId, startTime };
	});
	const listing = wholeList(calls, 0);
	const nobody = () => false;
	const bodies = customers(5_000).map(({ phone }) => ({
		customer: { number: phone as string },
		assistantId,
	}));

	it.each<[string, (body: (typeof bodies)[number]) => unknown]>([
		['who was called', (body) => callsSince(listing, body, now - 3_600_000, nobody)],
		['whether it proves an absence', () => provesAbsence(listing, now - 3_600_000, true)],
		[
			'which call is ours',
			({ customer: { number } }) => {
				const sent = { number, with: askedFor({ assistantId }), at: now };
				return [findCall(listing, sent, nobody), findPossibleCalls(listing, sent, nobody)];
			},
		],
	])('for 5,000 items that ask %s', (_, ask) => {
		const before = process.cpuUsage();
		for (const body of bodies) ask(body);
		expect(process.cpuUsage(before).user / 1_000).toBeLessThan(1_000);
	});
});
