import { writeCustomer } from './customer';
import { sayStatus } from './statusWords';
import type { Call } from './types';
import type { Place, World } from './world';

export type Json = Record<string, unknown>;

/** An honest call as it looks in this place of this world. */
export function disguise(call: Call, place: Place, world: World): Json {
	const { customer, ...rest } = call;
	const shown = {
		...rest,
		...sayStatus(call, place, world),
		...writeCustomer(customer, world),
	};
	return rename(place, world, { ...shown, ...writeTimes(call, world), ...hide(call, world) });
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
	withoutZ: (iso) => iso.replace(/Z$/, ''),
	withOffset: (_iso, moment) =>
		new Date(moment + 2 * 3_600_000).toISOString().replace(/Z$/, '+02:00'),
	epoch: (_iso, moment) => moment,
};

/** Keys set to undefined do not reach the wire. */
function hide({ assistantId, testId }: Call, { assistantIds, abTests }: World): Json {
	return {
		...(assistantId && assistantIds === 'upperCase' && { assistantId: assistantId.toUpperCase() }),
		...(assistantIds === 'absent' && { assistantId: undefined }),
		...(testId && abTests === 'withoutAssistant' && { assistantId: undefined }),
		...(testId && abTests === 'withoutTest' && { testId: undefined, testVariant: undefined }),
	};
}

function rename(place: Place, { ids, callIdIn, timeKeys }: World, call: Json): Json {
	const { id, startTime, endTime, ...rest } = call;
	const times =
		timeKeys === 'startTime' ? { startTime, endTime } : { startedAt: startTime, endedAt: endTime };
	return {
		[callIdIn.includes(place) ? 'callId' : 'id']: ids === 'number' ? Number(id) : id,
		...rest,
		...times,
	};
}
