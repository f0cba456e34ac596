/** The value in the middle. */
export function median(values: number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The median with the smallest and the largest value behind it. */
export function spread(values: number[], digits = 2): string {
	const [least, most] = [Math.min(...values), Math.max(...values)];
	const middle = median(values).toFixed(digits);
	return values.length > 1
		? `${middle} (${least.toFixed(digits)}–${most.toFixed(digits)})`
		: middle;
}

/** The largest value, as text. */
export function worst(values: number[]): string {
	return String(Math.max(...values));
}

/** A Markdown table under a heading. */
export function table(title: string, head: string[], rows: string[][]): string {
	const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
	const rule = head.map((_, column) => (column === 0 ? '---' : '--:'));
	return [`### ${title}`, '', ...[head, rule, ...rows].map(line), ''].join('\n');
}
