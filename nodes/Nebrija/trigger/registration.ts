/** What static data holds of a registration; the workflow's id tells it from a copy made with the workflow. */
export interface Stored {
	id: string;
	secret: string;
	url: string;
	events: string[];
	workflowId: string;
}

/** A registration as the list shows it. */
export interface Listed {
	id?: string;
	url?: string;
	events?: string[];
}

/** What the node wants to be registered. */
export interface Wanted {
	url: string;
	events: string[];
}

function sameAddress(one: string, other: string): boolean {
	return one.replace(/\/+$/, '') === other.replace(/\/+$/, '');
}

function sameEvents(one: string[], other: string[]): boolean {
	return [...one].sort().join() === [...other].sort().join();
}

/** What is stored of this workflow's own registration, if it is complete; a copied workflow brings another's. */
export function readStored(value: unknown, workflowId: string): Stored | undefined {
	const { id, secret, url, events, workflowId: owner } = (value ?? {}) as Partial<Stored>;
	if (!id || !secret || !url || !Array.isArray(events) || owner !== workflowId) return undefined;
	return { id, secret, url, events, workflowId };
}

/** The registrations that are ours: the stored one, and every other one of our address. */
export function findOurs(listed: Listed[], stored: Stored | undefined, url: string): Listed[] {
	return listed.filter(
		(entry) =>
			(stored !== undefined && entry.id === stored.id) ||
			(entry.url !== undefined && sameAddress(entry.url, url)),
	);
}

/** True if exactly the stored registration stands, with our address and our events where the list shows them. */
export function isRegistered(
	listed: Listed[],
	stored: Stored | undefined,
	wanted: Wanted,
): boolean {
	const ours = findOurs(listed, stored, wanted.url);
	if (!stored || ours.length !== 1 || ours[0].id !== stored.id) return false;
	const { url = stored.url, events = stored.events } = ours[0];
	return sameAddress(url, wanted.url) && sameEvents(events, wanted.events);
}
