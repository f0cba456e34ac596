import { NodeOperationError } from 'n8n-workflow';
import type { IHookFunctions } from 'n8n-workflow';

import { findOurs, isRegistered, readStored } from './registration';
import type { Listed } from './registration';

/** The registrations on the platform's side. Every verb rejects with a message for the user that begins with `doing`. */
export interface Registrations {
	list(doing: string): Promise<Listed[]>;
	create(
		doing: string,
		wanted: { url: string; events: string[]; description: string },
	): Promise<{ webhook: { id?: string; secret?: string }; failure?: Error; mayStand: boolean }>;
	remove(doing: string, id: string): Promise<void>;
}

function readSituation(hook: IHookFunctions) {
	const url = hook.getNodeWebhookUrl('default') ?? '';
	const events = hook.getNodeParameter('events', []) as string[];
	const data = hook.getWorkflowStaticData('node');
	const workflowId = String(hook.getWorkflow().id ?? '');
	const stored = readStored(data.registration, workflowId);
	return { wanted: { url, events }, data, workflowId, stored };
}

async function removeAll(registrations: Registrations, doing: string, listed: Listed[]) {
	for (const { id } of listed) if (id) await registrations.remove(doing, id);
}

/** True if exactly our registration stands. A list that cannot be read is no answer: registering again would double every event. */
export async function hasRegistration(
	hook: IHookFunctions,
	registrations: Registrations,
): Promise<boolean> {
	const { wanted, stored } = readSituation(hook);
	const doing = 'The registrations of this workflow could not be checked';
	return isRegistered(await registrations.list(doing), stored, wanted);
}

/**
 * Replaces whatever stands for our address by one registration whose secret we know. Undoes itself when that fails:
 * n8n then calls delete with a workflow loaded anew, which knows nothing of it (active-workflow-manager.js, addWebhooks).
 */
export async function register(hook: IHookFunctions, registrations: Registrations): Promise<void> {
	const doing = 'This workflow could not be registered with Nebrija AI';
	const { wanted, data, workflowId, stored } = readSituation(hook);
	if (wanted.events.length === 0) {
		throw new NodeOperationError(hook.getNode(), `${doing}. Choose at least one event.`);
	}
	const removeOurs = async () => {
		const ours = findOurs(await registrations.list(doing), stored, wanted.url);
		await removeAll(registrations, doing, ours);
	};
	await removeOurs();
	delete data.registration;
	const description = `n8n: ${hook.getWorkflow().name ?? 'workflow'}`;
	const { webhook, failure, mayStand } = await registrations.create(doing, {
		...wanted,
		description,
	});
	const { id, secret } = webhook;
	if (!failure && id && secret) {
		data.registration = { id, secret, ...wanted, workflowId };
		return;
	}
	const reason = failure?.message ?? doing;
	try {
		if (id) await registrations.remove(doing, id);
		else if (mayStand) await removeOurs();
	} catch {
		const halfway = `${reason} What was registered halfway is replaced when you activate the workflow again.`;
		throw new NodeOperationError(hook.getNode(), halfway);
	}
	throw failure ?? new NodeOperationError(hook.getNode(), reason);
}

/** Removes our registration, and forgets id and secret only once it is gone, or an orphan would stay. */
export async function unregister(
	hook: IHookFunctions,
	registrations: Registrations,
): Promise<void> {
	const doing = 'The registration of this workflow could not be removed from Nebrija AI';
	const { wanted, data, stored } = readSituation(hook);
	const ours = stored ? [stored] : findOurs(await registrations.list(doing), stored, wanted.url);
	await removeAll(registrations, doing, ours);
	delete data.registration;
}
