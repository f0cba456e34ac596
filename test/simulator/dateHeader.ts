import type { RequestHandler } from 'express';
import { type Clock } from './clock';
import { cacheAgeMs, type World } from './world';

/** How old the list of calls is that GET /calls answers with. */
export const listAgeMs = ({ cachedList }: World): number => (cachedList === 'no' ? 0 : cacheAgeMs);

/** Gives every answer the `Date` of the simulator's clock at the moment it leaves, and a list from a cache its age. */
export function dated(clock: Clock, world: World): RequestHandler {
	return (req, res, next) => {
		const isList = req.method === 'GET' && /^\/api\/v1\/calls\/?$/.test(req.path);
		const { writeHead } = res;
		res.sendDate = false;
		res.writeHead = ((...head: Parameters<typeof writeHead>) => {
			const cached = isList && res.statusCode < 300 ? world.cachedList : 'no';
			const oldDate = cached === 'oldDateAndAge' || cached === 'oldDateOnly';
			const now = clock.now() + world.dateSkewMs - (oldDate ? cacheAgeMs : 0);
			if (world.dateHeader === 'sent' && !res.hasHeader('date')) {
				res.setHeader('date', new Date(now).toUTCString());
			}
			if (cached === 'oldDateAndAge' || cached === 'ageOnly') {
				res.setHeader('age', String(cacheAgeMs / 1000));
			}
			return writeHead.apply(res, head);
		}) as typeof writeHead;
		next();
	};
}
