import type { IBinaryData, IExecuteSingleFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { readId } from '../api/answer';
import { hasEnded, readCallId } from '../api/call';
import type { Call } from '../api/call';
import { credentialName } from '../api/request';

type BodyStream = Extract<
	Parameters<IExecuteSingleFunctions['helpers']['prepareBinaryData']>[0],
	{ destroy: unknown }
>;

/** The recording of a call as a file, or why there is none. */
export type Recording = { file: IBinaryData } | { problem: string };

/**
 * Downloads the recording of a call as a stream, so that it is never held in memory twice. The token goes along
 * only to the API's own host, and never over a redirect. Never rejects: the call itself must not be lost over it.
 */
export async function downloadRecording(
	context: IExecuteSingleFunctions,
	request: IHttpRequestOptions,
	call: Call,
): Promise<Recording> {
	const address = readId(call.recordingUrl);
	if (address === undefined) {
		const ended = hasEnded(call);
		return {
			problem: ended
				? 'This call has no recording, or not yet'
				: 'This call has not ended, so there is no recording yet',
		};
	}
	const url = readAddress(address);
	if (!url) return { problem: 'The address of the recording is not a web address' };
	const options: IHttpRequestOptions = {
		method: 'GET',
		url: url.href,
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		timeout: request.timeout,
		skipSslCertificateValidation: request.skipSslCertificateValidation,
		proxy: request.proxy,
	};
	try {
		const { baseUrl } = await context.getCredentials(credentialName);
		const isOwn = url.origin === readAddress(String(baseUrl))?.origin;
		const response = isOwn
			? await context.helpers.httpRequestWithAuthentication.call(context, credentialName, {
					...options,
					sendCredentialsOnCrossOriginRedirect: false,
				})
			: await context.helpers.httpRequest(options);
		const body = response.body as BodyStream;
		if (response.statusCode >= 300) {
			body.destroy();
			return { problem: `The recording could not be downloaded (status ${response.statusCode})` };
		}
		const type = String(response.headers['content-type'] ?? '').split(';')[0];
		const mimeType = type.startsWith('audio/') ? type : 'audio/mpeg';
		const name = `call-${readCallId(call) ?? 'recording'}${/\.\w{2,4}$/.exec(url.pathname)?.[0] ?? '.mp3'}`;
		return { file: await context.helpers.prepareBinaryData(body, name, mimeType) };
	} catch {
		return { problem: 'The recording could not be downloaded: its server did not answer' };
	}
}

function readAddress(text: string): URL | undefined {
	return /^https?:/i.test(text) && URL.canParse(text) ? new URL(text) : undefined;
}
