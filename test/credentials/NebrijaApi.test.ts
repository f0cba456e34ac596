import type { IAuthenticate, IHttpRequestOptions } from 'n8n-workflow';

import { NebrijaApi } from '../../credentials/NebrijaApi.credentials';
import { customers, launching, useScene } from '../engine/scene';

const scene = useScene();
const authenticate = new NebrijaApi().authenticate as Exclude<IAuthenticate, { type: string }>;
const sign = async (
	apiToken: string,
	options: Partial<IHttpRequestOptions>,
	baseUrl = 'https://nebrijaai.com/api/v1',
) =>
	await authenticate({ apiToken, baseUrl }, { url: '/calls', ...options } as IHttpRequestOptions);

describe('The bearer header', () => {
	it.each(['abc', ' abc\n', 'Bearer abc', 'bearer  abc '])(
		'of the token %j is clean',
		async (t) => {
			const { headers } = await sign(t, { headers: { a: 1 } });
			expect(headers).toEqual({ a: 1, Authorization: 'Bearer abc' });
		},
	);
});

describe('The base URL', () => {
	it.each([
		'https://nebrijaai.com/api/v1',
		'http://localhost:4010/api/v1',
		'http://127.0.0.1',
		'http://[::1]:80/x',
		'HTTPS://nebrijaai.com',
	])('%s is accepted', async (address) => {
		await expect(sign('t', {}, address)).resolves.toMatchObject({ baseURL: address });
		await expect(sign('t', { url: address }, address)).resolves.not.toHaveProperty('baseURL');
	});

	it('of the credential is where a path leads, whatever else is said', async () => {
		const elsewhere = { baseURL: 'https://elsewhere.example' };
		const { baseURL } = await sign('t', elsewhere, ' https://nebrijaai.com/api/v1 ');
		expect(baseURL).toBe('https://nebrijaai.com/api/v1');
	});

	it.each([
		'http://nebrijaai.com/api/v1',
		' HTTP://nebrijaai.com',
		'http://localhost.example.com',
		'http://127.0.0.1.example.com',
		'http://localhost@example.com',
		'http://127.0.0.1:1@example.com/',
		'http://[::2]/',
	])('%s is refused before the token leaves', async (address) => {
		await expect(sign('secret', {}, address)).rejects.toThrow(/http:\/\/.*https:\/\//);
		await expect(sign('secret', { url: address }, address)).rejects.not.toThrow(/secret/);
	});

	it.each([
		'https://elsewhere.example/api/v1/calls',
		'https://nebrijaai.com.example/calls',
		'https://nebrijaai.com:8443/calls',
		'https://nebrijaai.com@elsewhere.example/',
		'http://localhost/calls',
	])('is the only origin that gets the token, not %s', async (url) => {
		const refusal = /sends its API token to nebrijaai\.com only/;
		await expect(sign('secret', { url })).rejects.toThrow(refusal);
		await expect(sign('secret', { url: undefined, uri: url } as never)).rejects.toThrow(refusal);
		await expect(sign('secret', { url: 'calls', baseURL: url })).rejects.toThrow(refusal);
	});

	it.each(['', 'nebrijaai.com/api/v1', 'ftp://nebrijaai.com'])(
		'%j is no web address, and says so',
		async (address) => {
			await expect(sign('secret', {}, address)).rejects.toThrow(/is not a web address/);
		},
	);

	it("is read from `uri` too, as n8n's HTTP Request node says", async () => {
		const legacy = (uri: string) => sign('t', { url: undefined, uri } as never);
		await expect(legacy('https://nebrijaai.com/api/v1/calls')).resolves.toMatchObject({
			headers: { Authorization: 'Bearer t' },
		});
		await expect(legacy('http://nebrijaai.com/api/v1/calls')).rejects.toThrow(/its API token/);
	});

	it('may end in a slash', async () => {
		const credential = { apiToken: scene.simulator.token, baseUrl: `${scene.simulator.url}/` };
		await scene.run({ items: customers(1), parameters: launching(), credential });
		expect(scene.simulator.requests.map(({ path }) => path)).toEqual(['/calls']);
	});

	it('over plain http ends in the message of the credential, not in a request', async () => {
		const credential = { apiToken: 'secret', baseUrl: 'http://nebrija.invalid' };
		const { error } = await scene.run({
			items: customers(1),
			parameters: launching(),
			credential,
		});
		expect(error?.message).toMatch(/would send your API token unencrypted/);
	});
});

describe('Allowed domains', () => {
	const restrictedTo = async (allowedDomains: string) =>
		await scene.run({
			items: customers(1),
			parameters: launching(),
			credential: {
				apiToken: scene.simulator.token,
				baseUrl: scene.simulator.url,
				...{ allowedHttpRequestDomains: 'domains', allowedDomains },
			},
		});

	it('without the host of the Base URL end in the words of n8n, and nobody is called', async () => {
		const { error } = await restrictedTo('n.example');
		expect(error?.message).toMatch(/^Domain not allowed/);
		expect(scene.simulator.requests).toEqual([]);
		expect((await restrictedTo('127.0.0.1')).success).toHaveLength(1);
	});
});
