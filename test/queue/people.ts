import { until } from '../e2e/n8nClient';
import type { Simulator } from '../simulator';

export interface Person {
	number: string;
	name: string;
}

let known = 0;

/** Ten people nobody has called yet: the items of one execution. */
export function tenPeople(): Person[] {
	return Array.from({ length: 10 }, () => {
		const number = `+34600${String(100_000 + known++)}`;
		return { number, name: 'Lucía' };
	});
}

/** Many times ten people nobody has called yet. */
export function groupsOfTen(count: number): Person[][] {
	return Array.from({ length: count }, tenPeople);
}

/** How often the phone of each of these people rang. */
export function ringsOf(simulator: Simulator, people: Person[]): number[] {
	return people.map(({ number }) => simulator.rings(number));
}

/** Resolves as soon as that many of these people have been called. */
export async function untilCalled(
	simulator: Simulator,
	people: Person[],
	count: number,
): Promise<void> {
	await until(async () => {
		const called = ringsOf(simulator, people).filter((rings) => rings > 0);
		return called.length >= count || undefined;
	});
}

/** The same number for each of these people. */
export function each(people: Person[], rings: number): number[] {
	return people.map(() => rings);
}
