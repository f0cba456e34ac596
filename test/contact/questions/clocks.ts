import { readCallState } from '../../../nodes/Nebrija/api/call';
import { readOutcome } from '../../../nodes/Nebrija/api/callOutcome';
import { endOf, everyCall, everySighting, type Evidence, momentOf, startOf } from '../evidence';
import { confirmed, contradicted, type Question, unseen, weigh } from '../finding';
import type { Exchange } from '../line';
import { spell, spellValue } from '../mask';
import { isListOfCalls, offsetOf } from './lists';

const seconds = (ms: number) => `${(Math.abs(ms) / 1_000).toFixed(1)} s`;

/** The narrowest bounds that fit all answers, of how far their clock is ahead of ours. */
function offsetOfAll(exchanges: Exchange[]): [number, number] | undefined {
	const offsets = exchanges.flatMap((each) => {
		const offset = offsetOf(each);
		return offset ? [offset] : [];
	});
	if (offsets.length === 0) return undefined;
	return [
		Math.max(...offsets.map(([least]) => least)),
		Math.min(...offsets.map(([, most]) => most)),
	];
}

const tolerance = 2_000;

export const date: Question = ({ exchanges }) => {
	const answers = exchanges.filter(
		(each) => each.status > 0 && !isListOfCalls(each) && each.path.startsWith('/'),
	);
	if (answers.length === 0) return unseen('no answer');
	const without = answers.filter(({ headers }) => headers.date === undefined).length;
	if (without > 0) return contradicted(`${without} of ${answers.length} answers have no Date`);
	const [least, most] = offsetOfAll(answers) ?? [0, 0];
	if (least > most + tolerance) return contradicted('Date is written by clocks that disagree');
	if (least > tolerance) return contradicted(`${seconds(least)} ahead of this computer, or more`);
	if (most < -tolerance) return contradicted(`${seconds(most)} behind this computer, or more`);
	return confirmed(`within ${seconds(Math.max(Math.abs(least), Math.abs(most)))} of this computer`);
};

export const startTime: Question = (evidence) => {
	const calls = everyCall(evidence);
	const [wrong, right]: string[][] = [[], []];
	if (calls.some(({ startTime: named, startedAt }) => named === undefined && startedAt)) {
		wrong.push('it is called startedAt');
	}
	for (const call of calls) {
		const [start, end] = [startOf(call), endOf(call)];
		const outcome = readOutcome(call);
		if (outcome === 'noAnswer' && end !== undefined) {
			if (start === undefined) wrong.push('absent where nobody answered');
			else if (end - start < 1_000) wrong.push('the same as the end where nobody answered');
			else right.push('before the end of calls that nobody answered');
		} else if (readCallState(call) === 'finished' && start === undefined) {
			wrong.push('absent where somebody answered');
		}
	}
	judgeLaunch(evidence, wrong, right);
	return weigh(wrong, right, 'no call that nobody answered');
};

/** The start of the call that was placed, by the clock of `Date` or by ours, whichever fits better. */
function judgeLaunch({ calling }: Evidence, wrong: string[], right: string[]): void {
	const first = calling?.looks.find(({ place, call }) => place === 'single' && call);
	if (!calling || !first) return;
	const start = startOf(first.call!);
	if (start === undefined) return void wrong.push('absent right after the launch');
	const { sentAt, receivedAt } = calling.launch;
	const [least, most] = offsetOf(calling.launch) ?? [0, 0];
	const early = Math.min(sentAt - start, sentAt + least - start);
	const late = Math.min(start - receivedAt, start - receivedAt - most);
	if (early > 1_500) wrong.push(`${seconds(early)} before the launch was sent`);
	else if (late > tolerance) wrong.push(`${seconds(late)} after the launch was answered`);
	else right.push('the moment of the launch');
}

export const timeFormat: Question = (evidence) => {
	const times = everyCall(evidence).flatMap(
		({ startTime: a, endTime: b, startedAt: c, endedAt: d }) =>
			[a, b, c, d].filter((time) => momentOf(time) !== undefined),
	);
	const isExpected = (time: unknown) =>
		/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(String(time));
	const shown = (time: unknown) => (typeof time === 'string' ? spell(time) : spellValue(time));
	return weigh(
		times.filter((time) => !isExpected(time)).map(shown),
		times.filter(isExpected).map(shown),
		'no time was shown',
	);
};

export const endTime: Question = (evidence) => {
	const { list, single } = everySighting(evidence);
	const over = [...list, ...single].filter((call) => readCallState(call) !== 'running');
	const without = over.filter((call) => endOf(call) === undefined);
	return weigh(
		without.map(() => 'a call that has ended shows no end'),
		over.map(() => 'shown'),
		'no call that has ended',
	);
};

export const duration: Question = (evidence) => {
	const { list, single } = everySighting(evidence);
	const [wrong, right]: string[][] = [[], []];
	for (const call of [...list, ...single]) {
		const { durationMinutes } = call;
		const [start, end] = [startOf(call), endOf(call)];
		if (durationMinutes === undefined || durationMinutes === null) continue;
		if (typeof durationMinutes !== 'number') wrong.push(`a ${spellValue(durationMinutes)}`);
		else if (start !== undefined && end !== undefined) {
			const isMore = durationMinutes * 60_000 > end - start + tolerance;
			if (isMore) wrong.push('more than lies between start and end');
			else right.push('fits start and end');
		}
	}
	return weigh(wrong, right, 'no call with start, end and duration');
};
