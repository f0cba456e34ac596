import { writeCustomer } from './customer';
import { sayStatus } from './statusWords';
import type { Call } from './types';
import type { Place, World } from './world';

export type Json = Record<string, unknown>;

/** An honest call as it looks in this place of this world. */
export function disguise(call: Call, place: Place, world: World): Json {
	const keys: Record<string, string> = {
		...(world.callIdIn.includes(place) && { id: 'callId' }),
		...(world.timeKeys === 'startedAt' && { startTime: 'startedAt', endTime: 'endedAt' }),
	};
	const shown = {
		...call,
		...(world.ids === 'number' && { id: Number(call.id) }),
		...sayStatus(call, place, world),
		...writeCustomer(call.customer, world),
		...writeTimes(call, world),
		...hideIds(call, world),
	};
	return Object.fromEntries(Object.entries(shown).map(([key, value]) => [keys[key] ?? key, value]));
}

function writeTimes({ startTime, endTime }: Call, { timesSkewMs, timeFormat }: World): Json {
	const write = (time: string) => {
		const moment = Date.parse(time) + timesSkewMs;
		return timeFormats[timeFormat](new Date(moment).toISOString(), moment);
	};
	return {
		...(startTime && { startTime: write(startTime) }),
		...(endTime && { endTime: write(endTime) }),
	};
}

const timeFormats: Record<World['timeFormat'], (iso: string, moment: number) => unknown> = {
	milliseconds: (iso) => iso,
	wholeSeconds: (iso) => iso.replace(/\.\d+Z$/, 'Z'),
	wholeMinutes: (iso) => iso.replace(/:[\d.]+Z$/, ':00Z'),
	withSpace: (iso) => iso.replace('T', ' ').replace(/\.\d+Z$/, ''),
	withoutZ: (iso) => iso.replace(/Z$/, ''),
	withOffset: (_iso, moment) =>
		new Date(moment + 2 * 3_600_000).toISOString().replace(/Z$/, '+02:00'),
	epoch: (_iso, moment) => moment,
};

function hideIds({ assistantId, testId }: Call, { assistantIds, abTests }: World): Json {
	const hidden = assistantIds === 'absent' || (testId && abTests === 'withoutAssistant');
	return {
		...(assistantIds === 'upperCase' && { assistantId: assistantId?.toUpperCase() }),
		...(hidden && { assistantId: undefined }),
		...(abTests === 'withoutTest' && { testId: undefined, testVariant: undefined }),
	};
}
