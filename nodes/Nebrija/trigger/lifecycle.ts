import { NodeOperationError } from 'n8n-workflow';
import type { IHookFunctions } from 'n8n-workflow';

import { createWebhook, deleteWebhook, listWebhooks } from '../api/webhooks';
import type { Webhook } from '../api/webhooks';
import { findOurs, isSameAddress, provenRegistrations, readRegistration } from './registration';

/**
 * Our address, and what is stored of our own registration. One of another address is not ours to remove: it may be that
 * of the n8n this one is a copy of.
 */
function readOwn(hook: IHookFunctions) {
	const url = hook.getNodeWebhookUrl('default') ?? '';
	const data = hook.getWorkflowStaticData('node');
	const workflowId = String(hook.getWorkflow().id ?? '');
	const events = hook.getNodeParameter('events', []) as string[];
	const stored = readRegistration(data.registration, workflowId);
	const own = stored && isSameAddress(stored.url, url) ? stored : undefined;
	if (stored && !own) {
		hook.logger.warn(
			`Nebrija Call Trigger leaves the registration of ${stored.url} alone: the address of this n8n is ${url}. If nobody uses it any more, remove it in Nebrija AI.`,
		);
	}
	return { url, data, workflowId, events, own };
}

/** If stale static data bring back what was removed, nothing is known of its signatures. */
async function remove(hook: IHookFunctions, doing: string, { id }: Webhook): Promise<void> {
	if (!id) return;
	await deleteWebhook(hook, doing, id);
	provenRegistrations.delete(id);
}

/** Removes whatever stands for our address, and tries to remove our own also where the list does not show it. */
async function removeOurs(
	hook: IHookFunctions,
	doing: string,
	{ url, own }: { url: string; own?: Webhook },
): Promise<void> {
	const ours = findOurs(await listWebhooks(hook, doing), own, url);
	for (const webhook of ours) await remove(hook, doing, webhook);
	if (!own || ours.some(({ id }) => id === own.id)) return;
	await remove(hook, doing, own).catch(({ message }: Error) => hook.logger.warn(message));
}

/**
 * True if exactly our registration stands. A list that cannot be read is no answer: registering again would double every
 * event.
 */
export async function hasRegistration(hook: IHookFunctions): Promise<boolean> {
	const { url, own, events } = readOwn(hook);
	const doing = 'The registrations of this workflow could not be checked';
	const [first, ...others] = findOurs(await listWebhooks(hook, doing), own, url);
	if (!own || first?.id !== own.id || others.length > 0) return false;
	const { events: registered = own.events } = first;
	return [...registered].sort().join() === [...events].sort().join();
}

/**
 * Replaces whatever stands for our address by one registration whose secret we know. Undoes itself when that fails:
 * n8n then calls delete with a workflow loaded anew, which knows nothing of it (active-workflow-manager.js, addWebhooks).
 */
export async function register(hook: IHookFunctions): Promise<void> {
	const doing = 'This workflow could not be registered with Nebrija AI';
	const { url, data, workflowId, events, own } = readOwn(hook);
	if (events.length === 0) {
		throw new NodeOperationError(hook.getNode(), `${doing}. Choose at least one event.`);
	}
	await removeOurs(hook, doing, { url, own });
	delete data.registration;
	const description = `n8n: ${hook.getWorkflow().name ?? 'workflow'}`;
	const created = await createWebhook(hook, doing, { url, events, description });
	const { webhook, failure, mayStand } = created;
	if (!failure) {
		const { id, secret, createdAt } = webhook;
		data.registration = { id, secret, createdAt, url, events, workflowId };
		return;
	}
	try {
		if (webhook.id) await remove(hook, doing, webhook);
		else if (mayStand) await removeOurs(hook, doing, { url });
	} catch {
		const halfway = `${failure.message} What was registered halfway is replaced when you activate the workflow again.`;
		throw new NodeOperationError(hook.getNode(), halfway);
	}
	throw failure;
}

/**
 * Removes every registration of our address, and forgets id and secret only once it is gone, or an orphan would stay.
 * Where nothing is stored, a failure is no error: n8n also asks to remove what could not be registered, and would show
 * this message in place of the one that helps (test-webhooks.js, needsWebhook).
 */
export async function unregister(hook: IHookFunctions): Promise<void> {
	const doing = 'The registration of this workflow could not be removed from Nebrija AI';
	const { url, data, own } = readOwn(hook);
	await removeOurs(hook, doing, { url, own }).catch((error: Error) => {
		if (own) throw error;
		hook.logger.warn(error.message);
	});
	delete data.registration;
}
