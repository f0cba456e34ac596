import { NodeOperationError } from 'n8n-workflow';
import type { IHookFunctions } from 'n8n-workflow';

import { createWebhook, deleteWebhook, listWebhooks } from '../api/webhooks';
import type { Webhook } from '../api/webhooks';
import {
	findOurs,
	isRegistered,
	isSameAddress,
	provenRegistrations,
	readRegistration,
} from './registration';

function readSituation(hook: IHookFunctions) {
	const url = hook.getNodeWebhookUrl('default') ?? '';
	const events = hook.getNodeParameter('events', []) as string[];
	const data = hook.getWorkflowStaticData('node');
	const workflowId = String(hook.getWorkflow().id ?? '');
	const stored = readRegistration(data.registration, workflowId);
	return { wanted: { url, events }, data, workflowId, stored };
}

/** If stale static data bring back what was removed, nothing is known of its signatures. */
async function removeAll(hook: IHookFunctions, doing: string, webhooks: Webhook[]): Promise<void> {
	for (const { id } of webhooks) {
		if (!id) continue;
		await deleteWebhook(hook, doing, id);
		provenRegistrations.delete(id);
	}
}

/** True if exactly our registration stands. A list that cannot be read is no answer: registering again would double every event. */
export async function hasRegistration(hook: IHookFunctions): Promise<boolean> {
	const { wanted, stored } = readSituation(hook);
	const doing = 'The registrations of this workflow could not be checked';
	return isRegistered(await listWebhooks(hook, doing), stored, wanted);
}

/** One of another address is not ours to remove: it may be that of the n8n this one is a copy of. */
function leaveAlone(hook: IHookFunctions, { wanted, stored }: ReturnType<typeof readSituation>) {
	if (!stored || isSameAddress(stored.url, wanted.url)) return;
	hook.logger.warn(
		`Nebrija Call Trigger leaves the registration of ${stored.url} alone: the address of this n8n is ${wanted.url}. If nobody uses it any more, remove it in Nebrija AI.`,
	);
}

/**
 * Replaces whatever stands for our address by one registration whose secret we know. Undoes itself when that fails:
 * n8n then calls delete with a workflow loaded anew, which knows nothing of it (active-workflow-manager.js, addWebhooks).
 */
export async function register(hook: IHookFunctions): Promise<void> {
	const doing = 'This workflow could not be registered with Nebrija AI';
	const situation = readSituation(hook);
	const { wanted, data, workflowId, stored } = situation;
	if (wanted.events.length === 0) {
		throw new NodeOperationError(hook.getNode(), `${doing}. Choose at least one event.`);
	}
	const removeOurs = async () => {
		const ours = findOurs(await listWebhooks(hook, doing), stored, wanted.url);
		await removeAll(hook, doing, ours);
	};
	leaveAlone(hook, situation);
	await removeOurs();
	delete data.registration;
	const description = `n8n: ${hook.getWorkflow().name ?? 'workflow'}`;
	const { webhook, failure, mayStand } = await createWebhook(hook, doing, {
		...wanted,
		description,
	});
	const { id, secret, createdAt } = webhook;
	if (!failure) {
		data.registration = { id, secret, createdAt, ...wanted, workflowId };
		return;
	}
	try {
		if (id) await deleteWebhook(hook, doing, id);
		else if (mayStand) await removeOurs();
	} catch {
		const halfway = `${failure.message} What was registered halfway is replaced when you activate the workflow again.`;
		throw new NodeOperationError(hook.getNode(), halfway);
	}
	throw failure;
}

/**
 * Removes every registration of our address, and forgets id and secret only once it is gone, or an orphan would stay.
 * Where nothing is stored, a list that cannot be read is no error: n8n also asks to remove what could not be registered,
 * and would show this message in place of the one that helps (test-webhooks.js, needsWebhook).
 */
export async function unregister(hook: IHookFunctions): Promise<void> {
	const doing = 'The registration of this workflow could not be removed from Nebrija AI';
	const situation = readSituation(hook);
	const { wanted, data, stored } = situation;
	leaveAlone(hook, situation);
	const own = stored && isSameAddress(stored.url, wanted.url) ? stored : undefined;
	const listed = await listWebhooks(hook, doing).catch((error: Error) => {
		if (own) throw error;
		hook.logger.warn(error.message);
		return [];
	});
	const unlisted = own && !listed.some(({ id }) => id === own.id) ? [own] : [];
	await removeAll(hook, doing, [...findOurs(listed, own, wanted.url), ...unlisted]);
	delete data.registration;
}
