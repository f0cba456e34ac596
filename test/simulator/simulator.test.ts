import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import axios from 'axios';
import { clientOf } from './client';
import { eventually } from './eventually';
import { personalities, startSimulator } from '.';

const number = '+34600111222';
const document = join(__dirname, 'openapi.yaml');
const byHand = ['--import', 'tsx', join(__dirname, 'main.ts'), '--port', '0'];

async function withDocument(
	change: (text: string) => string,
	use: (path: string) => Promise<void>,
) {
	const folder = await mkdtemp(join(tmpdir(), 'document-'));
	const path = join(folder, 'openapi.yaml');
	await writeFile(path, change(await readFile(document, 'utf8')));
	await use(path).finally(() => rm(folder, { recursive: true }));
}

describe('the OpenAPI document', () => {
	it('is refused at the start when it is broken', async () => {
		const complaint = jest.spyOn(console, 'error').mockImplementation(() => undefined);
		const broken = (text: string) => text.replace('operationId: listCalls', 'operationId: [1]');
		await withDocument(broken, async (path) => {
			await expect(startSimulator({ document: path })).rejects.toThrow(/invalid/);
		});
		complaint.mockRestore();
	});

	it('catches an answer of the simulator that does not conform', async () => {
		const stricter = (text: string) => text.replace('[initiated, in-progress,', '[in-progress,');
		await withDocument(stricter, async (path) => {
			const simulator = await startSimulator({ document: path });
			const { status } = await clientOf(simulator).post('/calls', { customer: { number } });
			await simulator.close();
			expect(status).toBe(500);
			expect(simulator.violations).toMatchObject([{ method: 'POST', path: '/calls', status: 500 }]);
		});
	});

	it('marks how sure every endpoint and every schema is', async () => {
		const text = await readFile(document, 'utf8');
		const allowed = ['documented', 'example', 'title', 'third-party', 'inferred', 'unknown'];
		const marks = [...text.matchAll(/x-certainty: ([\w-]+)/g)].map(([, mark]) => mark);
		const operations = text.match(/operationId: \w+\n( +summary: .*\n)? +x-certainty:/g) ?? [];
		expect(operations).toHaveLength(text.match(/operationId:/g)?.length ?? NaN);
		expect(marks.filter((mark) => !allowed.includes(mark))).toEqual([]);
	});

	it('is left aside when nothing is to be validated', async () => {
		const simulator = await startSimulator({ validate: false, document: '/nowhere' });
		const http = clientOf(simulator);
		expect((await http.post('/calls', { customer: { number } })).status).toBe(200);
		expect((await http.post('/calls', { customer: { number: '600' } })).status).toBe(422);
		expect((await http.get('/calls?limit=1')).data).toHaveLength(1);
		expect((await http.get('/calls', { headers: { authorization: '' } })).status).toBe(401);
		expect((await http.get('/nothing')).status).toBe(404);
		await simulator.close();
	});
});

describe('the server', () => {
	it('says in a sentence that the port is taken', async () => {
		const first = await startSimulator({ validate: false });
		const port = Number(new URL(first.url).port);
		await expect(startSimulator({ port, validate: false })).rejects.toThrow(
			`The simulator cannot use port ${port}: something else listens there.`,
		);
		await first.close();
	});

	it('ends hanging connections when it closes', async () => {
		const simulator = await startSimulator({ validate: false });
		simulator.faults.add({ fault: { kind: 'hang' } });
		const hanging = clientOf(simulator)
			.get('/calls')
			.catch((error: { code?: string }) => error.code);
		await eventually(() => simulator.requests[0]?.status === 'hang');
		await simulator.close();
		expect(await hanging).toBe('ECONNRESET');
		await expect(axios.get(simulator.url)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
	});

	it('has its levers over HTTP as well', async () => {
		const simulator = await startSimulator({ validate: false, ringMs: 1_000, talkMs: 1_000 });
		const http = clientOf(simulator);
		const levers = axios.create({ baseURL: `${simulator.origin}/simulator` });
		const fault = { kind: 'status', status: 500 };
		await levers.post('/faults', { match: { method: 'POST' }, times: null, fault });
		expect((await http.post('/calls', { customer: { number } })).status).toBe(500);
		expect((await http.post('/calls', { customer: { number } })).status).toBe(500);
		await levers.delete('/faults');
		const { data } = await http.post('/calls', { customer: { number } });
		await levers.post('/clock', { advanceMs: 2_000 });
		expect((await http.get(`/calls/${data.id}`)).data.status).toBe('ended');
		expect((await levers.get('/rings')).data).toEqual({ [number]: 1 });
		expect((await levers.get('/requests')).data).toHaveLength(4);
		expect((await levers.get('/deliveries')).data).toEqual([]);
		await simulator.close();
	});

	it('runs by hand until it is interrupted', async () => {
		const run = spawn(process.execPath, [...byHand, '--personality', 'lists-under-data'], {
			stdio: ['ignore', 'pipe', 'inherit'],
		});
		let said = '';
		for await (const chunk of run.stdout) {
			said += chunk;
			if (said.includes('Ctrl-C')) break;
		}
		const [, curl] = /(curl -X POST[^]+?})'/.exec(said) ?? [];
		const url = /at (\S+)/.exec(said)?.[1] ?? '';
		const authorization = `Bearer ${/Token: (\S+)/.exec(said)?.[1]}`;
		expect(said).toContain('Personality: lists-under-data. Every list stands under "data".');
		expect(curl).toContain(`${url}/calls`);
		expect((await axios.get(url, { validateStatus: () => true })).status).toBe(401);
		expect((await axios.get(`${url}/calls`, { headers: { authorization } })).data).toEqual({
			data: expect.any(Array),
		});
		const ended = once(run, 'exit');
		run.kill('SIGINT');
		expect(await ended).toEqual([0, null]);
	});

	it('lists its personalities by hand, and names them to whoever asks for another', async () => {
		const run = async (...flags: string[]) =>
			await promisify(execFile)(process.execPath, [...byHand, ...flags]);
		const { stdout } = await run('--list');
		const lines = personalities.map(({ name, standsFor }) => `${name} ${standsFor}`);
		expect(stdout.trim().split(/\n/)).toEqual(
			lines.map((line) => expect.stringMatching(new RegExp(line.replace(/\W+/g, '\\W+')))),
		);
		await expect(run('--personality', 'nobody')).rejects.toMatchObject({
			code: 1,
			stderr: expect.stringMatching(
				/^There is no personality "nobody". There are: documented, .*\n$/,
			),
		});
	});
});
