import { createServer, type IncomingHttpHeaders } from 'node:http';
import { abTests, type Simulator } from '../simulator';
import { hangUp, listen } from '../simulator/listen';
import { agreeOn } from './confirming';
import { Line } from './line';
import { judge } from './questions';
import { everything, meet, ownNumber } from './stage';

const writesOf = ({ requests }: Simulator) =>
	requests.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`);

describe('What leaves without a flag', () => {
	/** Reads at a clock that stands still, and counts how long it was waited. */
	async function readAll(prepare?: (simulator: Simulator) => void) {
		const pauses: number[] = [];
		const timing = { now: Date.now, pause: async (ms: number) => void pauses.push(ms) };
		return { ...(await meet({}, { timing }, prepare)), pauses };
	}

	it('is 40 reads at most, one after the other and at a pace', async () => {
		const { simulator, pauses } = await readAll();
		expect(writesOf(simulator)).toEqual([]);
		expect(simulator.requests.length).toBeLessThanOrEqual(40);
		expect(simulator.mostAtOnce('GET', /.*/)).toBe(1);
		// The recording stands beside the API.
		expect(pauses).toEqual(simulator.requests.map(() => 250));
	});

	it('waits as long as a 429 asks for, and asks the same again', async () => {
		const fault = { kind: 'status', status: 429, headers: { 'retry-after': '7' } } as const;
		const { evidence, pauses } = await readAll(({ faults }) =>
			faults.add({ match: { path: '/assistants' }, fault }),
		);
		expect(pauses.filter((ms) => ms !== 250)).toEqual([7_000]);
		const findings = Object.entries(judge(evidence));
		const wrong = findings.filter(([, { verdict }]) => verdict === 'contradicted');
		expect(wrong).toEqual([
			['answer.rateLimit', { verdict: 'contradicted', seen: '429; retry-after: 7' }],
		]);
	});

	it.each([
		['POST', '/calls', []],
		['POST', '/calls', ['webhook']],
		['POST', '/webhooks', ['call']],
		['DELETE', '/webhooks/1', []],
		['POST', '/assistants', ['call', 'webhook']],
	] as const)('is no %s %s where only %j may be written', async (method, path, permits) => {
		let heard = 0;
		const server = createServer((_req, res) => {
			heard++;
			res.end('{}');
		});
		const baseUrl = `http://127.0.0.1:${await listen(server, 0)}`;
		const timing = { now: Date.now, pause: async () => {} };
		const line = new Line({ baseUrl, token: 'token', timing, permits: [...permits] });
		const problem = await line.write({ method, path, body: {} }).catch((error: Error) => error);
		await hangUp(server);
		expect(problem).toEqual(new Error(`${method} ${path} was not asked for.`));
		expect(heard).toBe(0);
	});
});

describe('With a flag', () => {
	it('--webhook only registrations are written, and none is left', async () => {
		const { simulator } = await meet({}, { webhook: { url: 'https://x.example/' } });
		const ids = /\/[0-9a-f-]{36}/;
		expect(writesOf(simulator).map((write) => write.replace(ids, ''))).toEqual([
			...['POST /webhooks', 'POST /webhooks', 'DELETE /webhooks', 'DELETE /webhooks'],
			...['DELETE /webhooks', 'DELETE /webhooks'],
		]);
		expect(simulator.webhooks.registrations).toEqual([]);
		expect(simulator.ringsByNumber()).toEqual({});
	});

	it('--call one call is placed, to the number named', async () => {
		const { simulator } = await meet({}, { call: everything.call });
		expect(writesOf(simulator)).toEqual(['POST /calls']);
		expect(simulator.ringsByNumber()).toEqual({ [ownNumber]: 1 });
		expect(simulator.calls[0].body).toEqual({
			customer: { number: ownNumber },
			testId: abTests[0].id,
		});
	});

	it.each(['reset', 'hang', 'status'] as const)(
		'--call one call is placed, also where its answer is lost: %s',
		async (kind) => {
			const limited = jest.spyOn(AbortSignal, 'timeout');
			const prepare = ({ faults }: Simulator) => {
				const fault = kind === 'status' ? { kind, status: 502 } : { kind };
				faults.add({ match: { method: 'POST' }, times: 9, fault: { ...fault, accept: true } });
				if (kind === 'hang') limited.mockImplementation(() => soon());
			};
			const { evidence, simulator } = await meet({}, { call: everything.call }, prepare);
			limited.mockRestore();
			expect(simulator.ringsByNumber()).toEqual({ [ownNumber]: 1 });
			expect(writesOf(simulator)).toEqual(['POST /calls']);
			expect(evidence.calling).toMatchObject({ looks: [] });
			expect(judge(evidence)['launch.status'].verdict).toBe('unseen');
		},
	);

	it.each([
		['no', 0],
		['', 0],
		['y', 1],
		['Yes ', 1],
	])('--call and the answer "%s" the phone rings %i times', async (answer, rings) => {
		const questions: string[] = [];
		const ask = async (question: string) => {
			questions.push(question);
			return answer;
		};
		const call = async (seen: Parameters<typeof agreeOn>[1]) =>
			await agreeOn({ number: ownNumber }, seen, ask);
		const { simulator } = await meet({}, { call });
		expect(simulator.rings(ownNumber)).toBe(rings);
		expect(questions).toEqual([
			expect.stringMatching(
				/^ONE real call .*\+34600111222, with the assistant "Asistente de Ventas".*\n.*0\.150 a minute/,
			),
		]);
	});
});

/** A time limit that ends every request to come after a moment long enough for all but one that hangs. */
const soon = () => {
	const limit = new AbortController();
	setTimeout(() => limit.abort(), 2_000).unref();
	return limit.signal;
};

describe('The token', () => {
	const heard: IncomingHttpHeaders[] = [];
	const stranger = createServer((req, res) => {
		heard.push(req.headers);
		res.end('[]');
	});
	let elsewhere: string;

	beforeAll(async () => {
		elsewhere = `http://127.0.0.1:${await listen(stranger, 0)}/`;
	});
	beforeEach(() => heard.splice(0));
	afterAll(async () => await hangUp(stranger));

	it('follows no redirect, which is reported', async () => {
		const { evidence } = await meet({}, {}, ({ faults }) => {
			const fault = { kind: 'redirect', status: 307, location: elsewhere } as const;
			faults.add({ times: Infinity, fault });
		});
		expect(heard).toEqual([]);
		expect(judge(evidence)['answer.redirect']).toMatchObject({ verdict: 'contradicted' });
	});

	it('does not go where a recording stands', async () => {
		await meet({}, {}, ({ faults }) => {
			const fields = { recordingUrl: `${elsewhere}a.mp3` };
			faults.add({ match: { path: '/calls/:id' }, times: 9, fault: { kind: 'merge', fields } });
		});
		expect(heard).toHaveLength(1);
		expect(JSON.stringify(heard)).not.toMatch(/authorization|simulator-token/i);
	});
});
