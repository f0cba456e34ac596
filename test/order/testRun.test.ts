import type { INodeParameters, WorkflowExecuteMode } from 'n8n-workflow';

import { whoIsCalled } from '../../nodes/Nebrija/order/testRun';
import type { RunKind, TestPolicy } from '../../nodes/Nebrija/order/testRun';
import { customers, launching, numberOf, useScene } from '../engine/scene';
import { launchMeets, refused } from '../launch/lostAnswers';

describe('Who is called', () => {
	it.each<[string, RunKind, TestPolicy, TestPolicy]>([
		['a production webhook', { mode: 'webhook', source: 'webhook' }, 'callNobody', 'call'],
		['a schedule', { mode: 'trigger', source: 'trigger' }, 'callTestNumber', 'call'],
		['a chat', { mode: 'chat' }, 'callNobody', 'call'],
		['the command line', { mode: 'cli' }, 'callNobody', 'call'],
		['the editor', { mode: 'manual', source: 'manual' }, 'callNobody', 'callNobody'],
		['the editor, as by default', { mode: 'manual', source: 'manual' }, 'call', 'call'],
		['the editor', { mode: 'manual' }, 'callTestNumber', 'callTestNumber'],
		['an evaluation, as by default', { mode: 'evaluation' }, 'call', 'callNobody'],
		['an evaluation', { mode: 'evaluation' }, 'callTestNumber', 'callTestNumber'],
		[
			'a sub-workflow of the editor',
			{ mode: 'integrated', rootMode: 'manual', source: 'integrated' },
			'callNobody',
			'callNobody',
		],
		[
			'a sub-workflow of an evaluation',
			{ mode: 'integrated', rootMode: 'evaluation' },
			'call',
			'callNobody',
		],
		[
			'a sub-workflow in production',
			{ mode: 'integrated', rootMode: 'webhook' },
			'callNobody',
			'call',
		],
		['a sub-workflow of an older n8n', { mode: 'integrated' }, 'callNobody', 'call'],
		['a retry of a test', { mode: 'retry', source: 'manual' }, 'callNobody', 'callNobody'],
		['a retry in production', { mode: 'retry', source: 'webhook' }, 'callNobody', 'call'],
		['a retry of an older n8n', { mode: 'retry' }, 'callNobody', 'call'],
	])('by %s (%j), with %s: %s', (_, kind, policy, who) => {
		expect(whoIsCalled(kind, policy)).toBe(who);
	});
});

const scene = useScene();
const mine = '+34911234567';
const run = async (options: INodeParameters, mode: WorkflowExecuteMode = 'manual', count = 3) =>
	await scene.run({ items: customers(count), parameters: launching({ options }), mode });
const rung = () => scene.simulator.ringsByNumber();

describe('In Test Runs', () => {
	it('calls the customers where the option is not set', async () => {
		await run({});
		expect(Object.keys(rung())).toHaveLength(3);
	});

	it('calls nobody in an evaluation where the option is not set', async () => {
		const { success } = await run({}, 'evaluation');
		expect(scene.simulator.requests).toEqual([]);
		expect(success.map(({ json }) => json.notCalled)).toEqual(['testRun', 'testRun', 'testRun']);
	});

	it('calls nobody, and shows what would be sent', async () => {
		const { success } = await run({ inTestRuns: 'callNobody' });
		expect(scene.simulator.requests).toEqual([]);
		expect(success.map(({ json }) => json)).toMatchObject(
			customers(3).map(({ phone }) => ({
				notCalled: 'testRun',
				testRun: true,
				customer: { number: phone },
				request: { customer: { number: phone } },
			})),
		);
		expect(JSON.stringify(success)).not.toContain(scene.simulator.token);
	});

	it('calls the test number once, and says instead of whom', async () => {
		const { success } = await run({ inTestRuns: 'callTestNumber', testNumber: mine });
		expect(rung()).toEqual({ [mine]: 1 });
		expect(success[0].json).toMatchObject({ testRun: true, insteadOf: numberOf(0) });
		expect(success.slice(1).map(({ json }) => json.notCalled)).toEqual(['testRun', 'testRun']);
	});

	it('calls the test number again in the next test, whatever is to be skipped', async () => {
		const options = {
			inTestRuns: 'callTestNumber',
			testNumber: mine,
			skipIfCalledWithin: 60,
			callEachNumberOnce: true,
		};
		await run(options);
		await run(options);
		expect(rung()).toEqual({ [mine]: 2 });
	});

	it('never counts a test call as one to the customer', async () => {
		await run({ inTestRuns: 'callTestNumber', testNumber: mine }, 'manual', 1);
		await run({ skipIfCalledWithin: 60 }, 'trigger', 1);
		expect(rung()).toEqual({ [mine]: 1, [numberOf(0)]: 1 });
	});

	it.each([
		['', /'Test Number' is empty/],
		['12', /has too few digits|no country code/],
	])('rings nothing with the test number %j', async (testNumber, message) => {
		const { error } = await run({ inTestRuns: 'callTestNumber', testNumber });
		expect(error?.message).toMatch(message);
		expect(scene.simulator.requests).toEqual([]);
	});

	it('calls nobody when a failed test is retried, in n8n that does not say what is retried', async () => {
		const parameters = launching({ options: { inTestRuns: 'callTestNumber', testNumber: mine } });
		const what = { items: customers(3), parameters };
		launchMeets(scene, refused);
		const failed = scene.mount({ ...what, mode: 'manual' });
		expect((await failed.run()).error).toBeDefined();
		const { execution } = failed;
		delete execution.executionData!.runtimeData;
		await scene.mount(what).retry(execution);
		expect(rung()).toEqual({ [mine]: 1 });
	});

	it('calls the customers when a failed production run is retried', async () => {
		const parameters = launching({ options: { inTestRuns: 'callNobody' } });
		const failed = scene.mount({ items: customers(3), parameters });
		launchMeets(scene, refused);
		await failed.run();
		await failed.retry();
		expect(Object.values(rung())).toEqual([1, 1, 1]);
	});

	it('changes nothing in production', async () => {
		await run({ inTestRuns: 'callNobody' }, 'trigger');
		expect(Object.keys(rung())).toHaveLength(3);
	});

	it('says no to a bad row all the same', async () => {
		const items = [{ phone: '12' }, ...customers(1)];
		const parameters = launching({ options: { inTestRuns: 'callNobody' } });
		const { error } = await scene.run({ items, parameters, mode: 'manual' });
		expect(error?.message).toMatch(/Nobody was called/);
	});
});
