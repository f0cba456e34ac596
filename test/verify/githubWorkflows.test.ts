import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';

interface Step {
	uses?: string;
	run?: string;
	with?: Record<string, unknown>;
}

interface Job {
	needs?: string;
	environment?: string;
	permissions?: Record<string, string>;
	strategy?: { matrix: { node: number[] } };
	steps: Step[];
}

interface Workflow {
	on: { push?: { tags?: string[]; branches?: string[] } };
	permissions: Record<string, string>;
	jobs: Record<string, Job>;
}

const root = resolve(__dirname, '../..');
const folder = join(root, '.github/workflows');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const read = (file: string) => readFileSync(join(folder, file), 'utf8');
const load = (file: string) => parse(read(file)) as Workflow;
const stepsOf = ({ jobs }: Workflow) => Object.values(jobs).flatMap(({ steps }) => steps);
const commandsOf = (steps: Step[]) => steps.flatMap(({ run }) => run ?? []);

/** The scripts of package.json that this text runs, in order. */
const scriptsIn = (text: string) =>
	[...text.matchAll(/\bnpm (?:run ([\w:]+)|(test)\b)/g)].map(([, script, test]) => script ?? test);

/** What a job may write; every other job only reads. */
const mayWrite: Record<string, Record<string, string>> = {
	'release.yml publish': { contents: 'read', 'id-token': 'write' },
	'codeql.yml analyze': { contents: 'read', 'security-events': 'write' },
};

describe.each(readdirSync(folder))('The workflow %s', (file) => {
	const workflow = load(file);
	const steps = stepsOf(workflow);

	it('runs only actions that are pinned to a commit, and says which version that is', () => {
		const lines = read(file)
			.split('\n')
			.filter((line) => /\buses:/.test(line));
		expect(lines.length).toBeGreaterThan(0);
		for (const line of lines) {
			expect(line).toMatch(/^\s*- uses: [\w-]+(\/[\w-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
		}
	});

	it('has no more rights than it needs', () => {
		expect(workflow.permissions).toEqual({ contents: 'read' });
		for (const [name, { permissions }] of Object.entries(workflow.jobs)) {
			expect(permissions).toEqual(mayWrite[`${file} ${name}`]);
		}
		for (const step of steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'))) {
			expect(step.with).toEqual({ 'persist-credentials': false });
		}
	});

	it('puts no text from outside into a command', () => {
		expect(commandsOf(steps).filter((command) => command.includes('${{'))).toEqual([]);
	});

	it('calls only scripts that exist', () => {
		const called = commandsOf(steps).flatMap(scriptsIn);
		expect(called.filter((script) => !(script in scripts))).toEqual([]);
	});
});

describe('CI', () => {
	const { check } = load('ci.yml').jobs;

	it('runs on every Node.js that is promised', () => {
		expect(check.strategy?.matrix.node).toEqual([20, 22, 24]);
	});

	it('runs what .ci/run runs, and the oldest n8n', () => {
		const called = commandsOf(check.steps).flatMap(scriptsIn);
		const checks = ['test', 'test:safety', 'verify', 'test:e2e', 'test:queue', 'test:e2e:oldest'];
		expect(called).toEqual(checks);
		expect(scriptsIn(readFileSync(join(root, '.ci/run'), 'utf8'))).toEqual(called);
	});
});

describe('The release', () => {
	const release = load('release.yml');
	const { on, jobs } = release;

	it('starts with a version tag and nothing else', () => {
		expect(on).toEqual({ push: { tags: ['v*'] } });
	});

	it('publishes with provenance, in an environment of its own, after everything has passed', () => {
		expect(commandsOf(jobs.check.steps)).toEqual([
			'npm ci',
			'npm test',
			'npm run verify -- --release',
			'npm run test:e2e',
		]);
		expect(jobs.publish).toMatchObject({ needs: 'check', environment: 'npm' });
		const commands = commandsOf(jobs.publish.steps);
		expect(commands.slice(0, 2)).toEqual(['npm ci', 'npm run build']);
		expect(commands[2].trimEnd().split('\n')).toEqual([
			'registry=$(npm config get registry)',
			expect.stringContaining('[ -n "$NPM_TOKEN" ]'),
			'npm publish --provenance --access public',
		]);
		expect(commands).toHaveLength(3);
	});

	it('shows its token to nothing but the step that publishes', () => {
		const parts = [release, ...Object.values(jobs), ...stepsOf(release)];
		expect(parts.filter((part) => 'env' in part)).toEqual([jobs.publish.steps.at(-1)]);
	});

	it('takes nothing from a cache', () => {
		const nodes = stepsOf(release).filter(({ uses }) => /setup-node@/.test(uses ?? ''));
		expect(nodes.map((step) => step.with?.['package-manager-cache'])).toEqual([false, false]);
	});
});

describe('Dependabot', () => {
	it('looks after packages and actions', () => {
		const { updates } = parse(readFileSync(join(root, '.github/dependabot.yml'), 'utf8')) as {
			updates: Array<Record<string, string>>;
		};
		expect(updates.map((update) => update['package-ecosystem'])).toEqual(['npm', 'github-actions']);
	});
});

describe('An action', () => {
	it('is pinned to the same commit in every workflow', () => {
		const uses = readdirSync(folder).flatMap((file) =>
			stepsOf(load(file)).flatMap((s) => s.uses ?? []),
		);
		const byRepository = new Map<string, Set<string>>();
		for (const use of uses) {
			const [path, commit] = use.split('@');
			const repository = path.split('/').slice(0, 2).join('/');
			byRepository.set(repository, (byRepository.get(repository) ?? new Set()).add(commit));
		}
		expect([...byRepository.values()].filter(({ size }) => size > 1)).toEqual([]);
	});
});
