import { type Calling, endOf, isFine, type Look, startOf } from './evidence';
import type { Json } from './line';
import { spellReason, spellWord } from './mask';

const watched = [
	'durationMinutes',
	'cost',
	'endedReason',
	'transcript',
	'recordingUrl',
	'analysis',
];

/** What a call shows, without what it says. */
function appearance(call: Json): string {
	const has = (key: string) => call[key] !== undefined && call[key] !== null;
	return [
		`status ${spellWord(call.status)}`,
		startOf(call) === undefined ? 'no start' : 'a start',
		...(endOf(call) === undefined ? [] : ['an end']),
		...watched
			.filter(has)
			.map((key) => (key === 'endedReason' ? `ended by ${spellReason(call[key])}` : key)),
	].join(', ');
}

function described({ place, exchange, call }: Look): string {
	const where = place === 'list' ? 'in the list' : 'by its id';
	if (call) return `${where}: ${appearance(call)}`;
	return isFine(exchange) ? `${where}: not there` : `${where}: answered with ${exchange.status}`;
}

/** How the call appeared and changed, one line for each change in each place. */
export function timelineOf({ launch, id, looks }: Calling): string[] {
	const took = launch.receivedAt - launch.sentAt;
	const launched = id === undefined ? ', without an id' : '';
	const result =
		launch.status === 0
			? `not answered (${launch.failure}): the call may have been placed, and is not tried again`
			: `answered with ${launch.status}${launched}`;
	const lines = [at(took, `launch ${result}`)];
	const latest: Partial<Record<Look['place'], string>> = {};
	for (const look of looks) {
		const text = described(look);
		if (latest[look.place] !== text) lines.push(at(look.after, text));
		latest[look.place] = text;
	}
	return lines;
}

const at = (ms: number, text: string) => `${`+${(ms / 1_000).toFixed(1)}`.padStart(7)} s  ${text}`;
