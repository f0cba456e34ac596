import { assistants } from '../simulator';
import { naiveType } from './naivePackage';

export const contestants = [
	'this node',
	'HTTP Request node',
	'naive node',
	'bare axios client',
] as const;

/** Who launches calls; the last one does it without n8n. */
export type Contestant = (typeof contestants)[number];

export const bareClient: Contestant = 'bare axios client';

export const assistantId = assistants[0].id;

const assistant = { __rl: true, mode: 'id', value: assistantId };

/** The node of a contestant as it stands in the workflow: the same request with one expression each. */
export function nodeOf(contestant: Contestant, apiUrl: string) {
	const customerNumber = '={{ $json.number }}';
	switch (contestant) {
		case 'this node':
			return {
				type: 'n8n-nodes-nebrija.nebrijaCall',
				typeVersion: 1,
				parameters: {
					operation: 'launch',
					customerNumber,
					callWith: 'assistant',
					assistantId: assistant,
				},
			};
		case 'naive node':
			return {
				type: naiveType,
				typeVersion: 1,
				parameters: { operation: 'launch', customerNumber, assistantId: assistant },
			};
		default:
			return {
				type: 'n8n-nodes-base.httpRequest',
				typeVersion: 4.5,
				parameters: {
					method: 'POST',
					url: `${apiUrl}/calls`,
					authentication: 'predefinedCredentialType',
					nodeCredentialType: 'nebrijaApi',
					sendBody: true,
					specifyBody: 'json',
					jsonBody: `={ "customer": { "number": "{{ $json.number }}" }, "assistantId": "${assistantId}" }`,
					options: {},
				},
			};
	}
}
