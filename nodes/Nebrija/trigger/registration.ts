import type { Webhook } from '../api/webhooks';

/** What static data hold of a registration; the workflow's id tells it from a copy made with the workflow. */
export type Registration = Webhook &
	Required<Omit<Webhook, 'createdAt'>> & {
		workflowId: string;
	};

/** The registrations of which this process has seen a genuine signature, so that we know how they are signed. */
export const provenRegistrations = new Set<string>();

/** Whether two addresses are the same, but for slashes at the end. */
export function isSameAddress(one: string, other: string): boolean {
	return one.replace(/\/+$/, '') === other.replace(/\/+$/, '');
}

/** What is stored of this workflow's own registration, if it is complete; a copied workflow brings another's. */
export function readRegistration(value: unknown, workflowId: string): Registration | undefined {
	const stored = (value ?? {}) as Partial<Registration>;
	const { id, secret, url, events } = stored;
	const isComplete = id && secret && url && Array.isArray(events);
	return isComplete && stored.workflowId === workflowId ? (stored as Registration) : undefined;
}

/** The registrations of our address; the stored one is ours however the list writes its address. */
export function findOurs(listed: Webhook[], own: Webhook | undefined, url: string): Webhook[] {
	const isOurs = (address: string | undefined) =>
		address !== undefined && isSameAddress(address, url);
	return listed.filter((entry) => (own && entry.id === own.id) || isOurs(entry.url));
}
