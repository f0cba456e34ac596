import { NodeApiError } from 'n8n-workflow';
import type {
	IAuthenticateGeneric,
	ICredentialType,
	IExecuteSingleFunctions,
	INodeProperties,
} from 'n8n-workflow';
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

/** The naive node with a check of its own that every item fails, as an author would write it. */
export class NaiveFailure extends NaiveLaunch {
	constructor() {
		super();
		this.description.name = 'naiveFailure';
		const preSend = [refuse];
		const routing = { send: { type: 'body', property: 'customer.number', preSend } } as const;
		this.description.properties = this.description.properties.map((property) =>
			property.name === 'customerNumber' ? { ...property, routing } : property,
		);
	}
}

async function refuse(this: IExecuteSingleFunctions): Promise<never> {
	const message = 'This is no phone number';
	throw new NodeApiError(this.getNode(), {}, { message, itemIndex: this.getItemIndex() });
}
