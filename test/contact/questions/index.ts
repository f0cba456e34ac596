import { type BeliefName, beliefs } from '../../simulator/beliefs';
import type { Evidence } from '../evidence';
import type { Finding, Question } from '../finding';
import * as answers from './answers';
import * as calls from './calls';
import * as clocks from './clocks';
import * as deliveries from './deliveries';
import * as lists from './lists';
import * as registrations from './registrations';

/** One question for every belief. */
const questions: Record<BeliefName, Question> = {
	'list.order': lists.order,
	'list.limit': lists.limit,
	'list.default': lists.usualLimit,
	'list.delay': lists.delay,
	'list.content': lists.content,
	'list.agentId': lists.agentId,
	'list.freshness': lists.freshness,
	'list.envelope': lists.envelope,
	'list.paging': lists.paging,
	'list.fields': lists.fields,
	date: clocks.date,
	'call.startTime': clocks.startTime,
	'call.timeFormat': clocks.timeFormat,
	'call.endTime': clocks.endTime,
	'call.duration': clocks.duration,
	'call.number': calls.number,
	'call.id': calls.id,
	'call.assistantId': calls.assistantId,
	'call.testId': calls.testId,
	'call.status': calls.status,
	'call.envelope': calls.envelope,
	'call.fields': calls.fields,
	'call.recording': calls.recording,
	'launch.answer': calls.launchAnswer,
	'launch.status': calls.launchStatus,
	'answer.refusal': answers.refusal,
	'answer.unknownId': answers.unknownId,
	'answer.words': answers.words,
	'answer.redirect': answers.redirect,
	'answer.rateLimit': answers.rateLimit,
	'entry.label': answers.label,
	'assistant.placeholder': answers.placeholder,
	'webhook.secret': registrations.secret,
	'webhook.list': registrations.list,
	'webhook.twice': registrations.twice,
	'webhook.delete': registrations.remove,
	'delivery.repetition': deliveries.repetition,
	'delivery.signature': deliveries.signature,
	'delivery.body': deliveries.body,
};

export type Findings = Record<BeliefName, Finding>;

/** What the evidence says of every belief, in the order of their table. */
export function judge(evidence: Evidence): Findings {
	const names = Object.keys(beliefs) as BeliefName[];
	return Object.fromEntries(names.map((name) => [name, questions[name](evidence)])) as Findings;
}
