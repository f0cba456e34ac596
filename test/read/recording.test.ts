import express from 'express';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { customers, launching, useScene } from '../engine/scene';

const scene = useScene();
const getting = (id: unknown, more = {}) =>
	({
		operation: 'get',
		callId: { __rl: true, mode: 'id', value: id },
		options: { downloadRecording: true, ...more },
	}) as never;

async function endedCall() {
	const { success } = await scene.run({ items: customers(1), parameters: launching() });
	await scene.simulator.clock.advance(3_600_000);
	return success[0].json.id;
}

const withUrl = (recordingUrl: unknown) =>
	scene.simulator.faults.add({
		match: { method: 'GET' },
		times: Infinity,
		fault: { kind: 'merge', fields: { recordingUrl } },
	});

describe('Download Recording', () => {
	it.each([false, true])(
		'puts the file into the binary field (token needed: %s)',
		async (needsToken) => {
			scene.simulator.options.recordingNeedsToken = needsToken;
			const id = await endedCall();
			const { success } = await scene.run({ parameters: getting(id) });
			expect(success[0].binary?.data).toMatchObject({
				mimeType: 'audio/mpeg',
				fileName: `call-${id}.mp3`,
			});
			expect(Buffer.from(success[0].binary!.data.data, 'base64').length).toBeGreaterThan(1000);
			expect(success[0].json).toMatchObject({ id, status: 'ended' });
		},
	);

	it('takes another field name, and works for many items', async () => {
		const { success } = await scene.run({ items: customers(3), parameters: launching() });
		await scene.simulator.clock.advance(3_600_000);
		const items = success.map(({ json }) => json);
		const got = await scene.run({
			items,
			parameters: getting('={{ $json.id }}', { binaryProperty: 'audio' }),
		});
		expect(got.success.map(({ binary }) => binary?.audio.fileName)).toEqual(
			items.map(({ id }) => `call-${String(id)}.mp3`),
		);
	});

	it.each([
		['no address', null, /has no recording, or not yet/],
		['an address that is none', 'file:///etc/passwd', /not a web address/],
		['an address nobody answers at', 'http://127.0.0.1:9/x.mp3', /did not answer/],
	])('with %s outputs the call with the reason', async (_, url, reason) => {
		const id = await endedCall();
		withUrl(url);
		const { success, error } = await scene.run({ parameters: getting(id) });
		expect(error).toBeUndefined();
		expect(success[0].json).toMatchObject({ id, recordingProblem: expect.stringMatching(reason) });
		expect(success[0].binary).toBeUndefined();
	});

	it('of a call that is still running says so', async () => {
		const { success } = await scene.run({ items: customers(1), parameters: launching() });
		const got = await scene.run({ parameters: getting(success[0].json.id) });
		expect(got.success[0].json.recordingProblem).toMatch(/has not ended/);
	});

	it('that is gone says so', async () => {
		const id = await endedCall();
		withUrl(`${scene.simulator.origin}/recordings/nothing.mp3`);
		const { success } = await scene.run({ parameters: getting(id) });
		expect(success[0].json.recordingProblem).toMatch(/status 404/);
	});

	describe('on a foreign host', () => {
		let foreign: Server;
		const seen: Array<string | undefined> = [];
		beforeAll(async () => {
			const app = express();
			app.get('/ok.wav', (req, res) => {
				seen.push(req.headers.authorization);
				res.type('audio/wav').send(Buffer.from('RIFF'));
			});
			await new Promise<void>((resolve) => (foreign = app.listen(0, '127.0.0.1', () => resolve())));
		});
		afterAll(() => foreign.close());

		it('behind a redirect of the API gets no token either', async () => {
			const foreignUrl = `http://127.0.0.1:${(foreign.address() as AddressInfo).port}/ok.wav`;
			const api = express();
			const { token } = scene.simulator;
			api.get('/api/v1/calls/:id', (req, res) => {
				res.json({ id: req.params.id, status: 'ended', recordingUrl: `${own()}/rec.wav` });
			});
			api.get('/rec.wav', (_req, res) => res.redirect(302, foreignUrl));
			const server = await new Promise<Server>((resolve) => {
				const started: Server = api.listen(0, '127.0.0.1', () => resolve(started));
			});
			const own = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
			seen.length = 0;
			const credential = { apiToken: token, baseUrl: `${own()}/api/v1` };
			await scene.run({ parameters: getting('c1'), credential });
			server.close();
			expect(seen.filter((header) => header !== undefined)).toEqual([]);
		});

		it('is downloaded without the token', async () => {
			seen.length = 0;
			const id = await endedCall();
			withUrl(`http://127.0.0.1:${(foreign.address() as AddressInfo).port}/ok.wav`);
			const { success } = await scene.run({ parameters: getting(id) });
			expect(success[0].binary?.data).toMatchObject({
				mimeType: 'audio/wav',
				fileName: `call-${String(id)}.wav`,
			});
			expect(seen).toEqual([undefined]);
		});
	});
});
