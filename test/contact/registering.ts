import { readId } from '../../nodes/Nebrija/api/answer';
import { eventNames } from '../../nodes/Nebrija/event/names';
import { isSameAddress } from '../../nodes/Nebrija/trigger/registration';
import { entriesOf, isFine, objectOf, type Registering } from './evidence';
import type { Exchange, Json, Line } from './line';

/** By this a later run knows what a killed one has left behind. */
export const ownDescription = 'n8n-nodes-nebrija: npm run check:api';

const pathOf = (id: string) => `/webhooks/${encodeURIComponent(id)}`;

/**
 * The ids of registrations this check has made: by their description, or by their address where the list shows no
 * description at all.
 */
export function idsOfOwn(entries: Json[], url?: string): string[] {
	const describes = entries.some(({ description }) => description !== undefined);
	return entries
		.filter((entry) =>
			describes
				? entry.description === ownDescription
				: url !== undefined && isSameAddress(readId(entry.url) ?? '', url),
		)
		.flatMap(({ id }) => readId(id) ?? []);
}

/** The id in the answer to a registration. */
export const registeredId = (exchange: Exchange): string | undefined =>
	readId(objectOf(exchange, 'webhook')?.id);

/** Removes everything this check has ever registered, however it ended. */
export async function removeOwn(line: Line, url: string, known: string[] = []): Promise<void> {
	const list = await line.getForRemoval('/webhooks');
	if (!isFine(list)) throw new Error(`The registrations could not be listed (${list.status}).`);
	const listed = idsOfOwn(entriesOf(list), url);
	const all = [...new Set([...listed, ...known])];
	for (const id of all) {
		const removed = await line.remove(pathOf(id));
		if (!isFine(removed) && ![404, 410].includes(removed.status)) {
			throw new Error(`The registration ${id} could not be removed (${removed.status}).`);
		}
	}
}

/** Registers an address, lists, registers it again, and deletes the second one twice; the first one stays. */
export async function register(line: Line, url: string): Promise<Registering> {
	line.allow(10);
	await removeOwn(line, url);
	const body = { url, events: [...eventNames], description: ownDescription };
	const post = async () => await line.write({ method: 'POST', path: '/webhooks', body });
	const first = await post();
	const listed = await line.get('/webhooks');
	const second = await post();
	const id = registeredId(second);
	const deletes: Exchange[] = [];
	if (id !== undefined && id !== registeredId(first)) {
		const path = pathOf(id);
		deletes.push(await line.write({ method: 'DELETE', path }));
		deletes.push(await line.write({ method: 'DELETE', path }));
	}
	return { first, listed, second, deletes };
}
