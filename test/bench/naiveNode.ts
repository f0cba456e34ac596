import type { IAuthenticateGeneric, ICredentialType, INodeProperties } from 'n8n-workflow';
import { NaiveLaunch as Launch } from '../safety/naiveLaunch';

/** A credential as n8n's own guide would have it: the header is an expression. */
export class NaiveApi implements ICredentialType {
	name = 'naiveApi';

	displayName = 'Naive API';

	properties: INodeProperties[] = [
		{ displayName: 'API Token', name: 'apiToken', type: 'string', default: '' },
		{ displayName: 'Base URL', name: 'baseUrl', type: 'string', default: '' },
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '=Bearer {{$credentials.apiToken}}' } },
	};
}

/** The naive node of the safety tests with that credential. */
export class NaiveLaunch extends Launch {
	constructor() {
		super();
		this.description.credentials = [{ name: 'naiveApi', required: true }];
	}
}
