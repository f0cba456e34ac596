import { assistants, type Simulator, startSimulator } from '../simulator';
import { startPractice } from './practice';
import { type Around, run } from './run';

/** Runs the command as from a shell, and gives back what it prints, writes and ends with. */
async function runs(args: string[], around: Partial<Around> = {}) {
	const [printed, files]: [string[], Record<string, string>] = [[], {}];
	const code = await run(args, {
		...{ env: {}, isTerminal: false, say: (line) => printed.push(line) },
		write: (file, text) => (files[file] = text),
		...around,
	});
	return { code, printed: printed.join('\n'), files };
}

const report = 'nebrija-api-report.md';
let simulator: Simulator | undefined;

afterEach(async () => {
	await simulator?.close();
	simulator = undefined;
});

describe('The command', () => {
	it('ends with 0 at the documented simulator and writes its report', async () => {
		const { code, printed, files } = await runs(['--simulator', '--report', 'here.md']);
		expect(printed).toMatch(/\n\d+ confirmed, 0 contradicted, \d+ unseen\.\n/);
		expect(files['here.md']).toContain('| list.order | GET /calls begins with the call that');
		expect([code, Object.keys(files)]).toEqual([0, ['here.md']]);
	});

	it('ends with 1 at another, and leads to the file and to the matrix', async () => {
		const args = [
			'--simulator',
			'signed-in-base64',
			'--receive',
			'--call',
			'+34 600 111 222',
			'--yes',
		];
		const { code, printed, files } = await runs(args);
		for (const text of [printed, files[report]]) {
			expect(text).toContain('delivery.signature: held by nodes/Nebrija/trigger/signature.ts');
			expect(text).toContain(
				'--personality NAME, with the one that was seen: signed-sha256-prefix,',
			);
			expect(text).toMatch(/ in the list: status "initiated", a start\n/);
			expect(text).toMatch(/ 1 contradicted, 0 unseen/);
		}
		expect(code).toBe(1);
	});

	const nowhere = { NEBRIJA_API_TOKEN: 'token', NEBRIJA_BASE_URL: 'http://127.0.0.1:9/' };
	const plain = { ...nowhere, NEBRIJA_BASE_URL: 'http://x.example/' };

	it.each<[string, string[], Around['env']]>([
		['NEBRIJA_API_TOKEN holds no token', [], {}],
		['Nobody answered (ECONNREFUSED)', [], nowhere],
		['would send your API token unencrypted', [], plain],
		['"nobody" means nothing here', ['nobody'], nowhere],
		['There is no personality "nobody"', ['--simulator', 'nobody'], {}],
		["Unknown option '--token'", ['--token', 'x'], nowhere],
		['--receive needs --webhook', ['--receive'], nowhere],
		['--webhook needs an https address', ['--webhook', 'http://x.example'], nowhere],
		['--call needs a terminal to ask at, or --yes', ['--call', '+34600111222'], nowhere],
		['"600111222" has no country code', ['--call', '600111222', '--yes'], nowhere],
		['is a premium-rate number', ['--call', '+34803123456', '--yes'], nowhere],
	])('ends with 2 and says: %s', async (problem, args, env) => {
		const { code, printed, files } = await runs(args, { env });
		expect(printed).toContain(problem);
		expect([code, files]).toEqual([2, {}]);
	});

	it('ends with 2 where the token is not accepted, or something else answers', async () => {
		simulator = await startSimulator({ validate: false });
		const env = { NEBRIJA_API_TOKEN: 'wrong', NEBRIJA_BASE_URL: simulator.url };
		const refused = await runs([], { env });
		simulator.faults.add({ fault: { kind: 'html', status: 200 } });
		const page = await runs([], { env });
		expect([refused.code, page.code]).toEqual([2, 2]);
		expect(refused.printed).toContain('The token was not accepted (401)');
		expect(page.printed).toContain('answered with 200 and no JSON: this is not the API');
	});

	it('says how it is used', async () => {
		expect(await runs(['--help'])).toMatchObject({
			...{ code: 0, files: {} },
			printed: expect.stringContaining('--webhook https://'),
		});
	});
});

describe('The report of an account with people in it', () => {
	const person = {
		name: 'Consolación Quevedo',
		email: 'consolacion@correo.example',
		number: '+34612987654',
		transcript: 'Agente: ¿Hablo con Consolación? Cliente: Sí, mi tarjeta es 4111 1111 1111 1111.',
		summary: 'Consolación pide que la llamen al 612 98 76 54.',
		endedReason: 'Consolación Quevedo colgó.',
	};
	const token = 'nbr_live_9f8e7d6c5b4a';
	const callId = 'call-7Kq2mZxP9rT4';
	const own = '+34655443322';
	const address = 'https://consolacion.tunnel.example/';

	function peopled({ faults }: Simulator): void {
		const { name, email, number, transcript, summary, endedReason } = person;
		const call = {
			...{ transcript, endedReason, customer: { number, name, email, [name]: number } },
			...{ analysis: { summary, [name]: email }, agentName: name, [number]: name },
			...{ transferDestination: { department: name, phoneNumber: number }, note: summary },
		};
		const config = { firstMessage: transcript };
		const entry = { name, description: summary, label: name, id: callId, number, config };
		const message = `${name}: Bearer ${token} knows no such call`;
		const refusal = { kind: 'status', status: 404, body: { message, traceId: callId } } as const;
		const always = (path: string | RegExp, fields: object) => {
			const fault = { kind: 'merge', fields: fields as Record<string, unknown> } as const;
			faults.add({ match: { method: 'GET', path }, times: Infinity, fault });
		};
		faults.add({ match: { path: '/calls/no-such-call' }, times: Infinity, fault: refusal });
		always(/^\/calls/, call);
		always(/^\/(assistants|ab-tests|phone-numbers)/, entry);
	}

	it('holds no number, name, text, secret, token or whole id', async () => {
		const practice = await startPractice({ validate: false, token });
		const { timing } = practice;
		({ simulator } = practice);
		peopled(simulator);
		const secrets: string[] = [];
		const register = simulator.webhooks.register.bind(simulator.webhooks);
		jest.spyOn(simulator.webhooks, 'register').mockImplementation((wanted) => {
			const registration = register(wanted);
			secrets.push(registration.secret);
			return registration;
		});
		const { files, printed } = await runs(
			['--webhook', address, '--call', own, '--assistant', assistants[0].id, '--yes'],
			{ env: { NEBRIJA_API_TOKEN: `Bearer ${token}`, NEBRIJA_BASE_URL: simulator.url }, timing },
		);
		expect(simulator.rings(own)).toBe(1);
		const ids = simulator.requests.flatMap(({ path }) => /[0-9a-f-]{36}/.exec(path)?.[0] ?? []);
		const personal = [
			...Object.values(person).flatMap((text) => [text, ...text.split(/[\s.,:?¿]+/)]),
			...[own, own.slice(3), person.number.slice(3), '612 98 76 54', '4111', 'tunnel.example'],
			...[token, callId, ...secrets, ...ids, ...simulator.calls.map(({ id }) => id)],
		].filter((text) => text.length > 3);
		expect(secrets).toHaveLength(2);
		expect(ids.length).toBeGreaterThan(5);
		for (const text of [files[report], printed]) {
			expect(text.length).toBeGreaterThan(3_000);
			expect(personal.filter((each) => text.includes(each))).toEqual([]);
			expect(text).not.toMatch(/\d{7}|@correo|whsec_\w/);
		}
	});
});
