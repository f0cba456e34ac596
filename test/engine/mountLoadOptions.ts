import { LoadOptionsContext } from 'n8n-core';
import { Workflow } from 'n8n-workflow';
import type { INodeListSearchResult, INodeParameters, ResourceMapperFields } from 'n8n-workflow';

import { NebrijaCall } from '../../nodes/Nebrija/NebrijaCall.node';
import { additionalDataFor, loadDeclarative } from './mount';
import type { Credential } from './mount';

const type = loadDeclarative(new NebrijaCall());

export type ListSearch = keyof NebrijaCall['methods']['listSearch'];

/** What the editor knows when a dropdown is opened: the credential, and the parameters as they are resolved. */
export interface Opened {
	credential: Credential;
	parameters?: INodeParameters;
	timezone?: string;
}

/** As packages/cli/src/services/dynamic-node-parameters.service.ts: a workflow of one temporary node. */
function contextOf({ credential, parameters = {}, timezone }: Opened): LoadOptionsContext {
	const workflow = new Workflow({
		nodes: [
			{
				parameters,
				id: 'uuid-1234',
				name: 'Temp-Node',
				type: 'nebrijaCall',
				typeVersion: 1,
				position: [0, 0],
				credentials: { nebrijaApi: { id: '1', name: 'Nebrija AI' } },
			},
		],
		connections: {},
		active: false,
		nodeTypes: {
			getByName: () => type,
			getByNameAndVersion: () => type,
			getKnownTypes: () => ({}),
		},
		settings: timezone === undefined ? undefined : { timezone },
	});
	const additionalData = additionalDataFor(credential, '');
	additionalData.currentNodeParameters = parameters;
	return new LoadOptionsContext(workflow, workflow.nodes['Temp-Node'], additionalData, '');
}

/** Opens a dropdown, with what the user has typed into it. */
export async function openList(
	method: ListSearch,
	opened: Opened,
	typed?: string,
): Promise<INodeListSearchResult> {
	return await type.methods!.listSearch![method].call(contextOf(opened), typed);
}

/** The fields of the resource mapper for these parameters. */
export async function loadVariables(opened: Opened): Promise<ResourceMapperFields> {
	return await type.methods!.resourceMapping!.getVariablesOfAssistant.call(contextOf(opened));
}
