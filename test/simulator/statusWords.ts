import { endedReasons } from './callLife';
import type { Call, Destiny } from './types';
import type { Place, World } from './world';

type Words = { status: string; endedReason?: string };

/** How far a call is and how it ended, in the words of this world. */
export function sayStatus(call: Call, place: Place, { statusWords }: World): Words {
	const { status, endedReason } = call;
	const destinies = Object.keys(endedReasons) as Destiny[];
	const destiny = destinies.find((each) => endedReasons[each] === endedReason);
	const said = vocabularies[statusWords](status, place, destiny);
	return typeof said === 'string' ? { status: said } : said;
}

type Vocabulary = (status: string, place: Place, destiny?: Destiny) => string | Words;

const beforeTheTalk = (place: Place) => (place === 'launch' ? 'queued' : 'ringing');

const vocabularies: Record<World['statusWords'], Vocabulary> = {
	documented: (status) => status,
	upperCase: (status) => status.toUpperCase(),
	underscores: (status) => status.replaceAll('-', '_'),
	spanish: (status) =>
		({ initiated: 'iniciada', 'in-progress': 'en curso', failed: 'fallida' })[status] ??
		'finalizada',
	completed: (status, place, destiny = 'answered') => {
		if (status === 'initiated') return beforeTheTalk(place);
		if (status === 'in-progress') return status;
		return completedWords[destiny];
	},
	vapi: (status, place, destiny) => {
		if (status === 'initiated') return beforeTheTalk(place);
		if (!destiny) return status;
		return { status: 'ended', endedReason: vapiReasons[destiny] };
	},
};

const completedWords: Record<Destiny, string> = {
	answered: 'completed',
	voicemail: 'voicemail',
	noAnswer: 'no-answer',
	busy: 'busy',
	failed: 'failed',
};

const vapiReasons: Record<Destiny, string> = {
	answered: 'customer-ended-call',
	voicemail: 'voicemail',
	noAnswer: 'customer-did-not-answer',
	busy: 'customer-busy',
	failed: 'call.start.error-get-phone-number',
};
