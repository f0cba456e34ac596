import { type Belief, type BeliefName, beliefs, means } from '../simulator/beliefs';
import { type Evidence, isFine, type Letter } from './evidence';
import type { Exchange } from './line';
import { shapeOf, withoutPersonal } from './mask';
import type { Findings } from './questions';
import { timelineOf } from './timeline';

type Row = Belief & Findings[BeliefName] & { name: BeliefName };

const rowsOf = (findings: Findings): Row[] =>
	(Object.keys(findings) as BeliefName[]).map((name) => {
		return { name, ...(beliefs[name] as Belief), ...findings[name] };
	});

export const isContradicted = (findings: Findings): boolean =>
	Object.values(findings).some(({ verdict }) => verdict === 'contradicted');

function tally(rows: Row[]): string {
	const count = (wanted: Row['verdict']) => rows.filter(({ verdict }) => verdict === wanted).length;
	return `${count('confirmed')} confirmed, ${count('contradicted')} contradicted, ${count('unseen')} unseen.`;
}

/** Where a contradicted belief is held, and how the package is tried where it is wrong. */
function consequence({ name, heldBy, otherwise }: Row): string[] {
	const personalities = Object.keys(otherwise);
	return [
		`${name}: held by ${heldBy}`,
		...(personalities.length > 0
			? [
					`npm run test:safety -- --personality NAME, with the one that was seen: ${personalities.join(', ')}`,
				]
			: []),
		'If none: give it a row under its belief in test/simulator/beliefs/',
	];
}

const unseenHint = ({ verdict, shownBy, seen }: Row) =>
	verdict === 'unseen' && means[shownBy] ? `${seen} (${means[shownBy]})` : seen;

const widths = [44, 4, 48, 12];

/** The table for the terminal, and below it what to do about each contradiction. */
export function printed(findings: Findings, secrets: string[]): string {
	const rows = rowsOf(findings);
	const cells = rows.map((row) => [row.believed, row.sure, unseenHint(row), row.verdict]);
	const table = [['What we believed', 'Sure', 'What was seen', ''], ...cells].map(inColumns);
	const wrong = rows.filter(({ verdict }) => verdict === 'contradicted');
	const todo = wrong.map((row) => consequence(row).join('\n  '));
	return withoutPersonal([...table, tally(rows), ...todo].join('\n\n'), secrets);
}

function inColumns(cells: string[]): string {
	const columns = cells.map((text, column) => wrapped(text, widths[column]));
	const height = Math.max(...columns.map(({ length }) => length));
	return Array.from({ length: height }, (_, line) =>
		columns
			.map((lines, column) => (lines[line] ?? '').padEnd(widths[column]))
			.join('  ')
			.trimEnd(),
	).join('\n');
}

function wrapped(text: string, width: number): string[] {
	const lines = [''];
	for (const word of text.split(' ')) {
		const line = lines.at(-1)!;
		if (line && line.length + word.length >= width) lines.push(word);
		else lines[lines.length - 1] = line ? `${line} ${word}` : word;
	}
	return lines;
}

/** The report that may be shown to anybody. */
export function inMarkdown(findings: Findings, evidence: Evidence, secrets: string[]): string {
	const rows = rowsOf(findings);
	const wrong = rows.filter(({ verdict }) => verdict === 'contradicted');
	const cell = (text: string) => text.replaceAll('|', '\\|');
	const parts = [
		'# What of the Nebrija AI API is otherwise',
		tally(rows),
		...wrong.map((row) => consequence(row).join('\\\n')),
		[
			'| Belief | What we believed | How sure | What was seen | |',
			'| --- | --- | --- | --- | --- |',
			...rows.map((row) => {
				const cells = [row.name, row.believed, row.sure, unseenHint(row), row.verdict];
				return `| ${cells.map(cell).join(' | ')} |`;
			}),
		].join('\n'),
		...(evidence.calling
			? ['## The call', ['```', ...timelineOf(evidence.calling), '```'].join('\n')]
			: []),
		'## How answers look',
		'Texts only by their length, digits as n, ids cut.',
		...looksOf(evidence).flatMap(([title, look]) => [
			`### ${title}`,
			`\`\`\`json\n${JSON.stringify(look, null, 2)}\n\`\`\``,
		]),
	];
	return `${withoutPersonal(parts.join('\n\n'), secrets)}\n`;
}

const bearers = { ours: '', wrong: ', with a wrong token', none: ', without a token' };

/** Headers whose values say something of the API and nothing of anybody. */
const telling = /^(content-type|cache-control|age|server|retry-after|(x-)?rate-?limit.*)$/i;

const headersOf = (headers: Letter['headers']) =>
	Object.entries(headers)
		.map(([name, value]) => (telling.test(name) ? `${name}: ${String(value)}` : name))
		.sort();

/** What is worth a look: every kind of answer once, and all deliveries. */
function looksOf({ exchanges, receiving }: Evidence): Array<[string, unknown]> {
	const kinds = new Map<string, Exchange>();
	for (const exchange of exchanges) {
		const { method, path, bearer, status } = exchange;
		const kind = path.startsWith('/')
			? `${method} /${path.split('/')[1]}${path.split('/').length > 2 ? '/:id' : ''}`
			: 'Recording';
		const title = `${kind}${bearers[bearer]}: ${status}`;
		if (!kinds.has(title) || isFine(exchange)) kinds.set(title, exchange);
	}
	const answers = [...kinds].map(([title, { headers, body }]) => [
		title,
		{ headers: headersOf(headers), body: shapeOf(body) },
	]);
	const letters = (receiving?.letters ?? []).map(({ headers, raw, answered }) => [
		`Delivery, answered with ${answered}`,
		{ headers: headersOf(headers), body: shapeOf(parsed(raw.toString())) },
	]);
	return [...answers, ...letters] as Array<[string, unknown]>;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
