import type { PlacedCall } from './types';
import { startShown } from './callLife';
import { boundOf, type World } from './world';

/** What GET /calls was asked for. */
export type Wanted = { limit: number; agentId?: string };

/** The entries of a list, the last one first. */
export function* backwards<T>(list: T[]): Generator<T> {
	for (let i = list.length - 1; i >= 0; i--) yield list[i];
}

/** The calls a list shows at a moment, in its order; it never holds more than `limit` and its upper bound allow. */
export function listed(
	newestFirst: Iterable<PlacedCall>,
	wanted: Wanted,
	asOf: number,
	world: World,
): PlacedCall[] {
	if (world.listShows === 'nothing') return [];
	const most = Math.min(wanted.limit, boundOf(world).most);
	const found = filter(newestFirst, wanted.agentId, asOf, world);
	const lastFirst = (moment: (call: PlacedCall) => number) =>
		[...found].sort((a, b) => moment(b) - moment(a)).slice(0, most);
	switch (world.listOrder) {
		case 'newestFirst':
			return first(found, most);
		case 'oldestFirst':
			return first(found, most).reverse();
		case 'shuffled':
			return first(found, most).sort((a, b) => shuffled(a) - shuffled(b));
		case 'lastUpdatedFirst':
			return lastFirst((call) => lastChange(call, asOf));
		case 'lastEndedFirst':
			return lastFirst((call) => (call.endsAt <= asOf ? call.endsAt : 0));
		case 'lastStartedFirst':
			return lastFirst((call) => startShown(call, asOf, world) ?? 0);
	}
}

function* filter(
	calls: Iterable<PlacedCall>,
	agentId: string | undefined,
	asOf: number,
	{ agentIdFilter }: World,
): Generator<PlacedCall> {
	const same = (id?: string) => id?.toLowerCase() === agentId?.toLowerCase();
	for (const call of calls) {
		const fits =
			agentId === undefined ||
			agentIdFilter === 'ignored' ||
			(agentIdFilter === 'chosenByTestToo' && same(call.assistantId)) ||
			(agentIdFilter === 'askedForOnly' && same(call.body.assistantId));
		if (fits && call.listedAt <= asOf) yield call;
	}
}

function first<T>(entries: Iterable<T>, count: number): T[] {
	const taken: T[] = [];
	for (const entry of entries) {
		if (taken.length >= count) break;
		taken.push(entry);
	}
	return taken;
}

function lastChange({ placedAt, answeredAt, endsAt }: PlacedCall, asOf: number): number {
	return [endsAt, answeredAt].find((moment) => moment <= asOf) ?? placedAt;
}

/** Without order, yet the same at every read. */
const shuffled = ({ placedAt }: PlacedCall) => Math.sin(placedAt);
