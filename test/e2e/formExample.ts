import axios from 'axios';
import formToCall from '../workflows/form-to-call.json';
import { outputOf, type Execution } from './n8nClient';
import type { Stage } from './stage';

/** Longer than any call of the simulator lasts here. */
const LONGEST_CALL_MS = 120_000;

export interface FormResult {
	/** Where the form is served. */
	url: string;
	execution: Execution;
	/** What the workflow's last node put out: the call after its end, or nothing if the workflow failed. */
	call: object | undefined;
}

/** Imports the example workflow "form → Launch Call → Get Call" and fills in its form once. */
export async function submitFormExample(stage: Stage, phoneNumber: string): Promise<FormResult> {
	const workflowId = await stage.client.activateWorkflow(formToCall);
	const url = `${stage.server.url}/form/call-me`;
	await axios.postForm(url, { 'field-0': phoneNumber, 'field-1': 'Lucía' });
	const execution = await stage.client.lastExecution(workflowId, LONGEST_CALL_MS);
	return { url, execution, call: outputOf(execution, 'Get Call')[0] };
}
