import type { Destiny } from '../simulator';
import { outputOf, until } from './n8nClient';
import { PhoneCampaign, type Row } from './phoneCampaign';
import { openStage, type Stage } from './stage';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Longer than any call here. */
const CALL = 5 * MINUTE;

/** With so many bytes in its data tables, this n8n writes nothing more into them. */
const MOST_STORED = 4 * 1024 ** 2;

let stage: Stage;
let campaign: PhoneCampaign;
let known = 0;

const url = () => stage.server.url;

beforeAll(async () => {
	const env = {
		NODE_OPTIONS: '--max-old-space-size=512',
		N8N_DATA_TABLES_MAX_SIZE_BYTES: String(MOST_STORED),
		N8N_DATA_TABLES_SIZE_CHECK_CACHE_DURATION_MS: '0',
	};
	stage = await openStage({ movableClock: true, env });
	stage.simulator.options.delivery.timeoutMs = 60_000;
	await stage.advance(untilMorning());
	campaign = await PhoneCampaign.publish(stage, url);
	await campaign.tryOut();
});

afterAll(async () => {
	await stage?.close();
});

beforeEach(async () => {
	await stage.advance(untilMorning());
});

afterEach(async () => {
	stage.simulator.faults.clear();
	stage.simulator.options.latencyMs = 0;
	await (await campaign.table()).deleteAll();
});

/** How long it is until a morning of one of these days, after nine in all of Spain; 1 is Monday. */
function untilMorning(days = [1, 2, 3, 4, 5]): number {
	const now = stage.simulator.clock.now();
	const morning = new Date(now);
	do morning.setUTCDate(morning.getUTCDate() + 1);
	while (!days.includes(morning.getUTCDay()));
	return morning.setUTCHours(9, 30, 0, 0) - now;
}

/** Somebody nobody has called yet; what becomes of the calls, one after the other. */
function somebody(...destinies: Destiny[]): string {
	const phone = `+34600${String(700_000 + known++)}`;
	stage.simulator.options.customers[phone] = { destinies };
	return phone;
}

const people = (count: number, ...destinies: Destiny[]) =>
	Array.from({ length: count }, () => somebody(...destinies));

/** Adds people as a user does: a name and a phone. */
async function list(...phones: string[]): Promise<void> {
	const table = await campaign.table();
	await table.insert(phones.map((phone) => ({ name: 'Lucía', phone })));
}

const rings = (phones: string[]) => phones.map((phone) => stage.simulator.rings(phone));
const each = (phones: string[], times: number) => phones.map(() => times);

async function rowOf(phone: string): Promise<Row> {
	const row = (await campaign.rows()).find((row) => row.phone === phone);
	if (!row) throw new Error(`${phone} is not in the table.`);
	return row;
}

/** Keeps the answer to a launch back until it is let go; `accept` places the call before that. */
function holdLaunch(number: string, accept = false): () => void {
	let letGo = () => {};
	const held = new Promise<void>((resolve) => (letGo = resolve));
	stage.simulator.faults.add({
		match: { method: 'POST', path: '/calls', number },
		fault: { kind: 'delay', ms: 7 * DAY, until: held, accept },
	});
	return letGo;
}

const isUnderWay = ({ status }: Row) => status === 'calling';

/** Lets the calls end, and waits until their results are written. */
async function hearResults(): Promise<Row[]> {
	await stage.advance(CALL);
	return await campaign.rowsOnce((row) => !isUnderWay(row));
}

/** Moves on to when somebody is due, runs the campaign and hears the results, until nobody is left to call. */
async function untilAllAreFinal(): Promise<Row[]> {
	for (;;) {
		const waiting = (await campaign.rows()).filter(({ due }) => due !== null);
		if (waiting.length === 0) return await campaign.rows();
		const next = Math.min(...waiting.map(({ due }) => Date.parse(due ?? '')));
		await stage.advance(Math.max(0, next - stage.simulator.clock.now()) + 1_000);
		await campaign.run();
		await hearResults();
	}
}

test('a test run calls nobody and writes nothing, and shows who would be called', async () => {
	const phones = people(3, 'answered');
	await list(...phones);
	const before = await campaign.rows();
	const { status, data } = await campaign.tryOut();
	expect(status).toBe('success');
	expect(data.resultData.runData['Claim']).toBeUndefined();
	const shown = outputOf({ id: '', status, data }, 'Launch Call');
	expect(shown).toMatchObject(
		phones.map((number) => ({ notCalled: 'testRun', request: { customer: { number } } })),
	);
	expect(await campaign.rows()).toEqual(before);
	expect(rings(phones)).toEqual(each(phones, 0));
});

test('40 people over a week: each comes to the end that their phone has for them', async () => {
	const { simulator } = stage;
	await stage.advance(untilMorning([1]));
	const prompt = people(20, 'answered');
	const second = people(6, 'noAnswer', 'answered');
	const third = people(4, 'busy', 'voicemail', 'answered');
	const silent = people(4, 'noAnswer');
	const machine = people(1, 'voicemail', 'busy', 'failed');
	const refusing = people(2, 'answered');
	for (const phone of refusing) {
		simulator.options.customers[phone].analysis = { doNotCall: true };
	}
	const [leaving] = people(1, 'noAnswer', 'answered');
	const twice = prompt[0];
	const impossible = '+34 600';
	const everybody = [...prompt, ...second, ...third, ...silent, ...machine, ...refusing, leaving];
	await list(...everybody, twice.replace('+34', '0034 '), impossible);
	expect(await campaign.rows()).toHaveLength(40);
	const began = simulator.clock.now();

	await campaign.run();
	await hearResults();
	expect(rings(everybody)).toEqual(each(everybody, 1));
	await (await campaign.table()).update('phone', leaving, { status: 'do not call' });
	const rows = await untilAllAreFinalBut(leaving);

	const final = (phones: string[]) =>
		phones.map((phone) => rows.find((row) => row.phone === phone)?.status);
	expect(final(prompt)).toEqual(prompt.map(() => 'done'));
	expect(rings(prompt)).toEqual(each(prompt, 1));
	expect(final(second)).toEqual(second.map(() => 'done'));
	expect(rings(second)).toEqual(each(second, 2));
	expect(final(third)).toEqual(third.map(() => 'done'));
	expect(rings(third)).toEqual(each(third, 3));
	expect(final([...silent, ...machine])).toEqual([...silent, ...machine].map(() => 'unreachable'));
	expect(rings([...silent, ...machine])).toEqual(each([...silent, ...machine], 3));
	expect(final([...refusing, leaving])).toEqual([...refusing, leaving].map(() => 'do not call'));
	expect(rings([...refusing, leaving])).toEqual([1, 1, 1]);
	expect(rows[38]).toMatchObject({ phone: twice, status: 'duplicate', callsToday: 0 });
	expect(rows[39]).toMatchObject({ status: 'problem', note: expect.stringMatching(/few digits/) });

	const hours = simulator.calls
		.filter(({ number }) => silent.includes(number))
		.map(({ placedAt }) => new Date(placedAt).getUTCHours());
	expect(new Set(hours).size).toBe(3);
	expect(simulator.clock.now() - began).toBeGreaterThan(4 * DAY);
});

/** Whoever has a due date that nobody will look at again does not hold the others up. */
async function untilAllAreFinalBut(phone: string): Promise<Row[]> {
	await (await campaign.table()).update('phone', phone, { due: null });
	return await untilAllAreFinal();
}

test('do not call wins: in another row of the same phone, and written while the phone rings', async () => {
	const [first, ringing] = people(2, 'noAnswer');
	await (
		await campaign.table()
	).insert([
		{ name: 'Lucía', phone: ringing },
		{ name: 'Lucía', phone: first },
		{ name: 'From the list of those who said no', phone: first, status: 'do not call' },
	]);
	await campaign.run();
	expect(await rowOf(first)).toMatchObject({ status: 'do not call', attempts: 0, callsToday: 0 });
	expect(await rowOf(ringing)).toMatchObject({ status: 'calling', attempts: 1 });
	await (await campaign.table()).update('phone', ringing, { status: 'do not call' });
	await hearResults();
	expect(await rowOf(ringing)).toMatchObject({ status: 'do not call' });
	await stage.advance(2 * DAY);
	await campaign.run();
	expect(rings([first, ringing])).toEqual([0, 1]);
});

test('do not call wins however its phone is written, and a phone written otherwise is listed twice', async () => {
	const refusing = people(6, 'answered');
	const [calling] = people(1, 'answered');
	const written = [
		(phone: string) => phone.slice(1),
		(phone: string) => phone.replace('+', '00'),
		(phone: string) => phone.replace('+34600', '+34 600 '),
		(phone: string) => phone.replace('+34600', '600-'),
		(phone: string) => phone.replace('+34600', '(+34) 600/'),
		(phone: string) => phone.replace('+34', '0'),
	];
	const table = await campaign.table();
	await list(...refusing, calling);
	await table.insert([
		...refusing.map((phone, n) => ({ phone: written[n](phone), status: 'Do not call' })),
		{ phone: calling.replace('+', '00'), status: 'pending' },
		{ phone: `${calling}5`, status: 'do not call' },
	]);
	await campaign.run();
	await hearResults();
	expect(rings([...refusing, calling])).toEqual([...each(refusing, 0), 1]);
	const rows = await campaign.rows();
	expect(rows.slice(0, 7).map(({ status }) => status)).toEqual([
		...refusing.map(() => 'do not call'),
		'done',
	]);
	expect(rows[13]).toMatchObject({ status: 'duplicate' });
});

test('at night nobody is called: everybody is left for the morning, and no attempt is counted', async () => {
	const phones = people(3, 'answered');
	await stage.advance(untilMorning([1, 2, 3, 4]));
	await list(...phones);
	await stage.advance(12 * HOUR);
	await campaign.run();
	await campaign.run();
	expect(rings(phones)).toEqual(each(phones, 0));
	for (const row of await campaign.rows()) {
		expect(row).toMatchObject({ status: 'pending', attempts: 0, callsToday: 0 });
		expect(row.note).toMatch(/^It is 2[12]:30/);
		expect(row.due).toMatch(/T0[789]:00:00.000Z$/);
	}
	await stage.advance(12 * HOUR);
	await campaign.run();
	expect(rings(phones)).toEqual(each(phones, 1));
	await hearResults();
});

test('whoever is made pending by hand is called, also without a date', async () => {
	const [phone] = people(1, 'answered');
	await (await campaign.table()).insert([{ name: 'Lucía', phone, status: 'pending' }]);
	await campaign.run();
	await hearResults();
	expect(await rowOf(phone)).toMatchObject({ status: 'done', attempts: 1 });
	expect(rings([phone])).toEqual([1]);
});

test('a token that is refused costs nobody an attempt', async () => {
	const { simulator } = stage;
	const phones = people(2, 'answered');
	await list(...phones);
	simulator.faults.add({
		match: { path: '/calls' },
		times: Infinity,
		fault: { kind: 'status', status: 401 },
	});
	await campaign.run();
	for (const row of await campaign.rows()) {
		expect(row).toMatchObject({ status: 'pending', attempts: 0, callsToday: 0, failures: 1 });
		expect(row.note).toMatch(/token/);
	}
	simulator.faults.clear();
	await untilAllAreFinal();
	expect(rings(phones)).toEqual(each(phones, 1));
});

test('three runs at once: nobody is called twice, nor by a run that looked before the others called', async () => {
	const { simulator } = stage;
	const phones = people(8, 'noAnswer');
	await list(...phones);
	simulator.options.latencyMs = 150;
	const runs = Promise.all([campaign.run(), campaign.run(), campaign.run()]);
	const over = runs.then(() => true);
	while (!(await Promise.race([over, stage.advance(5_000)]))) {
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	await hearResults();
	expect(rings(phones)).toEqual(each(phones, 1));
	expect((await campaign.rows()).map(({ attempts }) => attempts)).toEqual(each(phones, 1));
});

test('a run that is held up leaves alone whom others have called or refused since it looked', async () => {
	const [holding, quick, refusing] = people(3, 'noAnswer');
	const table = await campaign.table();
	await list(holding, quick, refusing);
	const letGo = holdLaunch(holding);
	const heldUp = campaign.run();
	await until(async () => isUnderWay(await rowOf(holding)) || undefined);
	await table.update('phone', refusing, { status: 'do not call' });
	await campaign.run();
	expect(rings([holding, quick, refusing])).toEqual([0, 1, 0]);
	await stage.advance(CALL);
	await until(async () => (await rowOf(quick)).status === 'pending' || undefined);
	letGo();
	await heldUp;
	await hearResults();
	expect(rings([holding, quick, refusing])).toEqual([1, 1, 0]);
	expect(await rowOf(refusing)).toMatchObject({ status: 'do not call' });
});

test('an answer that comes late is not written beside a later attempt', async () => {
	const [phone] = people(1, 'answered');
	await list(phone);
	const letGo = holdLaunch(phone);
	const heldUp = campaign.run();
	await until(async () => isUnderWay(await rowOf(phone)) || undefined);
	await (await campaign.table()).update('phone', phone, { attempts: 2, callId: 'of-another-run' });
	letGo();
	await heldUp;
	expect(await rowOf(phone)).toMatchObject({ attempts: 2, callId: 'of-another-run' });
});

test('a day has no more calls than its limit', async () => {
	const limited = people(5, 'answered');
	const { id, stop } = await limitCalls(3);
	await list(...limited);
	await campaign.run();
	await campaign.run();
	expect(rings(limited)).toEqual([1, 1, 1, 0, 0]);
	await hearResults();
	await stage.advance(untilMorning());
	await campaign.run();
	expect(rings(limited)).toEqual(each(limited, 1));
	await hearResults();
	await stop(id);
});

/** The campaign with another daily limit in the place of the usual one. */
async function limitCalls(callsPerDay: number) {
	const usual = campaign;
	await stage.client.unpublish(usual.workflowId);
	campaign = await PhoneCampaign.publish(stage, url, { callsPerDay });
	const stop = async (id: string) => {
		await stage.client.unpublish(id);
		await stage.client.publish(usual.workflowId);
		campaign = usual;
	};
	return { id: campaign.workflowId, stop };
}

test('n8n is killed: nobody is called twice, nobody forgotten, everybody comes to an end', async () => {
	const { simulator } = stage;
	const [written, unwritten, untouched, claimed] = people(4, 'answered');
	const phones = [written, unwritten, untouched, claimed];
	await list(written, unwritten, untouched);
	simulator.faults.add({
		match: { method: 'POST', path: '/calls', number: unwritten },
		fault: { kind: 'delay', ms: 600_000, accept: true },
	});
	await killOnce(async () => simulator.rings(unwritten) === 1);
	expect(rings(phones)).toEqual([1, 1, 0, 0]);
	await stage.revive();
	expect(await rowOf(written)).toMatchObject({ status: 'calling', callId: expect.any(String) });
	expect(await rowOf(unwritten)).toMatchObject({ status: 'calling', callId: null });
	expect(await rowOf(untouched)).toMatchObject({ status: 'pending' });

	await (await campaign.table()).update('phone', untouched, { status: 'wait' });
	await list(claimed);
	simulator.faults.add({
		match: { method: 'POST', path: '/calls', number: claimed },
		fault: { kind: 'hang' },
	});
	await killOnce(async () => isUnderWay(await rowOf(claimed)));
	expect(rings(phones)).toEqual([1, 1, 0, 0]);
	simulator.faults.clear();
	await stage.advance(CALL);
	await stage.revive();
	await (await campaign.table()).update('phone', untouched, { status: 'pending' });
	await campaign.run();
	expect(rings(phones)).toEqual([1, 1, 1, 0]);
	await stage.advance(31 * MINUTE);
	const rows = await callAllOnce(phones);
	expect(rows.map(({ attempts }) => attempts)).toEqual(each(phones, 1));
});

/** Runs the campaign twice, looks that each phone has rung once in all and that all are done, and returns the rows. */
async function callAllOnce(phones: string[]): Promise<Row[]> {
	await campaign.run();
	await campaign.run();
	await hearResults();
	expect(rings(phones)).toEqual(each(phones, 1));
	const rows = await campaign.rows();
	expect(rows.map(({ status }) => status)).toEqual(phones.map(() => 'done'));
	return rows;
}

/** Runs the campaign, and kills n8n as soon as this is so. */
async function killOnce(isSo: () => Promise<boolean>): Promise<void> {
	const run = campaign.run().catch(() => undefined);
	await until(async () => (await isSo()) || undefined);
	await stage.server.stop();
	await run;
}

test('full data tables: nobody is called twice, and all are called once there is room again', async () => {
	const { simulator, client } = stage;
	const [written, unwritten, next] = people(3, 'answered');
	const phones = [written, unwritten, next];
	await list(...phones);
	const letGo = holdLaunch(unwritten, true);
	const run = campaign.run();
	await until(async () => simulator.rings(unwritten) || undefined);
	await client.createDataTable('Transcripts', ['text']);
	const transcripts = await client.dataTable('Transcripts');
	await transcripts.insert([{ text: 'a'.repeat(MOST_STORED) }]);
	letGo();
	await run;
	await stage.advance(CALL);
	expect((await campaign.runOnce()).status).toBe('error');
	await stage.advance(31 * MINUTE);
	expect((await campaign.runOnce()).status).toBe('error');
	expect(rings(phones)).toEqual([1, 1, 0]);
	expect(await rowOf(written)).toMatchObject({ status: 'calling', callId: expect.any(String) });
	expect(await rowOf(unwritten)).toMatchObject({ status: 'calling', callId: null });
	expect(await rowOf(next)).toMatchObject({ status: 'pending', attempts: 0 });

	await transcripts.deleteAll();
	await callAllOnce(phones);
});

test('a call of which nobody knows what came of it: asked for again, and a problem after a day', async () => {
	const { simulator } = stage;
	const [mute] = people(1, 'answered');
	await list(mute);
	await campaign.run();
	const says = { endedReason: 'Fin', transcript: null, durationMinutes: null };
	simulator.faults.add({
		match: { method: 'GET', path: '/calls/:id' },
		times: Infinity,
		fault: { kind: 'merge', fields: says },
	});
	await stage.advance(CALL);
	for (const later of [31 * MINUTE, 31 * MINUTE, 23 * HOUR]) {
		expect(await rowOf(mute)).toMatchObject({ status: 'calling' });
		await stage.advance(later);
		await campaign.run();
	}
	const row = await rowOf(mute);
	expect(row).toMatchObject({ status: 'problem', outcome: 'unknown', due: null });
	expect(row.note).toContain(`call ${row.callId}`);
	expect(rings([mute])).toEqual([1]);
});

test('2,000 people: a run takes as many as it may call, within minutes and half a gigabyte', async () => {
	const { id, stop } = await limitCalls(50);
	const crowd = people(2_000, 'answered');
	await list(...crowd);
	for (const called of [50, 100]) {
		const began = Date.now();
		await campaign.run();
		expect(Date.now() - began).toBeLessThan(5 * MINUTE);
		expect(rings(crowd)).toEqual(crowd.map((_, n) => (n < called ? 1 : 0)));
		await hearResults();
		await stage.advance(untilMorning());
	}
	const states = (await campaign.rows()).map(({ status }) => status);
	expect(states).toEqual(crowd.map((_, n) => (n < 100 ? 'done' : 'pending')));
	await stop(id);
});

test('another table whose name holds that of this one is left alone', async () => {
	const [phone] = people(1, 'answered');
	await list(phone);
	const name = 'Nebrija campaign people of last year';
	await stage.client.createDataTable(name, ['name', 'phone', 'status']);
	const other = await stage.client.dataTable(name);
	await other.insert([{ name: 'Lucía', phone: '+34600699999' }]);
	const before = await other.rows();
	expect((await campaign.runOnce()).status).toBe('success');
	expect(rings([phone])).toEqual([1]);
	expect(await other.rows()).toEqual(before);
	await hearResults();
});
