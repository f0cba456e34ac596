import { isObject, readId } from '../../../nodes/Nebrija/api/answer';
import { eventNames } from '../../../nodes/Nebrija/event/names';
import { parseBody, readContent } from '../../../nodes/Nebrija/trigger/content';
import { checkSignature } from '../../../nodes/Nebrija/trigger/signature';
import type { Letter, Receiving } from '../evidence';
import { contradicted, type Finding, type Question, unseen, weigh } from '../finding';
import { shapeOf } from '../mask';
import { identifySignature } from '../signing';

const whenDelivered =
	(judge: (receiving: Receiving) => Finding): Question =>
	({ receiving }) => {
		if (!receiving) return unseen('no delivery was asked for');
		return receiving.letters.length > 0 ? judge(receiving) : unseen('no delivery arrived');
	};

/** What is the same when a delivery comes again: its bytes, else its event and call where both can be read. */
function isAgain(one: Letter, other: Letter): boolean {
	if (one.raw.equals(other.raw)) return true;
	const [a, b] = [one, other].map(({ raw }) => readContent(parseBody(raw) ?? {}));
	return a.name !== undefined && a.name === b.name && a.callIds[0] === b.callIds[0];
}

export const repetition = whenDelivered(({ letters }) => {
	const [first] = letters;
	const again = letters.slice(1).find((letter) => isAgain(letter, first));
	const taken = letters.filter(({ answered }) => answered < 300);
	const repeated = taken.some((letter, nth) =>
		taken.slice(nth + 1).some((next) => isAgain(letter, next)),
	);
	if (repeated) return contradicted('delivered again although it was taken');
	const waited = ((again ?? letters.at(-1)!).at - first.at) / 1_000;
	if (!again) return contradicted('the delivery that was refused did not come again');
	return weigh(
		[],
		[`${letters.length} deliveries; the refused one came again after ${waited.toFixed(1)} s`],
		'',
	);
});

const believedSigning = 'x-nebrija-signature: sha256 of body, whole secret, hex';

export const signature = whenDelivered(({ letters, secrets }) => {
	const signings = letters.map(({ headers, raw }) => {
		const found = identifySignature({ headers, rawBody: raw }, secrets);
		const verdicts = secrets.map((secret) => checkSignature({ headers, rawBody: raw }, secret));
		const isRead = verdicts.includes('genuine');
		return {
			found,
			text: `${found} (${isRead ? 'the trigger reads it' : 'the trigger does not read it'})`,
		};
	});
	const isExpected = ({ found }: { found: string }) => found === believedSigning;
	return weigh(
		signings.filter((each) => !isExpected(each)).map(({ text }) => text),
		signings.map(({ text }) => text),
		'',
	);
});

export const body = whenDelivered(({ letters }) => {
	const judged = letters.map(({ raw }) => {
		const parsed = parseBody(raw);
		if (!parsed) return { isExpected: false, text: `no JSON object, ${raw.length} bytes` };
		const { event, data } = parsed;
		const isNamed = eventNames.some((name) => name === event);
		const isExpected =
			isNamed && isObject(data) && (readId(data.id) ?? readId(data.callId)) !== undefined;
		const { event: read, callIds } = readContent(parsed);
		const keys = Object.keys(shapeOf(parsed) as object)
			.slice(0, 8)
			.join(', ');
		const understood = `the trigger reads ${read ?? 'no event'} and ${callIds.length > 0 ? 'an id' : 'no id'}`;
		return { isExpected, text: `${keys} (${understood})` };
	});
	return weigh(
		judged.filter(({ isExpected }) => !isExpected).map(({ text }) => text),
		judged.map(({ text }) => text),
		'',
	);
});
