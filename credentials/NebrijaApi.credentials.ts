import type {
	IAuthenticate,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	INodeProperties,
} from 'n8n-workflow';

import { defaultBaseUrl, sign } from '../nodes/Nebrija/api/credential';

const notTheApi =
	"This address answers, but not as the Nebrija AI API does. Check the 'Base URL': it usually ends in /api/v1.";

export class NebrijaApi implements ICredentialType {
	name = 'nebrijaApi';

	displayName = 'Nebrija AI API';

	icon: Icon = {
		light: 'file:../icons/nebrija.svg',
		dark: 'file:../icons/nebrija.dark.svg',
	};

	documentationUrl = 'https://www.npmjs.com/package/n8n-nodes-nebrija#credential';

	properties: INodeProperties[] = [
		{
			displayName: 'API Token',
			name: 'apiToken',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'The token of your Nebrija AI account, with or without "Bearer" in front. Look in the settings of your account; if it is not there, ask the support of Nebrija AI.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: defaultBaseUrl,
			description: 'Where the Nebrija AI API answers. Change it only for a test server.',
		},
	];

	authenticate: IAuthenticate = async (credentials, request) => sign(credentials, request);

	/**
	 * Read as text, so that an empty list of calls is still one item: n8n's tester fails on none when
	 * it looks into the answer (credentials-tester.service.ts), and a web page starts with "<".
	 */
	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{$credentials.baseUrl}}',
			url: '/calls',
			qs: { limit: 1 },
			encoding: 'text',
			disableFollowRedirect: true,
		},
		rules: [
			...[
				[401, "Nebrija AI did not accept this 'API Token'. Copy it again from your account."],
				[403, "Nebrija AI knows this 'API Token', but it may not read calls."],
				[301, notTheApi],
				[302, notTheApi],
				[307, notTheApi],
				[308, notTheApi],
				[404, notTheApi],
				[405, notTheApi],
			].map(([value, message]) => ({ type: 'responseCode', properties: { value, message } })),
			...['<', '\n', ' ', undefined].map((value) => ({
				type: 'responseSuccessBody',
				properties: { key: '0', value, message: notTheApi },
			})),
		] as ICredentialTestRequest['rules'],
	};
}
