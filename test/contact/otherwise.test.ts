import { type Belief, beliefs } from '../simulator/beliefs';
import { type Evidence, entriesOf, everySighting, longestList } from './evidence';
import type { Json } from './line';
import { judge } from './questions';
import { everything, meet } from './stage';

let documented: Evidence;

beforeAll(async () => {
	const { evidence } = await meet({}, { ...everything, webhook: { url: 'https://x.example/' } });
	documented = evidence;
});

const every = (evidence: Evidence, change: (call: Json) => void) => {
	const { list, single } = everySighting(evidence);
	for (const call of [...list, ...single, ...entriesOf(evidence.reading.plain)]) change(call);
};

/** What an API shows that contradicts a belief for which the simulator has no personality. */
const otherwise: Record<string, (evidence: Evidence) => void> = {
	'list.default': ({ reading: { plain } }) => {
		plain.body = entriesOf(plain).slice(0, 20);
	},
	'list.paging': ({ reading }) => {
		reading.account.assistants.headers.link = '<https://x.example/?page=2>; rel="next"';
	},
	'list.fields': ({ reading }) => {
		for (const call of entriesOf(longestList(reading))) delete call.transcript;
	},
	'call.fields': ({ reading }) => {
		entriesOf(longestList(reading))[0].createdAt = '2024-06-10T09:15:00.000Z';
	},
	'call.endTime': (evidence) => every(evidence, (call) => delete call.endTime),
	'call.duration': (evidence) =>
		every(evidence, (call) => {
			if (call.durationMinutes) call.durationMinutes = Number(call.durationMinutes) * 60;
		}),
	'call.recording': ({ reading }) => {
		reading.recording!.status = 401;
	},
	'answer.refusal': ({ reading }) => {
		reading.refused.tokens[0].status = 403;
	},
	'answer.unknownId': ({ reading }) => {
		reading.refused.ids[1].status = 500;
	},
	'answer.words': ({ reading }) => {
		reading.refused.ids[0].body = '<html></html>';
	},
	'answer.redirect': ({ reading }) => {
		reading.account.abTests.status = 308;
	},
	'answer.rateLimit': ({ reading }) => {
		reading.plain.headers['x-ratelimit-remaining'] = '59';
	},
	'entry.label': ({ reading }) => {
		delete entriesOf(reading.account.phoneNumbers)[0].id;
	},
	'webhook.secret': ({ registering }) => {
		(registering!.first.body as Json).secret = 'another';
	},
	'webhook.list': ({ registering }) => {
		for (const entry of entriesOf(registering!.listed)) delete entry.url;
	},
	'webhook.twice': ({ registering }) => {
		Object.assign(registering!.second, { status: 409, body: { message: 'It exists.' } });
	},
	'webhook.delete': ({ registering }) => {
		registering!.deletes[1].status = 204;
	},
};

/** A text without a variable proves nothing of how variables are written. */
const neverContradicted = 'assistant.placeholder';

it('has a row for every belief that no personality contradicts', () => {
	const rows = Object.entries(beliefs as Record<string, Belief>);
	const without = rows.filter(([, row]) => Object.keys(row.otherwise).length === 0);
	const names = without.map(([name]) => name).filter((name) => name !== neverContradicted);
	expect(Object.keys(otherwise).sort()).toEqual(names.sort());
});

it.each(Object.keys(otherwise))('%s is contradicted, and nothing else', (name) => {
	const evidence = structuredClone(documented);
	otherwise[name](evidence);
	const findings = Object.entries(judge(evidence));
	const wrong = findings.filter(([, { verdict }]) => verdict === 'contradicted');
	expect(wrong.map(([belief]) => belief)).toEqual([name]);
});

it('A limit that gives more than was asked for is seen', () => {
	const evidence = structuredClone(documented);
	evidence.reading.byLimit[0].body = entriesOf(evidence.reading.plain);
	expect(judge(evidence)['list.limit']).toEqual({
		verdict: 'contradicted',
		seen: 'limit=1 gives 50 calls',
	});
});

it('Where the latest calls do not overlap, nobody can tell by what they are sorted', () => {
	const evidence = structuredClone(documented);
	const list = longestList(evidence.reading);
	list.body = entriesOf(list).filter((call) => Number(call.durationMinutes) < 20);
	expect(judge(evidence)['list.order'].verdict).toBe('unseen');
});

it('A list of a round length may have been cut', () => {
	const evidence = structuredClone(documented);
	for (const list of evidence.reading.byLimit) list.body = entriesOf(list).slice(0, 100);
	for (const filtered of evidence.reading.byAgent) filtered.body = [];
	expect(judge(evidence)['list.limit']).toEqual({
		verdict: 'unseen',
		seen: 'the list ends at 100 calls, which may be a bound',
	});
});
