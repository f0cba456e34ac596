import { createHmac, randomBytes } from 'node:crypto';
import type { DeliveryStyle } from './types';

/** A new secret in the documented shape: `whsec_` and 32 hexadecimal characters. */
export const newSecret = (): string => `whsec_${randomBytes(16).toString('hex')}`;

/** The value of the signature header for these bytes; HMAC-SHA256 is third-party knowledge, the format a guess. */
export function sign(body: string, secret: string, format: DeliveryStyle['format']): string {
	const hmac = (text: string) => createHmac('sha256', secret).update(text);
	if (format === 'hex') return hmac(body).digest('hex');
	if (format === 'sha256=hex') return `sha256=${hmac(body).digest('hex')}`;
	if (format === 'sha512hex') return createHmac('sha512', secret).update(body).digest('hex');
	if (format === 'base64') return hmac(body).digest('base64');
	const timestamp = Math.floor(Date.now() / 1000);
	return `t=${timestamp},v1=${hmac(`${timestamp}.${body}`).digest('hex')}`;
}

/** The body of a delivery; no page shows one, so every layout is a guess. */
export function deliveryBody(
	event: string,
	call: Record<string, unknown>,
	envelope: DeliveryStyle['envelope'],
): string {
	switch (envelope) {
		case 'flat':
			return JSON.stringify({ type: event, ...call });
		case 'event-data':
			return JSON.stringify({ event, data: call });
		case 'type-call':
			return JSON.stringify({ type: event, call });
		case 'message':
			return JSON.stringify({
				message: { type: event === 'call.finished' ? 'end-of-call-report' : event, call },
			});
		case 'nameless':
			return JSON.stringify(call);
	}
}

/** The same text with its first digit counted up by one, or a blank more where there is none. */
export function changeOneByte(body: string): string {
	const changed = body.replace(/\d/, (digit) => String((Number(digit) + 1) % 10));
	return changed === body ? `${body} ` : changed;
}
