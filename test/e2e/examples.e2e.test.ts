import axios from 'axios';
import { setTimeout as sleep } from 'timers/promises';
import { type Call } from '../simulator';
import { clientOf } from '../simulator/client';
import abTestComparison from '../workflows/ab-test-comparison.json';
import agentWithAPhone from '../workflows/agent-with-a-phone.json';
import contactToCrm from '../workflows/contact-to-crm.json';
import callFinishedToTable from '../workflows/call-finished-to-table.json';
import formAtNight from '../workflows/form-at-night.json';
import formToEmail from '../workflows/form-to-email.json';
import newDealToCall from '../workflows/new-deal-to-call.json';
import overdueInvoices from '../workflows/overdue-invoices.json';
import waitWithoutWaiting from '../workflows/wait-without-waiting.json';
import { choose } from './choose';
import { ScriptedChatModel, type ChatRequest } from './examplesChatModel';
import { Mailbox } from './examplesMailbox';
import { outputOf, until, type Workflow } from './n8nClient';
import { openStage, type Stage } from './stage';
import { StandIn } from './standIn';
import { testWhere } from './testWhere';
import { chosenVersion } from './versions';

const HOUR_MS = 3_600_000;

/** For those that are started as in the editor. */
const callInTestRuns = { inTestRuns: 'call' };

let stage: Stage;
let mailbox: Mailbox;
let model: ScriptedChatModel;

beforeAll(async () => {
	stage = await openStage();
	stage.simulator.options.delivery.timeoutMs = 60_000;
	// The clock of the simulator is put forward here, and that of n8n is not: to it such a date would be a wrong one.
	stage.simulator.options.dateHeader = 'absent';
	mailbox = await Mailbox.open();
	model = await ScriptedChatModel.start();
	await stage.client.createCredential('SMTP account', 'smtp', mailbox.credential);
	await stage.client.createCredential('OpenAI account', 'openAiApi', model.credential);
});

afterAll(async () => {
	await stage?.close();
	await mailbox?.close();
	await model?.close();
});

const holds = async (condition: () => boolean) => await until(async () => condition() || undefined);

async function place(body: object): Promise<Call> {
	return (await clientOf(stage.simulator).post<Call>('/calls', body)).data;
}

test('A/B test comparison: one row for each variant, also where no test is chosen', async () => {
	const { simulator, client } = stage;
	const [{ id: testId }, { id: otherId }] = simulator.seed.abTests;
	for (const [number, minutes] of [
		['+34600202001', 1],
		['+34600202002', 2],
		['+34600000480', 0],
		['+34600202004', 3],
		['+34600202005', 2],
		['+34600000486', 0],
	] as const) {
		simulator.options.talkMs = minutes * 60_000;
		await place({ customer: { number }, testId });
	}
	await place({ customer: { number: '+34600202007' } });
	await simulator.clock.advance(HOUR_MS);
	simulator.seedCalls(3, { testId, minutesAgo: 8 * 24 * 60 });
	simulator.seedCalls(1, { testId: otherId });
	simulator.options.talkMs = HOUR_MS;
	await place({ customer: { number: '+34600202008' }, testId });

	const compare = async (workflow: Workflow) => {
		const id = await client.saveWorkflow(workflow);
		return outputOf(await client.runWorkflow(id, 'Every Monday'), 'Comparison');
	};
	const chosen = await compare(choose(abTestComparison, simulator));
	expect(chosen).toEqual([
		{ test: testId, variant: 'A', calls: 3, successPercent: 67, meanMinutes: 1, cost: 0.45 },
		{ test: testId, variant: 'B', calls: 3, successPercent: 67, meanMinutes: 1.67, cost: 0.75 },
	]);
	expect(await compare(abTestComparison)).toEqual([
		...chosen,
		expect.objectContaining({ test: otherId, calls: 1 }),
	]);
});

test('new deal: the phone rings once, also when the CRM reports the deal twice', async () => {
	const { simulator, client, server } = stage;
	const workflowId = await client.activateWorkflow(choose(newDealToCall, simulator));
	let known: string | undefined;
	const report = async (deal: object) => {
		await axios.post(`${server.url}/webhook/new-deal`, deal);
		const execution = await until(async () => {
			const last = await client.lastExecution(workflowId);
			return last.id === known ? undefined : last;
		});
		known = execution.id;
		return execution;
	};
	const deal = { deal: '1001', name: 'Lucía', phone: '600 303 001' };
	const first = await report(deal);
	const [{ id, body }] = simulator.calls.slice(-1);
	expect(outputOf(first, 'Called')).toEqual([{ deal: '1001', note: `Called: ${id}` }]);
	expect(body.variables).toEqual({ nombre: 'Lucía' });

	const second = await report(deal);
	expect(simulator.rings('+34600303001')).toBe(1);
	expect(outputOf(second, 'Called')).toEqual([{ deal: '1001', note: `Called already: ${id}` }]);

	const placed = simulator.calls.length;
	const third = await report({ deal: '1002', name: 'Mateo', phone: '112' });
	expect(outputOf(third, 'Not Called')).toEqual([
		{ deal: '1002', note: expect.stringMatching(/^Not called: .*emergency/i) },
	]);
	expect(simulator.calls).toHaveLength(placed);

	const match = { method: 'POST', path: '/calls' };
	simulator.faults.add({ match, fault: { kind: 'status', status: 500 } });
	const fourth = await report({ deal: '1003', name: 'Sofía', phone: '600 303 003' });
	expect(outputOf(fourth, 'Not Called')).toEqual([
		{ deal: '1003', note: expect.stringMatching(/^Not certain: .*may have been placed/) },
	]);
});

test('form: the result of the call comes by e-mail', async () => {
	const { simulator, client, server } = stage;
	const number = '+34600404001';
	await client.activateWorkflow(choose(formToEmail, simulator));
	const fillIn = async (phone: string, name: string) =>
		await axios.postForm(`${server.url}/form/call-me-and-mail`, {
			'field-0': phone,
			'field-1': name,
		});

	simulator.options.talkMs = 60_000;
	await fillIn('600 404 001', 'Lucía');
	await holds(() => simulator.rings(number) === 1);
	expect(mailbox.mails).toEqual([]);
	await simulator.clock.advance(HOUR_MS);
	await holds(() => mailbox.mails.length === 1);
	expect(mailbox.mails[0]).toMatchObject({
		to: 'sales@example.com',
		subject: 'Call to Lucía: ended',
	});
	expect(mailbox.mails[0].text.split(/\r?\n/)).toEqual([
		`Number: ${number}`,
		'Minutes: 1',
		'Result: The call was completed successfully.',
		'',
		expect.stringMatching(/^Asistente: Hola/),
	]);

	await fillIn('12', 'Mateo');
	await holds(() => mailbox.mails.length === 2);
	expect(mailbox.mails[1]).toMatchObject({
		subject: 'Not called: Mateo',
		text: expect.stringMatching(/^Number: 12\s+.*too few digits/),
	});
	expect(simulator.rings(number)).toBe(1);
});

test('overdue invoices: paced, one line each, and nobody is called on the second run', async () => {
	const { simulator, client } = stage;
	const rings = () =>
		['+34600101001', '+34600101002', '+34600101005'].map((number) => simulator.rings(number));
	const workflowId = await client.activateWorkflow(
		choose(overdueInvoices, simulator, callInTestRuns),
	);
	const before = simulator.requestsTo('POST', '/calls').length;

	const [first] = outputOf(await client.runWorkflow(workflowId, 'Every Morning'), 'Report');
	expect(first).toEqual({
		subject: 'Overdue invoices: 2 of 4 called',
		text: expect.stringMatching(
			/^2026-001 Lucía: called\n2026-002 Mateo: called\n2026-003 Lucía: called already\n2026-004 Sofía: not called: .+$/,
		),
	});
	expect(rings()).toEqual([1, 1, 0]);
	const starts = simulator
		.requestsTo('POST', '/calls')
		.slice(before)
		.map(({ at }) => at);
	expect(starts).toHaveLength(2);
	expect(starts[1] - starts[0]).toBeGreaterThan(2_900);

	const [second] = outputOf(await client.runWorkflow(workflowId, 'Every Morning'), 'Report');
	expect(second).toMatchObject({ subject: 'Overdue invoices: 0 of 4 called' });
	expect(rings()).toEqual([1, 1, 0]);
});

test('agent: the phone rings once, however often the model asks for the same call', async () => {
	const { simulator, client } = stage;
	const number = '+34600505001';
	const call = { tool: 'Call_Somebody', with: { phone: number, name: 'Lucía', topic: 'Familiar' } };
	const idsTold = ({ messages }: ChatRequest) =>
		messages.flatMap(({ role, content }) => (role === 'tool' ? [JSON.parse(content)[0].id] : []));
	model.script = [
		() => ({ calls: [call, call] }),
		() => ({ calls: [call] }),
		(request) => ({ calls: [{ tool: 'Read_a_Call', with: { call_id: idsTold(request)[0] } }] }),
		(request) => ({ says: `I have called Lucía: ${idsTold(request)[0]}` }),
	];
	const workflowId = await client.activateWorkflow(
		choose(agentWithAPhone, simulator, callInTestRuns),
	);
	const chatInput = `Call Lucía on ${number} and offer her the plan Familiar`;
	const chat = { sessionId: 'example', action: 'sendMessage', chatInput };
	const execution = await client.runWorkflow(workflowId, 'Chat', [chat]);

	const [placed] = simulator.calls.slice(-1);
	expect(simulator.rings(number)).toBe(1);
	expect(model.requests).toHaveLength(4);
	expect(idsTold(model.requests[3])).toEqual(Array(4).fill(placed.id));
	expect(outputOf(execution, 'Agent')).toEqual([{ output: `I have called Lucía: ${placed.id}` }]);
	expect(placed.body.variables).toEqual({ nombre: 'Lucía', plan: 'Familiar' });
});

const testOfTables = testWhere(chosenVersion().makesTables, 'action that makes a table');

testOfTables('every ended call: its transcript is stored in a table', async () => {
	const { simulator, client } = stage;
	const number = '+34600606001';
	await simulator.clock.advance(HOUR_MS);
	const workflowId = await client.activateWorkflow(callFinishedToTable);
	const { id } = await place({ customer: { number } });
	await simulator.clock.advance(HOUR_MS);
	const execution = await client.lastExecution(workflowId);
	expect(outputOf(execution, 'Row')).toMatchObject([
		{ callId: id, number, result: 'call.finished', transcript: expect.stringContaining('Hola') },
	]);
});

test('wait without waiting: the call is read until it is known what came of it', async () => {
	const { simulator, client, server } = stage;
	const number = '+34600707001';
	const example = withNodes(choose(waitWithoutWaiting, simulator), {
		Wait: { parameters: { resume: 'timeInterval', amount: 1, unit: 'seconds' } },
	});
	const workflowId = await client.activateWorkflow(example);
	const reads = () => simulator.requestsTo('GET', '/calls/:id').length;
	const before = reads();
	await axios.postForm(`${server.url}/form/call-me-and-wait`, {
		'field-0': '600 707 001',
		'field-1': 'Lucía',
	});
	await holds(() => reads() >= before + 2);
	await simulator.clock.advance(HOUR_MS);
	const execution = await client.lastExecution(workflowId);
	expect(outputOf(execution, 'Result')).toEqual([
		{
			...{ name: 'Lucía', phone: number, callId: simulator.calls.at(-1)?.id },
			...{ outcome: 'answered', transcript: expect.stringContaining('Hola') },
		},
	]);
	expect(simulator.rings(number)).toBe(1);
});

test('contact to CRM: the outcome is written on the contact, and who cannot be called becomes a task', async () => {
	const { simulator, client, server } = stage;
	const number = '+34600808001';
	const phone = { value: '600 808 001' };
	const contact = { vid: 4711, properties: { firstname: { value: 'Lucía' }, phone } };
	const crm = await StandIn.open({ Contact: contact });
	const webhook = { httpMethod: 'POST', path: 'contact', options: {} };
	const types = ['n8n-nodes-base.hubspot', 'n8n-nodes-base.googleSheets'];
	const example = withNodes(crm.replacing(choose(contactToCrm, simulator), types), {
		'New Contact': {
			...{ type: 'n8n-nodes-base.webhook', typeVersion: 2, credentials: {} },
			parameters: webhook,
		},
	});
	await client.activateWorkflow(example);
	const created = async () =>
		await axios.post(`${server.url}/webhook/contact`, { contactId: contact.vid });
	const sentBy = (name: string) =>
		crm.received.filter(({ node }) => node === name).map(({ fields }) => fields);

	await created();
	await holds(() => simulator.rings(number) === 1);
	await simulator.clock.advance(HOUR_MS);
	await holds(() => sentBy('Row in the Sheet').length === 1);
	const { id: callId } = simulator.calls.at(-1)!;
	expect(sentBy('Call on the Contact')).toMatchObject([
		{
			...{ status: 'COMPLETED', toNumber: number, contactIds: 4711, durationMilliseconds: 60_000 },
			body: expect.stringMatching(/^Outcome: answered\n\nAsistente: Hola/),
		},
	]);
	expect(sentBy('Row in the Sheet')).toMatchObject([
		{ contact: 4711, name: 'Lucía', phone: number, outcome: 'answered', callId },
	]);

	phone.value = '112';
	await created();
	await holds(() => sentBy('Task for a Person').length === 1);
	expect(sentBy('Task for a Person')).toMatchObject([
		{ subject: 'Not called: Lucía', body: expect.stringMatching(/emergency/), contactIds: 4711 },
	]);
	expect(simulator.rings(number)).toBe(1);
	await crm.close();
});

/** The workflow with other settings of these nodes. */
function withNodes(workflow: Workflow, changes: Record<string, object>): Workflow {
	const nodes = workflow.nodes as Array<{ name: string }>;
	return { ...workflow, nodes: nodes.map((node) => ({ ...node, ...changes[node.name] })) };
}

test('form at night: once its hours begin, the phone rings once for two forms', async () => {
	const { simulator, client, server } = stage;
	const number = '+34600909001';
	// n8n keeps a wait of less than 65 seconds in its memory; this one is stored, as a night would be.
	const opening = Math.ceil((Date.now() + 75_000) / 60_000) * 60_000;
	const workflow = choose(formAtNight, simulator, hoursFrom(opening));
	const workflowId = await client.activateWorkflow(workflow);
	const inState = async (state: string) =>
		await until(async () => {
			const all = await client.executionsOf(workflowId);
			return all.every(({ status }) => status === state) && all.length === 2 ? all : undefined;
		});
	const answers = { 'field-0': number, 'field-1': 'Lucía' };
	await axios.postForm(`${server.url}/form/call-me-by-day`, answers);
	await axios.postForm(`${server.url}/form/call-me-by-day`, answers);
	await inState('waiting');
	expect(simulator.rings(number)).toBe(0);

	await sleep(opening - Date.now());
	const executions = await inState('success');
	const ends = await Promise.all(executions.map(async ({ id }) => await client.execution(id)));
	const [placed, ...more] = simulator.calls.filter(({ body }) => body.customer.number === number);
	expect(more).toEqual([]);
	expect(simulator.rings(number)).toBe(1);
	expect(placed.body.variables).toEqual({ nombre: 'Lucía' });
	const results = ends.flatMap((end) => outputOf(end, 'Result')) as Array<{ result: string }>;
	expect(results.map(({ result }) => result).sort()).toEqual([
		`Called already: ${placed.id}`,
		`Called: ${placed.id}`,
	]);
	for (const { data } of ends) {
		const [first] = data.resultData.runData['Launch Call'];
		expect(first.data?.main[0]?.[0].json).toMatchObject({
			notCalled: 'outsideCallingHours',
			callableFrom: new Date(opening).toISOString(),
		});
	}
});

test('form at night: tried out, it says at once that nobody is called', async () => {
	const { simulator, client } = stage;
	const workflowId = await client.saveWorkflow(choose(formAtNight, simulator));
	const tried = [{ 'Phone number': '600 909 002', Name: 'Lucía' }];
	const execution = await client.runWorkflow(workflowId, 'Form', tried);
	expect(outputOf(execution, 'Result')).toEqual([
		{ name: 'Lucía', result: expect.stringMatching(/^Not called: This is a test run/) },
	]);
	expect(simulator.rings('+34600909002')).toBe(0);
});

/** Hours of every day that begin at this moment, in a time zone where it is about noon then. */
function hoursFrom(opening: number) {
	const ahead = 12 - new Date(opening).getUTCHours();
	const from = new Date(opening + ahead * HOUR_MS).toISOString().slice(11, 16);
	const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
	return {
		callingHours: { window: { from, until: '24:00', days } },
		numberTimeZone: `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`,
	};
}
