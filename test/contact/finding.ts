import type { Evidence } from './evidence';

/** What was seen of a belief; the words hold nothing personal. */
export type Finding = { verdict: 'confirmed' | 'contradicted' | 'unseen'; seen: string };

/** Puts one belief to the question. */
export type Question = (evidence: Evidence) => Finding;

export const confirmed = (seen: string): Finding => ({ verdict: 'confirmed', seen });

export const contradicted = (seen: string): Finding => ({ verdict: 'contradicted', seen });

export const unseen = (seen: string): Finding => ({ verdict: 'unseen', seen });

/** Contradicted by what is wrong, else confirmed by what is right, else unseen for want of both. */
export function weigh(wrong: string[], right: string[], lack: string): Finding {
	if (wrong.length > 0) return contradicted(most(wrong));
	return right.length > 0 ? confirmed(most(right)) : unseen(lack);
}

/** Every text once, with how often it occurred; the first few of them. */
function most(texts: string[], shown = 5): string {
	const counts = new Map<string, number>();
	for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
	const all = [...counts].map(([text, count]) => (count > 1 ? `${text} (${count} times)` : text));
	const left = all.length - shown;
	return all.slice(0, shown).join('; ') + (left > 0 ? `; ${left} more` : '');
}
