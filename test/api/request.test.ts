import axios from 'axios';
import { NodeApiError } from 'n8n-workflow';
import type { IAllExecuteFunctions, INode, JsonObject } from 'n8n-workflow';

import { sendRequest } from '../../nodes/Nebrija/api/request';
import { useScene } from '../engine/scene';

const scene = useScene();

const node = { name: 'Nebrija Call', type: 'nebrijaCall' } as INode;

/** Sends through axios, and fails as n8n does: with the cause, or as n8n before 2.34 without it. */
function contextOf({ keepsCause }: { keepsCause: boolean }): IAllExecuteFunctions {
	const httpRequestWithAuthentication = async (_: string, { url }: { url: string }) => {
		try {
			const authorization = `Bearer ${scene.simulator.token}`;
			return await axios.get(url, { timeout: 300, headers: { authorization } });
		} catch (error) {
			const told = new NodeApiError(node, error as JsonObject);
			if (!keepsCause) Object.defineProperty(told, 'cause', { value: undefined });
			throw told;
		}
	};
	return {
		getNode: () => node,
		helpers: { httpRequestWithAuthentication },
	} as unknown as IAllExecuteFunctions;
}

describe.each([{ keepsCause: true }, { keepsCause: false }])('A request, %j', (n8n) => {
	const send = async (url: string) => await sendRequest(contextOf(n8n), { url });

	it('whose connection is lost may have been received', async () => {
		scene.simulator.faults.add({ fault: { kind: 'reset', accept: true } });
		expect(await send(`${scene.simulator.url}/calls`)).toEqual({ code: 'ECONNRESET', sent: true });
	});

	it('that is not answered in time may have been received', async () => {
		scene.simulator.faults.add({ fault: { kind: 'delay', ms: 1_000 } });
		expect(await send(`${scene.simulator.url}/calls`)).toEqual({
			code: 'ECONNABORTED',
			sent: true,
		});
	});

	it.each([
		['http://127.0.0.1:1/calls', 'ECONNREFUSED'],
		['http://api.invalid/calls', expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/)],
	])('to %s was never sent', async (url, code) => {
		expect(await send(url)).toEqual({ code, sent: false });
	});
});
