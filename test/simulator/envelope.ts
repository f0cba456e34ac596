import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import { disguise, type Json } from './disguise';
import type { Call, SimulatorOptions } from './types';
import type { Place, World } from './world';

/** What a list and one of its entries are called in an answer. */
const names: Record<string, { list: string; one: string }> = {
	calls: { list: 'calls', one: 'call' },
	assistants: { list: 'assistants', one: 'assistant' },
	'ab-tests': { list: 'abTests', one: 'abTest' },
	'phone-numbers': { list: 'phoneNumbers', one: 'phoneNumber' },
	webhooks: { list: 'webhooks', one: 'webhook' },
};

/** Dresses every honest answer for the world that is set; what refuses stays as it is. */
export function dressed(options: SimulatorOptions): RequestHandler {
	return ({ method, path }, res, next) => {
		const { json } = res;
		const [, resource, id] = path.split('/');
		res.json = (honest: unknown) => {
			res.json = json;
			if (res.statusCode >= 300 || !names[resource]) return res.json(honest);
			const place = method === 'POST' ? 'launch' : id ? 'single' : 'list';
			const isLaunch = resource === 'calls' && place === 'launch';
			if (isLaunch) res.status(options.launchStatus);
			const shown = resource === 'calls' ? disguised(honest, place, options) : honest;
			return res.json(
				isLaunch && options.launchAnswer !== 'call'
					? launchAnswers[options.launchAnswer](shown as Json)
					: enclosed(shown, names[resource], options),
			);
		};
		next();
	};
}

function disguised(honest: unknown, place: Place, world: World): unknown {
	const dress = (call: Call) => disguise(call, place, world);
	return Array.isArray(honest) ? honest.map(dress) : dress(honest as Call);
}

function enclosed(shown: unknown, { list, one }: { list: string; one: string }, world: World) {
	const isList = Array.isArray(shown);
	switch (isList ? world.listEnvelope : world.oneEnvelope) {
		case 'bare':
			return shown;
		case 'data':
			return { data: shown };
		case 'named':
			return { [isList ? list : one]: shown };
		case 'unknownKey':
			return { page: { entries: shown } };
	}
}

const launchAnswers = {
	callIdBesideData: ({ id, ...data }: Json) => ({ success: true, callId: id, data }),
	requestIdBesideData: (data: Json) => ({ id: `req-${randomUUID()}`, data }),
};
