import type { Beliefs } from './belief';

/** Beliefs about the deliveries to webhooks; none of them can make a phone ring by itself. */
export const deliveries = {
	'delivery.repetition': {
		believed: 'Every event is delivered once, and again only if it was not taken.',
		sure: '?',
		heldBy: 'nodes/Nebrija/trigger/deliveries.ts',
		shownBy: 'delivery',
		otherwise: {
			'deliveries-twice': [
				'Every event is delivered twice, although the first was taken.',
				{ delivery: { copies: 2 } },
			],
			'deliveries-never-repeated': [
				'A delivery that was not taken is not repeated.',
				{ delivery: { retries: 0 } },
			],
		},
	},
	'delivery.signature': {
		believed:
			'x-nebrija-signature holds the HMAC-SHA256 of the raw body in hex, with the whole secret as key.',
		sure: '3P',
		heldBy: 'nodes/Nebrija/trigger/signature.ts',
		shownBy: 'delivery',
		otherwise: {
			'signed-sha256-prefix': [
				'The signature has sha256= before it.',
				{ delivery: { format: 'sha256=hex' } },
			],
			'signed-with-time': ['Time and body are signed, t=…,v1=….', { delivery: { format: 't,v1' } }],
			'signed-in-base64': [
				'The signature is written in base64.',
				{ delivery: { format: 'base64' } },
			],
			'signed-in-unknown-way': [
				'The signature is made by a scheme that nobody expects.',
				{ delivery: { format: 'sha512hex' } },
			],
			'signed-under-unknown-header': [
				'The signature stands in a header that nobody looks at.',
				{ delivery: { header: 'x-nebrija-hmac' } },
			],
			'deliveries-unsigned': ['Deliveries are not signed.', { delivery: { format: 'unsigned' } }],
		},
	},
	'delivery.body': {
		believed: 'A delivery names its event under event and holds the call under data.',
		sure: '?',
		heldBy: 'nodes/Nebrija/trigger/content.ts',
		shownBy: 'delivery',
		otherwise: {
			'delivery-flat': [
				'The fields of the call stand at the top, beside the type.',
				{ delivery: { envelope: 'flat' } },
			],
			'delivery-type-call': [
				'The event is called type, the call stands under "call".',
				{ delivery: { envelope: 'type-call' } },
			],
			'delivery-of-vapi': [
				'Type and call stand under "message", the end is called end-of-call-report.',
				{ delivery: { envelope: 'message' } },
			],
			'delivery-without-event': [
				'A delivery is the call and names no event.',
				{ delivery: { envelope: 'nameless' } },
			],
		},
	},
} satisfies Beliefs;
