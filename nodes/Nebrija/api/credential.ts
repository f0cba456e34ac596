import { UserError } from 'n8n-workflow';
import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

/** Where the API answers, unless the credential says otherwise. */
export const defaultBaseUrl = 'https://nebrijaai.com/api/v1';

const localHosts = ['localhost', '127.0.0.1', '[::1]'];

/** The bare token, whether or not it was pasted with "Bearer " in front or with white space around it. */
function bearerToken(apiToken: unknown): string {
	return String(apiToken ?? '')
		.trim()
		.replace(/^bearer\s+/i, '');
}

/**
 * The request with the token, sent to the Base URL of the same credential if it names a path only. So that no
 * expression is needed for the address, and token and address always belong together, item by item.
 */
export function sign(
	{ apiToken, baseUrl }: ICredentialDataDecryptedObject,
	request: IHttpRequestOptions,
): IHttpRequestOptions {
	const isPath = request.url?.startsWith('/');
	const signed = { ...request, ...(isPath && { baseURL: String(baseUrl ?? '').trim() }) };
	refusePlainHttp(signed);
	return {
		...signed,
		headers: { ...request.headers, Authorization: `Bearer ${bearerToken(apiToken)}` },
	};
}

/** What is known of where a request goes; n8n's HTTP Request node still says `uri`. */
interface Destination {
	baseURL?: string;
	url?: string;
	uri?: string;
}

/** Throws before a token would travel unencrypted: plain http is only for a server on this machine. */
function refusePlainHttp({ baseURL = '', url = '', uri = url }: Destination): void {
	const address = (/^https?:/i.test(uri.trim()) ? uri : baseURL).trim();
	if (!/^http:/i.test(address)) return;
	const host = /^http:\/\/(\[[^\]]*\]|[^/:?#]*)/i.exec(address)?.[1] ?? '';
	if (localHosts.includes(host.toLowerCase())) return;
	throw new UserError(
		'The Base URL of the Nebrija AI credential begins with http://, which would send your API token unencrypted. Change it to https://',
	);
}
