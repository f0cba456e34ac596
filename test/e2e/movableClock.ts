import type { ChildProcess } from 'child_process';
import { once } from 'events';

/** Runs inside n8n: from the next message on, every date is so many milliseconds ahead. */
const MOVE = `
const Real = Date;
const realNow = Real.now;
let ahead = 0;
const now = () => realNow() + ahead;
globalThis.Date = new Proxy(Real, {
	construct: (target, args, as) => Reflect.construct(target, args.length ? args : [now()], as),
	apply: () => new Real(now()).toString(),
	get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
});
process.on('message', (message) => {
	if (typeof message?.ahead !== 'number') return;
	ahead = message.ahead;
	process.send({ ahead });
});
`;

/**
 * What makes the clock of an n8n a movable one: only the older engine of expressions shares the clock of its process,
 * and its user stays logged in.
 */
export const clockThatMoves = {
	flags: ['--import', `data:text/javascript,${encodeURIComponent(MOVE)}`],
	env: { N8N_EXPRESSION_ENGINE: 'legacy', N8N_USER_MANAGEMENT_JWT_DURATION_HOURS: '8760' },
};

/** Puts such a clock ahead; resolves when it is. */
export async function setAhead(n8n: ChildProcess, ms: number): Promise<void> {
	const moved = once(n8n, 'message');
	n8n.send({ ahead: ms });
	await moved;
}
