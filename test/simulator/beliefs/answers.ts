import type { Beliefs } from './belief';

/** Beliefs about answers of every kind. */
export const answers = {
	'answer.refusal': {
		believed: 'A wrong token and a missing one are refused with 401.',
		sure: 'Inf',
		heldBy: 'nodes/Nebrija/api/explain.ts',
		shownBy: 'reading',
		otherwise: {},
	},
	'answer.unknownId': {
		believed: 'An id that nobody has, or that is none, is refused with 404, 410, 400 or 422.',
		sure: 'Inf',
		heldBy: 'nodes/Nebrija/api/call.ts',
		shownBy: 'reading',
		otherwise: {},
	},
	'answer.words': {
		believed: 'A refusal says why under message, error, detail, errors or issues.',
		sure: '?',
		heldBy: 'nodes/Nebrija/api/explain.ts',
		shownBy: 'reading',
		otherwise: {},
	},
	'answer.redirect': {
		believed: 'No address of the API leads to another.',
		sure: 'Inf',
		heldBy: 'nodes/Nebrija/api/credential.ts',
		shownBy: 'reading',
		otherwise: {},
	},
	'answer.rateLimit': {
		believed: 'No answer speaks of a limit to the number of requests.',
		sure: '?',
		heldBy: 'nodes/Nebrija/pace/pace.ts',
		shownBy: 'reading',
		otherwise: {},
	},
	'entry.label': {
		believed: 'Assistants and A/B tests have id and name, phone numbers id and label or number.',
		sure: 'Doc',
		heldBy: 'nodes/Nebrija/editor/search.ts',
		shownBy: 'reading',
		otherwise: {},
	},
	'assistant.placeholder': {
		believed: 'The texts of an assistant name its variables like {{name}}.',
		sure: '3P',
		heldBy: 'nodes/Nebrija/editor/placeholders.ts',
		shownBy: 'reading',
		otherwise: {},
	},
} satisfies Beliefs;
