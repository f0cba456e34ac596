import type { Profiler } from 'inspector';
import { relative } from 'path';
import { fileURLToPath } from 'url';

/** What one function cost, in milliseconds: by itself, and with everything it called. */
export interface Cost {
	place: string;
	self: number;
	total: number;
}

/** Adds up a CPU profile by function, the most expensive by itself first. */
export function costsOf({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): Cost[] {
	const byId = new Map(nodes.map((node) => [node.id, node]));
	const selfOfNode = new Map<number, number>();
	samples.forEach((id, index) =>
		selfOfNode.set(id, (selfOfNode.get(id) ?? 0) + timeDeltas[index] / 1000),
	);
	const costs = new Map<string, Cost>();
	const walk = (node: Profiler.ProfileNode, above: string[]): number => {
		const place = placeOf(node.callFrame);
		const cost = costs.get(place) ?? { place, self: 0, total: 0 };
		costs.set(place, cost);
		const self = selfOfNode.get(node.id) ?? 0;
		let total = self;
		for (const id of node.children ?? []) {
			total += walk(byId.get(id) as Profiler.ProfileNode, [...above, place]);
		}
		cost.self += self;
		if (!above.includes(place)) cost.total += total;
		return total;
	};
	walk(nodes[0], []);
	return [...costs.values()].sort((a, b) => b.self - a.self);
}

function placeOf({ functionName, url, lineNumber }: Profiler.ProfileNode['callFrame']): string {
	const name = functionName || '(anonymous)';
	if (!url) return name;
	const path = url.startsWith('file:') ? fileURLToPath(url) : url;
	const short = path.includes('/node_modules/')
		? path.slice(path.lastIndexOf('/node_modules/') + '/node_modules/'.length)
		: path.startsWith('/')
			? relative(process.cwd(), path)
			: path;
	return `${name} ${short}:${lineNumber + 1}`;
}
