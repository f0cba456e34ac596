import type { INodeProperties, TriggerPanelDefinition } from 'n8n-workflow';

import { eventsField, filtersField, optionsField } from '../event/fields';

/** What the panel says before and after activation: which of the two addresses is registered when. */
export const triggerPanel: TriggerPanelDefinition = {
	header: 'Wait for Nebrija AI to report a call',
	executionsHelp: {
		inactive:
			"<b>While you build the workflow</b>, click 'Execute step': the test address is registered with Nebrija AI until the first event or for two minutes. Then launch a call; its event starts one test run.<br /><br /><b>Once you are happy</b>, publish (activate) the workflow. The production address is registered then, every event starts an execution, and you find them in the executions list. Deactivating removes the registration.",
		active:
			"<b>While you build the workflow</b>, click 'Execute step': the test address is registered beside the production address, so one event starts a test run and a production execution.<br /><br /><b>Production executions</b> run by themselves, since this workflow is active. You find them in the executions list.",
	},
	activationHint:
		'Publish (activate) the workflow to register its production address with Nebrija AI. You need not copy the address anywhere.',
};

const notice: INodeProperties = {
	displayName:
		"Nebrija AI calls n8n over the internet. An n8n on localhost or in a private network cannot be reached: run it behind a public https address (environment variable WEBHOOK_URL) or a tunnel, or use the node 'Nebrija Call Poll Trigger'. What is reported while n8n is down may be lost. Do not put both triggers into one workflow: every call would start it twice.",
	name: 'reachableNotice',
	type: 'notice',
	default: '',
};

export const fields: INodeProperties[] = [
	notice,
	eventsField([
		{
			name: 'Call Failed',
			value: 'call.failed',
			description: 'A call could not be carried out',
		},
		{
			name: 'Call Finished',
			value: 'call.finished',
			description: 'A call is over, answered or not: the outcome says what came of it',
		},
		{ name: 'Call Started', value: 'call.started', description: 'A call has begun' },
	]),
	filtersField,
	optionsField([
		{
			displayName: 'Read Call From API',
			name: 'readBack',
			type: 'boolean',
			default: true,
			description:
				'Whether to read the call from Nebrija AI with your credential and output that, so that a forged delivery cannot put anything into your workflow. When off, the delivery itself is output, and only signed deliveries are accepted.',
		},
		{
			displayName: 'Require Signature',
			name: 'requireSignature',
			type: 'boolean',
			default: true,
			description:
				'Whether to refuse deliveries without a genuine signature from the first one on. When off, this begins with the first genuine signature; until then, deliveries are checked by reading their call.',
		},
		{
			displayName: 'Signature Header',
			name: 'signatureHeader',
			type: 'string',
			default: '',
			placeholder: 'e.g. X-Nebrija-Signature',
			description:
				'The header that holds the signature. When empty, the names in use for such signatures are tried.',
		},
	]),
];
