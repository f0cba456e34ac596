import { patience } from '../../nodes/Nebrija/pace/patience';
import { moveClock, useClock } from '../engine/clock';
import { personalities } from '../simulator';
import type { Personality } from '../simulator/personalities';
import { doubtModes, runDoubts } from './doubts';
import type { Doubt, DoubtCell } from './doubts';
import { safetyFaults } from './faults';

/** How much is run: `few` in `npm test`, `kinds` with --all, `every` with --personality (main.ts). */
const { SAFETY: much = 'few' } = process.env;

/** All faults of unknown outcome are one to the node, so one of each side stands for them in `npm test`. */
const faults = safetyFaults.filter(
	({ name, alike }) => much === 'every' || (much === 'kinds' ? !alike : name.startsWith('502')),
);

const modes = Object.keys(doubtModes).filter(
	(name) => much !== 'few' || / (later|elsewhere)$/.test(name),
);

/** Webhooks and their deliveries make no phone ring, and the documented API has a matrix of its own in `npm test`. */
const isDoubtful = ({ belief }: Personality) =>
	much === 'every' ||
	(belief === undefined ? much === 'kinds' : !/^(delivery|webhook)/.test(belief));

/** What of the API a personality doubts: each topic has a file of its own, so that they run side by side. */
function topicOf({ belief }: Personality): 'lists' | 'times' | 'people' | 'answers' {
	const about = belief ?? 'nothing';
	if (about.startsWith('list')) return 'lists';
	if (/^(date|call\.(startTime|timeFormat))/.test(about)) return 'times';
	if (/^call\.(number|assistantId|testId)/.test(about)) return 'people';
	return 'answers';
}

/** A process that knows of no call cannot tell a list that hides calls from that of an account without any. */
const hidesCalls = ['list-always-empty', 'listed-after-ten-minutes'];
const isKnown = ({ personality, mode }: Doubt) =>
	!(hidesCalls.includes(personality) && mode === 'Skip elsewhere');

/** Tests that no phone rings twice and no call is lost where the API is otherwise, in its personalities of this topic. */
export function testDoubts(topic: ReturnType<typeof topicOf>): void {
	const worlds = personalities.filter((world) => isDoubtful(world) && topicOf(world) === topic);
	const cells: DoubtCell[] = [];
	useClock();

	beforeEach(() => {
		Object.assign(patience, {
			notSent: [5, 10],
			lookUps: [0, 20],
			firstSlowDown: 10,
			mostSlowDown: 40,
			slowDowns: 1_500,
		});
	});

	afterAll(() => {
		const found = cells.filter(({ ending }) => ending === 'call').length;
		process.stdout.write(
			`\n${cells.length} cells in ${worlds.length} personalities: ${found} end with the call, ${cells.length - found} with an error that says what is known\n\n`,
		);
	});

	it.each(worlds)(
		'$name: rings at most once, every call known ($standsFor)',
		async ({ name: personality }) => {
			const doubts = faults
				.flatMap((fault) => modes.map((mode) => ({ personality, fault, mode, broken: 1 })))
				.filter(isKnown);
			const own = await runDoubts(doubts, () => moveClock(150_000));
			cells.push(...own);
			expect(own).toHaveLength(doubts.length);
			expect(own.filter(({ wrong }) => wrong.length > 0)).toEqual([]);
		},
		600_000,
	);
}
