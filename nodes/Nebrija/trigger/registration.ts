import type { Webhook } from '../api/webhooks';

/** What static data hold of a registration; the workflow's id tells it from a copy made with the workflow. */
export interface Registration extends Webhook {
	id: string;
	secret: string;
	url: string;
	events: string[];
	workflowId: string;
}

/** What the node wants to be registered. */
export interface Wanted {
	url: string;
	events: string[];
}

/** Whether two addresses are the same, but for slashes at the end. */
export function isSameAddress(one: string, other: string): boolean {
	return one.replace(/\/+$/, '') === other.replace(/\/+$/, '');
}

function isSameList(one: string[], other: string[]): boolean {
	return [...one].sort().join() === [...other].sort().join();
}

/** What is stored of this workflow's own registration, if it is complete; a copied workflow brings another's. */
export function readRegistration(value: unknown, workflowId: string): Registration | undefined {
	const stored = (value ?? {}) as Partial<Registration>;
	const { id, secret, url, events } = stored;
	if (!id || !secret || !url || !Array.isArray(events)) return undefined;
	if (stored.workflowId !== workflowId) return undefined;
	return { id, secret, url, events, workflowId, createdAt: stored.createdAt };
}

/** The registrations of our address; the stored one has that it was made with, however the list writes it. */
export function findOurs(
	listed: Webhook[],
	stored: Registration | undefined,
	url: string,
): Webhook[] {
	return listed.filter((entry) => {
		const address = entry.id === stored?.id ? stored?.url : entry.url;
		return address !== undefined && isSameAddress(address, url);
	});
}

/** True if exactly the stored registration stands, with our address and our events where the list shows them. */
export function isRegistered(
	listed: Webhook[],
	stored: Registration | undefined,
	wanted: Wanted,
): boolean {
	const ours = findOurs(listed, stored, wanted.url);
	if (!stored || ours.length !== 1 || ours[0].id !== stored.id) return false;
	return isSameList(ours[0].events ?? stored.events, wanted.events);
}

/** The registrations of which this process has seen a genuine signature, so that we know how they are signed. */
export const provenRegistrations = new Set<string>();
