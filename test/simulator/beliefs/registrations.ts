import type { Beliefs } from './belief';

/** Beliefs about the registration of a webhook. */
export const registrations = {
	'webhook.secret': {
		believed: 'The answer to a registration holds id and secret, whsec_ and 32 hexadecimal digits.',
		sure: 'Doc',
		heldBy: 'nodes/Nebrija/api/webhooks.ts',
		shownBy: 'webhook',
		otherwise: {},
	},
	'webhook.list': {
		believed: 'The list of registrations shows address and events, and no secret.',
		sure: '?',
		heldBy: 'nodes/Nebrija/trigger/registration.ts',
		shownBy: 'webhook',
		otherwise: {},
	},
	'webhook.twice': {
		believed: 'The same address can be registered twice.',
		sure: '?',
		heldBy: 'nodes/Nebrija/trigger/lifecycle.ts',
		shownBy: 'webhook',
		otherwise: {},
	},
	'webhook.delete': {
		believed: 'A registration is deleted with 2xx, and with 404 or 410 once it is gone.',
		sure: '?',
		heldBy: 'nodes/Nebrija/api/webhooks.ts',
		shownBy: 'webhook',
		otherwise: {},
	},
} satisfies Beliefs;
