import { UserError } from 'n8n-workflow';
import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

import { fingerprint } from './fingerprint';

/** Where the API answers, unless the credential says otherwise. */
export const defaultBaseUrl = 'https://nebrijaai.com/api/v1';

const localHosts = ['localhost', '127.0.0.1', '[::1]'];

/** The bare token, whether or not it was pasted with "Bearer " in front or with white space around it. */
function bearerToken(apiToken: unknown): string {
	return String(apiToken ?? '')
		.trim()
		.replace(/^bearer\s+/i, '');
}

/** The account that a credential leads to, as a fingerprint: all with its token and its address have the same. */
export function accountOf({ apiToken, baseUrl }: ICredentialDataDecryptedObject): string {
	const address = String(baseUrl ?? '').trim();
	return fingerprint(`${bearerToken(apiToken)} ${address.replace(/\/+$/, '')}`);
}

/** What is known of where a request goes; n8n's HTTP Request node still says `uri`. */
interface Destination {
	baseURL?: string;
	url?: string;
	uri?: string;
}

/**
 * The request with the token, sent to the Base URL of the same credential if it names a path only. So that no
 * expression is needed for the address, and token and address always belong together, item by item. Throws a UserError
 * for a request to another origin than that of the Base URL, and before a token would travel unencrypted.
 */
export function sign(
	{ apiToken, baseUrl }: ICredentialDataDecryptedObject,
	request: IHttpRequestOptions,
): IHttpRequestOptions {
	const home = String(baseUrl ?? '').trim();
	const { baseURL, url = '', uri = url } = request as Destination;
	const target = uri.startsWith('/') ? home : readOrigin(uri) ? uri : (baseURL ?? home);
	refuseOtherOrigin(readOrigin(target), readOrigin(home));
	return {
		...request,
		...(request.url?.startsWith('/') && { baseURL: home }),
		headers: { ...request.headers, Authorization: `Bearer ${bearerToken(apiToken)}` },
	};
}

/** Where an address really leads, user names and the like left out; undefined for what is no web address. */
function readOrigin(address: string): URL | undefined {
	const text = address.trim();
	if (!URL.canParse(text)) return undefined;
	const { origin, protocol } = new URL(text);
	return /^https?:$/.test(protocol) ? new URL(origin) : undefined;
}

function refuseOtherOrigin(target: URL | undefined, home: URL | undefined): void {
	if (!target || !home) {
		throw new UserError(
			"The 'Base URL' of the Nebrija AI credential is not a web address. It usually is https://nebrijaai.com/api/v1",
		);
	}
	if (target.origin !== home.origin) {
		throw new UserError(
			`The Nebrija AI credential sends its API token to ${home.host} only, the host of its 'Base URL', and this request goes to ${target.host}`,
		);
	}
	if (target.protocol === 'http:' && !localHosts.includes(target.hostname)) {
		throw new UserError(
			"The 'Base URL' of the Nebrija AI credential begins with http://, which would send your API token unencrypted. Change it to https://",
		);
	}
}
