import type { NodeHint } from 'n8n-workflow';

const option = (name: string) => `$parameter["options"]?.["${name}"]`;
const isLaunch = '$parameter["operation"] === "launch"';
const spares = `["callNobody", "callTestNumber"].includes(${option('inTestRuns')})`;
const skips = `(${option('skipIfCalledWithin')} ?? 0) !== 0`;

/** Input items, as far as the editor knows them: n8n throws where the nodes before have not run. */
const count = '(() => { try { return $input.all().length; } catch { return 0; } })()';

const many = 10;

function hint(whenToDisplay: NodeHint['whenToDisplay'], message: string, ...conditions: string[]) {
	const displayCondition = `={{ ${[isLaunch, ...conditions].join(' && ')} }}`;
	return { message, displayCondition, whenToDisplay, location: 'outputPane' } satisfies NodeHint;
}

/** The words of a hint cannot count, so there is one for each size of the input. */
function callsPeople(least: number, most: number): NodeHint {
	const howMany =
		least === 0 ? '' : ` The input holds more than ${least.toLocaleString('en-US')} items.`;
	const message = `This test calls real people: the phone rings for each input item.${howMany} To call nobody, or your own phone instead, add the option 'In Test Runs'.`;
	const size = [`${count} >= ${least && least + 1}`, `${count} <= ${most}`];
	return { ...hint('beforeExecution', message, `!${spares}`, ...size), type: 'warning' };
}

/**
 * What the editor says beside the node before and after a run. A hint of a declarative node is text that is shown or
 * not: its words hold no numbers of the run, and its condition sees the fields and the input only.
 */
export const hints: NodeHint[] = [
	callsPeople(0, many),
	callsPeople(many, 100),
	callsPeople(100, 1000),
	callsPeople(1000, Number.MAX_SAFE_INTEGER),
	hint(
		'beforeExecution',
		"If you stop this run, n8n keeps nothing of it, and only Nebrija AI knows who was called. Then do not simply run it again: add the option 'Skip If Called Within (Minutes)' with more minutes than have passed. The new run calls only those who were not called.",
		`!${spares}`,
		`!(${skips})`,
		`${count} > ${many}`,
	),
	hint(
		'beforeExecution',
		"If one of several items cannot be called, nobody is called, unless 'On Error' in the settings of this node is one of the two ways to continue.",
		`${count} > 1`,
	),
	hint(
		'beforeExecution',
		"Waiting keeps this execution open until the last call has ended. For many calls, launch without 'Wait for End' and receive the results with the node 'Nebrija Call Trigger'.",
		`${option('waitForEnd')} === true`,
		`${count} > 1`,
	),
	hint(
		'afterExecution',
		"Executing this step or workflow again, or 'Debug in editor', calls everybody again: pin the output while you build. After a run that failed, press 'Retry' in Executions, which places no call again.",
		`!${spares}`,
	),
	hint(
		'afterExecution',
		"Items with 'notCalled' were not called on purpose. Their 'reason' says why.",
		`(${spares} || ${option('callingHours')} !== undefined)`,
	),
];
