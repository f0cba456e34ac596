import { decide } from '../../nodes/Nebrija/launch/verdict';

const answer = (status: number, body: unknown = { message: 'x' }) => ({
	status,
	headers: {},
	body,
});

describe('What an answer to a launch means', () => {
	it.each([
		[200, { id: 'c1', status: 'initiated' }, 'launched'],
		[201, { id: 'c1' }, 'launched'],
		[200, { callId: 'c1' }, 'launched'],
		[200, { id: 17 }, 'launched'],
		[200, { data: { id: 'c1' } }, 'launched'],
		[200, { call: { callId: 'c1' } }, 'launched'],
		[200, { status: 'initiated' }, 'unknown'],
		[200, { id: '' }, 'unknown'],
		[200, { id: null }, 'unknown'],
		[200, [], 'unknown'],
		[200, '{"id":"c1","sta', 'unknown'],
		[200, '<html></html>', 'unknown'],
		[200, '', 'unknown'],
		[202, undefined, 'unknown'],
		[204, '', 'unknown'],
	])('%i with %j: %s', (status, body, verdict) => {
		expect(decide(answer(status, body)).is).toBe(verdict);
	});

	it.each([
		[{ success: true, callId: 'c1', data: { status: 'initiated' } }, 'c1'],
		[{ id: 'req-9', data: { id: 'c1' } }, 'c1'],
		[{ id: 'req-9', call: { callId: 'c1' } }, 'c1'],
	])('%j is call %s', (body, id) => {
		expect(decide(answer(200, body))).toMatchObject({ is: 'launched', id });
	});

	it.each([
		[[400, 401, 402, 403, 404, 405, 410, 413, 415, 418, 422, 451], 'refused'],
		[[429], 'limited'],
		[[408, 409, 499, 500, 501, 502, 503, 504, 507, 520, 599], 'unknown'],
		[[100, 300, 301, 302, 303, 307, 308, 600], 'unknown'],
	])('%j: %s', (statuses, verdict) => {
		for (const status of statuses)
			expect([status, decide(answer(status)).is]).toEqual([status, verdict]);
	});

	it.each([
		[true, 'unknown'],
		[false, 'notSent'],
	])('no answer, perhaps sent: %s → %s', (sent, verdict) => {
		expect(decide({ code: 'X', sent }).is).toBe(verdict);
	});
});
