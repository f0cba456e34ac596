import type { LoggedRequest } from './types';

/** Every request to the API in order of arrival; beyond 100 000 the oldest half is forgotten. */
export class RequestLog {
	readonly entries: LoggedRequest[] = [];

	/** Writes a request down before anything is done with it. */
	add(entry: LoggedRequest): void {
		if (this.entries.length >= 100_000) this.entries.splice(0, 50_000);
		this.entries.push(entry);
	}

	/** The requests with this method and path, `:word` in the path standing for any one segment. */
	to(method: string, path: string | RegExp): LoggedRequest[] {
		const pattern = pathPattern(path);
		return this.entries.filter((entry) => entry.method === method && pattern.test(entry.path));
	}

	/** The largest number of such requests that were under way at the same moment. */
	mostAtOnce(method: string, path: string | RegExp): number {
		const steps = this.to(method, path).flatMap((entry) => [
			{ at: entry.at, change: 1 },
			{ at: entry.answeredAt ?? Infinity, change: -1 },
		]);
		steps.sort((a, b) => a.at - b.at || a.change - b.change);
		let underWay = 0;
		return steps.reduce((most, { change }) => Math.max(most, (underWay += change)), 0);
	}
}

/** Turns `/calls/:id` into an expression that fits exactly such paths. */
export function pathPattern(path: string | RegExp): RegExp {
	if (path instanceof RegExp) return path;
	const escaped = path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
	return new RegExp(`^${escaped.replace(/:\w+/g, '[^/]+')}$`);
}
