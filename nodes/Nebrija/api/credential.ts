import { UserError } from 'n8n-workflow';
import type { IHttpRequestOptions } from 'n8n-workflow';

const localHosts = ['localhost', '127.0.0.1', '[::1]'];

/** The bare token, whether or not it was pasted with "Bearer " in front or with white space around it. */
export function bearerToken(apiToken: unknown): string {
	return String(apiToken ?? '')
		.trim()
		.replace(/^bearer\s+/i, '');
}

/** Throws before a token would travel unencrypted: plain http is only for a server on this machine. */
export function refusePlainHttp(options: Pick<IHttpRequestOptions, 'baseURL' | 'url'>): void {
	const address = options.url.startsWith('/') ? (options.baseURL ?? '') : options.url;
	if (!/^http:/i.test(address.trim())) return;
	const host = /^http:\/\/(\[[^\]]*\]|[^/:?#]*)/i.exec(address.trim())?.[1] ?? '';
	if (localHosts.includes(host.toLowerCase())) return;
	throw new UserError(
		'The Base URL of the Nebrija AI credential begins with http://, which would send your API token unencrypted. Change it to https://',
	);
}
