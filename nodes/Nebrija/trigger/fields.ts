import type { INodeProperties, TriggerPanelDefinition } from 'n8n-workflow';

const reachable =
	'Nebrija AI calls n8n over the internet. An n8n on localhost or in a private network cannot be reached: run it behind a public https address (environment variable WEBHOOK_URL) or a tunnel, or use the node Nebrija Call Poll Trigger, which asks instead of being called.';

/** What the panel says before and after activation: which of the two addresses is registered when. */
export const triggerPanel: TriggerPanelDefinition = {
	header: 'Wait for Nebrija AI to report a call',
	executionsHelp: {
		inactive: `<b>While you build the workflow</b>, click "Execute step": the test address is registered with Nebrija AI until the first event or for two minutes. Then launch a call; its event starts one test run.<br /><br /><b>Once you are happy</b>, publish (activate) the workflow. The production address is registered then, every event starts an execution, and you find them in the executions list. Deactivating removes the registration.<br /><br />${reachable}`,
		active: `<b>While you build the workflow</b>, click "Execute step": the test address is registered beside the production address, so one event starts a test run and a production execution.<br /><br /><b>Production executions</b> run by themselves, since this workflow is active. You find them in the executions list.<br /><br />${reachable}`,
	},
	activationHint:
		'Publish (activate) the workflow to register its production address with Nebrija AI. You need not copy the address anywhere.',
};

const events: INodeProperties = {
	displayName: 'Events',
	name: 'events',
	type: 'multiOptions',
	required: true,
	default: ['call.finished', 'call.failed'],
	description: 'What starts the workflow',
	options: [
		{
			name: 'Call Failed',
			value: 'call.failed',
			description: 'A call could not be carried out',
		},
		{
			name: 'Call Finished',
			value: 'call.finished',
			description: 'A call is over: transcript, analysis and recording are there',
		},
		{ name: 'Call Started', value: 'call.started', description: 'A call has begun' },
	],
};

const notice: INodeProperties = {
	displayName: reachable,
	name: 'reachableNotice',
	type: 'notice',
	default: '',
};

const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	default: {},
	placeholder: 'Add Option',
	options: [
		{
			displayName: 'Read Back',
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
			default: false,
			description:
				'Whether to refuse deliveries without a signature. A wrong signature is always refused. Leave this off until you have seen in which header your account signs: it is not documented.',
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
	],
};

export const fields: INodeProperties[] = [notice, events, options];
