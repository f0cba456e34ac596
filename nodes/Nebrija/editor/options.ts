import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { searchAbTests, searchAssistants } from './search';

/** The assistants of the account, to choose several of them. */
export async function getAssistants(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return (await searchAssistants.call(this)).results;
}

/** The A/B tests of the account, to choose several of them. */
export async function getAbTests(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return (await searchAbTests.call(this)).results;
}
