import { createInterface } from 'node:readline/promises';
import { readId } from '../../nodes/Nebrija/api/answer';
import type { CallOrder } from './calling';
import { entriesOf, type Evidence, longestList } from './evidence';

/** What the command line says of the call: whom, with what, and whether it was agreed to already. */
export type CallWish = CallOrder & { yes?: boolean };

/** Whom to call once somebody has agreed, knowing number, assistant and cost; undefined if nobody did. */
export async function agreeOn(
	{ yes, ...wish }: CallWish,
	evidence: Evidence,
	ask: (question: string) => Promise<string> = askOnTerminal,
): Promise<CallOrder | undefined> {
	const [first] = entriesOf(evidence.reading.account.assistants);
	const assistantId = wish.testId ? undefined : (wish.assistantId ?? readId(first?.id));
	const order = { ...wish, ...(assistantId && { assistantId }) };
	if (yes) return order;
	const answer = await ask(questionFor(order, evidence));
	return /^y(es)?$/i.test(answer.trim()) ? order : undefined;
}

function questionFor({ number, assistantId, testId }: CallOrder, { reading }: Evidence): string {
	const named = entriesOf(reading.account.assistants).find(({ id }) => readId(id) === assistantId);
	const who = testId
		? `the A/B test ${testId}`
		: assistantId
			? `the assistant ${named?.name ? `"${String(named.name)}"` : assistantId}`
			: 'no assistant';
	return [
		`ONE real call will be placed to ${number}, with ${who}. That phone rings, and the call costs money:`,
		`${costOf(entriesOf(longestList(reading)))}`,
		'Call? (yes/no) ',
	].join('\n');
}

function costOf(calls: Array<Record<string, unknown>>): string {
	const paid = calls.filter(
		({ cost, durationMinutes }) => Number(cost) > 0 && Number(durationMinutes) > 0,
	);
	const sum = (key: string) => paid.reduce((total, call) => total + Number(call[key]), 0);
	if (paid.length === 0) return 'how much is not known, no call of this account shows a cost.';
	const each = (sum('cost') / sum('durationMinutes')).toFixed(3);
	return `the last ${paid.length} calls with a cost took ${each} a minute; the currency is not known.`;
}

async function askOnTerminal(question: string): Promise<string> {
	const terminal = createInterface({ input: process.stdin, output: process.stdout });
	try {
		return await terminal.question(question);
	} finally {
		terminal.close();
	}
}
