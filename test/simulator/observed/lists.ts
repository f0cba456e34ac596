import {
	type Change,
	dates,
	eachTime,
	inTurn,
	latestReversed,
	lengths,
	listed,
	listsUnder,
	overEveryCall,
	startsWhenAnswered,
} from './changes';

const past = [0, 1, 2, 3];
const lastOnTop = { after: ['A', 'B', 0, 1], later: ['A', 'B', 0, 1] };
const oldestFirst = [1, 0, 'A', 'B'];
const shuffled = ['B', 0, 'A', 1];
const everybody = ['B', 'A', 0, 1];
const threeMinutesOld = listed({ atOnce: past, during: past, after: past });
const iso = (time: number) => new Date(time).toISOString();

/** What a client sees otherwise where lists, clocks and times are otherwise. */
export const seenOfLists: Record<string, Change> = {
	'list-oldest-first': inTurn(
		latestReversed,
		listed({ atOnce: [2, 1, 0, 'A'], during: oldestFirst, after: oldestFirst }),
		listed({ later: oldestFirst, ofOne: [2, 1, 0, 'A'] }),
	),
	'list-last-updated-first': inTurn(latestReversed, listed(lastOnTop)),
	'list-last-ended-first': inTurn(
		latestReversed,
		listed({ atOnce: past, during: ['B', 0, 1, 2], ...lastOnTop }),
	),
	'list-shuffled': inTurn(
		listed({ atOnce: [0, 'A', 2, 1], during: shuffled, after: shuffled }),
		listed({ later: shuffled, ofOne: [0, 'A', 2, 1] }),
	),
	'at-most-50-listed': lengths(50, 50, 50, 50, 50),
	'at-most-64-listed': lengths(50, 64, 64, 64, 64),
	'at-most-100-listed': lengths(50, 64, 100, 100, 100),
	'limit-above-50-refused': lengths(50, 400, 400, 400, 400),
	'limit-above-100-refused': lengths(50, 64, 100, 400, 400),
	'listed-after-a-minute': listed({ atOnce: past, during: past }),
	'listed-after-ten-minutes': listed({ atOnce: past, during: past, after: past }),
	'listed-after-its-end': listed({ atOnce: past, during: ['B', 0, 1, 2] }),
	'list-always-empty': inTurn(
		listed({ atOnce: [], during: [], after: [], later: [], ofOne: [], ofTheOther: [] }),
		lengths(0, 0, 0, 0, 0),
		(seen) => ({ ...seen, list: [] }),
	),
	'agent-filter-skips-ab-tests': listed({ ofTheOther: [] }),
	'agent-filter-ignored': listed({ ofOne: everybody, ofTheOther: everybody }),
	'agent-filter-finds-nothing': listed({ ofOne: [], ofTheOther: [] }),
	'cached-list': inTurn(threeMinutesOld, dates({ list: -200, single: 0 }, '200')),
	'cached-list-with-date-only': inTurn(threeMinutesOld, dates({ list: -200, single: 0 })),
	'cached-list-with-age-only': inTurn(threeMinutesOld, dates({ list: 0, single: 0 }, '200')),
	'lists-under-data': listsUnder(
		() => 'data',
		(data) => ({ data }),
	),
	'lists-under-their-name': listsUnder(
		(name) => name,
		(calls) => ({ calls }),
	),
	'lists-under-unknown-key': listsUnder(
		() => 'page',
		(entries) => ({ page: { entries } }),
	),

	'date-absent': (seen) => ({ ...seen, headers: { list: {}, single: {} } }),
	'date-3s-behind': dates({ list: -3, single: -3 }),
	'date-3s-ahead': dates({ list: 3, single: 3 }),
	'clock-90s-behind': inTurn(
		dates({ list: -90, single: -90 }),
		eachTime((time) => iso(time - 90_000)),
	),
	'clock-90s-ahead': inTurn(
		dates({ list: 90, single: 90 }),
		eachTime((time) => iso(time + 90_000)),
	),
	'times-3s-behind': eachTime((time) => iso(time - 3_000)),
	'times-5s-behind': eachTime((time) => iso(time - 5_000)),
	'start-time-when-answered': startsWhenAnswered(),
	'start-time-only-if-answered': startsWhenAnswered(null, (call) => call.durationMinutes === 0),
	'start-time-never': overEveryCall(() => ({ startTime: undefined })),
	'times-as-started-at': overEveryCall(({ startTime: startedAt, endTime: endedAt }) => ({
		...{ startTime: undefined, endTime: undefined },
		...{ startedAt, endedAt },
	})),
	'times-in-whole-seconds': eachTime((time) => iso(time).replace('.250Z', 'Z')),
	'times-without-z': eachTime((time) => iso(time).replace('Z', '')),
	'times-with-space': eachTime((time) => iso(time).replace('T', ' ').replace('.250Z', '')),
	'times-with-offset': eachTime((time) => iso(time + 7_200_000).replace('Z', '+02:00')),
	'times-as-epoch': eachTime((time) => time),
};
