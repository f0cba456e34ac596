import axios from 'axios';
import { setTimeout as sleep } from 'timers/promises';

import { assistants, type ByHand, type Call, specialNumbers } from '../simulator';
import { outputOf, until } from './n8nClient';
import { say } from './progress';
import { openStage, type Stage } from './stage';
import { after, everyTenSeconds, triggerWorkflow } from './triggerWorkflow';

const answered = '+34600111222';
const [silent] = Object.keys(specialNumbers).filter((n) => specialNumbers[n] === 'noAnswer');
const finished = 'call.finished';

/** Deliveries in the crowd, unless `DELIVERIES` names another number: each takes n8n about 0.1 s. */
const defaultTotal = 1_000;

let stage: Stage;
let workflowId: string;

beforeAll(async () => {
	stage = await openStage();
	const { delivery } = stage.simulator.options;
	// Each test says itself what is delivered.
	Object.assign(delivery, { copies: 0, timeoutMs: 120_000 });
});

afterEach(async () => {
	stage.simulator.faults.clear();
	await unpublish();
});

afterAll(async () => {
	await stage?.close();
});

const registration = () => stage.simulator.webhooks.registrations[0];
const count = async () => await stage.client.countExecutions(workflowId);

/** Delivers the end of a call to the registration, and returns the last answer. */
async function deliver(callId: string, byHand: ByHand = {}) {
	const { webhooks } = stage.simulator;
	return (await webhooks.deliver(registration().id, finished, callId, byHand)).status;
}

/** Publishes a workflow of the trigger that has proven nothing yet. */
async function publish(parameters: object = {}, next = [after]): Promise<void> {
	const workflow = triggerWorkflow('nebrijaCallTrigger', stage.credential, parameters, next);
	workflowId = await stage.client.activateWorkflow(workflow);
}

async function unpublish(): Promise<void> {
	await stage.client.unpublish(workflowId);
	await until(async () => (registration() ? undefined : true));
}

/** A call that was launched after the registration was made, and is over. */
async function endedCall(number = answered, assistantId = assistants[0].id): Promise<string> {
	const { url, token, clock } = stage.simulator;
	const headers = { authorization: `Bearer ${token}` };
	const body = { customer: { number }, assistantId };
	const { data } = await axios.post<Call>(`${url}/calls`, body, { headers });
	await clock.advance(3_600_000);
	return data.id;
}

/** The id of the call that an execution is about. */
async function calledIn(executionId: string): Promise<string> {
	const [told] = outputOf(await stage.client.execution(executionId), 'Trigger');
	return (told as { call: Call }).call.id;
}

test('half a surrogate pair as id starts no execution, not even a failed one', async () => {
	await publish();
	const surrogate = {
		forge: 'unsigned',
		rawBody: '{"event":"call.finished","id":"\\ud800"}',
	} as const;
	expect(await deliver('', surrogate)).toBe(401);
	expect(await count()).toBe(0);
	expect(await deliver(await endedCall())).toBe(200);
	expect(await deliver('', surrogate)).toBe(401);
	expect(await count()).toBe(1);
});

test('stale static data that bring an old registration back do not silence the trigger', async () => {
	await publish({}, [
		{
			name: 'Wait',
			type: 'n8n-nodes-base.wait',
			typeVersion: 1.1,
			parameters: { amount: 8, unit: 'seconds' },
		},
		{
			name: 'Count',
			type: 'n8n-nodes-base.code',
			typeVersion: 2,
			parameters: {
				jsCode:
					"const data = $getWorkflowStaticData('global');\ndata.n = (data.n ?? 0) + 1;\nreturn $input.all();",
			},
		},
	]);
	const old = registration();
	const stored = async () =>
		(await stage.client.staticData(workflowId))['node:Trigger'] as { registration: { id: string } };
	expect(await deliver(await endedCall())).toBe(200);
	await unpublish();
	await stage.client.publish(workflowId);
	expect(registration().id).not.toBe(old.id);
	expect((await stored()).registration.id).toBe(registration().id);
	expect((await stage.client.lastExecution(workflowId)).status).toBe('success');
	await until(async () => ((await stored()).registration.id === old.id ? true : undefined));

	const next = await endedCall();
	expect(await deliver(next)).toBe(200);
	expect(await count()).toBe(2);
	const execution = await stage.client.lastExecution(workflowId);
	expect(await calledIn(execution.id)).toBe(next);
	expect(outputOf(execution, 'Trigger')).toEqual([
		expect.not.objectContaining({ unverified: true }),
	]);
});

test.each([
	{ sender: 'that does not repeat', retries: 0, answers: [503] },
	{ sender: 'that repeats', retries: 5, answers: [503, 200] },
])(
	'an API that fails for six seconds, and a sender $sender: 503, then one execution',
	async ({ retries, answers }) => {
		await publish();
		const { faults, options, webhooks } = stage.simulator;
		options.delivery.retryDelayMs = 500;
		const callId = await endedCall();
		faults.add({
			match: { method: 'GET', path: '/calls/:id' },
			times: Infinity,
			fault: { kind: 'status', status: 500 },
		});
		const recovery = sleep(6_000).then(() => faults.clear());
		const before = webhooks.deliveries.length;
		const begin = Date.now();
		const delivering = deliver(callId, { forge: 'unsigned', retries });
		await until(async () => (webhooks.deliveries.length > before ? true : undefined));
		const answeredAfter = Date.now() - begin;
		expect(answeredAfter).toBeGreaterThan(3_500);
		expect(answeredAfter).toBeLessThan(6_000);
		expect(await count()).toBe(0);
		await Promise.all([delivering, recovery]);
		const statuses = webhooks.deliveries.slice(before).map(({ status }) => status);
		expect([...new Set(statuses)]).toEqual(answers);
		const { id } = await stage.client.lastExecution(workflowId);
		expect(await calledIn(id)).toBe(callId);
		expect(await deliver(callId, { forge: 'unsigned' })).toBe(200);
		expect(await count()).toBe(1);
	},
);

test('a call that Filters exclude leaves no execution', async () => {
	const [chosen, other] = assistants.map(({ id }) => id);
	await publish({ filters: { assistantIds: [chosen], outcomes: ['answered'] } });
	const excluded = [await endedCall(answered, other), await endedCall(silent, chosen)];
	for (const forge of ['unsigned', 'none'] as const) {
		for (const id of excluded) expect(await deliver(id, { forge })).toBe(200);
	}
	expect(await count()).toBe(0);
	const wanted = await endedCall(answered, chosen);
	expect(await deliver(wanted)).toBe(200);
	expect(await count()).toBe(1);
	expect(await calledIn((await stage.client.lastExecution(workflowId)).id)).toBe(wanted);
});

test('after a restart the trigger answers, and what is repeated starts one more execution and no third', async () => {
	await publish();
	const ids = [await endedCall(), await endedCall(), await endedCall()];
	const deliverAll = async () => await Promise.all(ids.map(async (id) => await deliver(id)));
	const taken = [200, 200, 200];
	expect(await deliverAll()).toEqual(taken);
	expect(await deliverAll()).toEqual(taken);
	expect(await count()).toBe(3);
	const { id } = registration();

	await stage.restart();
	expect(registration().id).toBe(id);
	const late = await endedCall();
	expect(
		await deliver(late, {
			forge: 'wrong-secret',
			rawBody: '{"event":"call.finished","id":"made-up"}',
		}),
	).toBe(401);
	expect(await deliver(late)).toBe(200);
	expect(await count()).toBe(4);
	for (let times = 0; times < 3; times++) expect(await deliverAll()).toEqual(taken);
	// The memory of deliveries lasts as long as the process, and the README says so.
	expect(await count()).toBe(7);
	expect(await deliver(ids[0], { forge: 'unsigned' })).toBe(200);
	expect(await deliver(await endedCall(), { forge: 'unsigned' })).toBe(401);
	expect(await count()).toBe(7);
});

test('a poll puts a call that has ended out, with its outcome, and nothing is lost with the static data of the workflow', async () => {
	const empty = {
		...{ name: 'Empty', type: 'n8n-nodes-base.code', typeVersion: 2 },
		parameters: {
			jsCode:
				"const data = $getWorkflowStaticData('global');\nfor (const key of Object.keys(data)) delete data[key];\nreturn $input.all();",
		},
	};
	workflowId = await stage.client.activateWorkflow(
		triggerWorkflow('nebrijaCallPollTrigger', stage.credential, everyTenSeconds, [empty]),
	);
	const callId = await endedCall(silent);
	await until(async () => ((await count()) > 0 ? true : undefined), 90_000);
	const execution = await stage.client.lastExecution(workflowId);
	expect(outputOf(execution, 'Trigger')).toEqual([
		{
			event: finished,
			outcome: 'noAnswer',
			call: expect.objectContaining({ id: callId, status: 'ended' }),
			receivedAt: expect.any(String),
		},
	]);
	expect((await stage.client.staticData(workflowId)).global).toEqual({});
	await stage.client.unpublish(workflowId);
	const missed = await endedCall();
	await stage.client.publish(workflowId);
	await until(async () => ((await count()) > 1 ? true : undefined), 90_000);
	const executions = await stage.client.executionsOf(workflowId);
	const told = await Promise.all(executions.map(async ({ id }) => await calledIn(id)));
	expect(told).toEqual([callId, missed]);
});

test('many deliveries, a tenth forged and a tenth repeated: exactly the genuine ones start executions', async () => {
	const total = Number(process.env.DELIVERIES ?? defaultTotal);
	const tenth = total / 10;
	const atOnce = 20;
	await publish();
	const { webhooks } = stage.simulator;
	const { id } = registration();
	const history = stage.simulator.seedCalls(tenth).map((call) => call.id);
	const genuine = stage.simulator.seedCalls(total - 2 * tenth).map((call) => call.id);
	const forgeries = ['unsigned', 'wrong-secret', 'changed-byte'] as const;
	const letters = [
		...genuine.map((callId) => ({ callId, forge: 'none' as const, status: 200 })),
		...history.map((known, place) => ({
			callId: place % 2 ? known : `made-up-${place}`,
			forge: forgeries[place % 3],
			status: 401,
		})),
	];
	// Spread evenly, and every repetition closely behind what it repeats.
	const mixed = letters
		.map((letter, place) => ({ letter, key: (place * 7_919) % letters.length }))
		.sort((one, other) => one.key - other.key)
		.flatMap(({ letter }) =>
			genuine.indexOf(letter.callId) % 8 === 0 ? [letter, letter] : [letter],
		);
	expect(mixed).toHaveLength(total);

	const begin = Date.now();
	// The first ones meet a cold n8n: a proof may outlast the sender, who then gets 503; what starts must be the same.
	let late = 0;
	const wrong: object[] = [];
	const waiting = [...mixed];
	const work = async () => {
		for (let letter = waiting.shift(); letter; letter = waiting.shift()) {
			const { callId, forge, status } = letter;
			const answer = await webhooks.deliver(id, finished, callId, { forge });
			if (answer.status === 503) late++;
			else if (answer.status !== status) wrong.push({ ...letter, answer: answer.status });
		}
	};
	await Promise.all(Array.from({ length: atOnce }, work));
	say(`${total} deliveries: ${((Date.now() - begin) / 1_000).toFixed(1)} s, ${late} of them 503`);
	expect(wrong).toEqual([]);
	expect(await count()).toBe(genuine.length);
	const newest = Number((await stage.client.lastExecution(workflowId)).id);
	const ids = genuine.map((_, place) => String(newest - place));
	const told: string[] = [];
	const ask = async () => {
		for (let next = ids.pop(); next; next = ids.pop()) told.push(await calledIn(next));
	};
	await Promise.all(Array.from({ length: 8 }, ask));
	expect(told.sort()).toEqual([...genuine].sort());
	expect(late).toBeLessThanOrEqual(atOnce);
});
