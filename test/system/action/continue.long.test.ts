/** A job continues an earlier one on another machine, from GitHub's cache. */
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { type LoopbackGitHub, startLoopbackGitHub } from '../../support/loopback-github/index.ts';
import { runtimeToken } from '../../support/loopback-github/results.ts';
import { findNode24 } from '../../support/node24.ts';
import { commentOf, pullRequestOf } from './support/event-payloads.ts';
import { type ActionEnd, type ActionRun, costsOf, runOnPullRequest } from './support/run-action.ts';
import { createWorkspace, type Files, type Workspace } from './support/workspace.ts';

const node = findNode24();
const PULL = 'refs/pull/7/merge';

/** Each run adds a line to STARTED; the sixth hangs, once. */
const COUNTING = {
  'conclusive.yml': `trainer:
  command: node count.mjs
  versions: node -p process.env.KERNEL
  environment: [STARTED, HALTS, KERNEL]
models: { baseline: { ref: base }, variants: [{ name: head, ref: head }] }
metrics: [{ name: accuracy, role: primary, margin: 0.01 }]
seeds: 5
limits: { parallel: 1, retries: 0 }
`,
  'count.mjs': `import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
const { STARTED, HALTS, CONCLUSIVE_RUN_DIR, CONCLUSIVE_SEED } = process.env;
const { features } = JSON.parse(readFileSync('settings.json', 'utf8'));
appendFileSync(STARTED, 'run\\n');
const runs = readFileSync(STARTED, 'utf8').split('\\n').length - 1;
const accuracy = 0.5 + features / 10 + (CONCLUSIVE_SEED * 7 * features % 5) / 1000;
writeFileSync(join(CONCLUSIVE_RUN_DIR, 'metrics.json'), JSON.stringify({ accuracy }));
if (HALTS && runs === 6) {
  writeFileSync(HALTS, '');
  setTimeout(() => {}, 600_000);
}
`,
};

/** Models that seem to differ by noise only. */
const UNDECIDED = {
  ...COUNTING,
  'conclusive.yml': COUNTING['conclusive.yml'].replace('seeds: 5', 'seeds: 6').replace(', margin: 0.01', ''),
  'count.mjs': COUNTING['count.mjs'].replace(
    /const accuracy = .*/,
    'const accuracy = 0.5 + (3.5 * features + (CONCLUSIVE_SEED * 7 * features % 11)) / 1000;',
  ),
};

describe.skipIf(node === null)('a later job of a pull request', () => {
  let github: LoopbackGitHub;
  let workspace: Workspace;
  let temporary: string;
  let started: string;
  let nextRun = 100;

  beforeEach(async () => {
    github = await startLoopbackGitHub({ repository: 'acme/models', pullRequest: 7 });
    temporary = await mkdtemp(join(tmpdir(), 'conclusive-temp-'));
    return async () => {
      await github.close();
      await workspace.remove();
      await rm(temporary, { recursive: true });
      expect(github.violations).toEqual([]);
    };
  });
  async function open(files: Files = COUNTING): Promise<void> {
    workspace = await createWorkspace(files, { 'settings.json': '{ "features": 2 }\n' });
    started = join(workspace.folder, 'started');
  }

  /** Runs on a new machine with a checkout. */
  async function run({ environment, inputs, ...options }: Partial<ActionRun> = {}): Promise<ActionEnd> {
    const id = nextRun++;
    return runOnPullRequest({
      workspace,
      github,
      inputs: { 'output-directory': join(workspace.folder, `output-of-${id}`), token: '', ...inputs },
      environment: {
        ACTIONS_RESULTS_URL: `${github.url}/`,
        ACTIONS_CACHE_SERVICE_V2: 'true',
        ACTIONS_RUNTIME_TOKEN: runtimeToken({ run: id, scopes: [PULL, 'refs/heads/main'] }),
        GITHUB_RUN_ID: String(id),
        RUNNER_TEMP: temporary,
        STARTED: started,
        KERNEL: '1',
        ...environment,
      },
      ...options,
    });
  }
  /** A comment command, which gets the default branch's cache. */
  async function ask(body: string): Promise<ActionEnd> {
    github.setRole('Codertocat', 'write');
    const { base, head } = workspace;
    github.setPullRequest({ base, head, fork: false, body: null });
    return run({
      event: 'issue_comment',
      payload: commentOf('Codertocat', github.addComment('Codertocat', body)),
      inputs: { token: github.token },
    });
  }
  const runsStarted = async () => (await readFile(started, 'utf8')).split('\n').length - 1;

  test('trains what a cancelled one has not', async () => {
    await open();
    const halts = join(workspace.folder, 'halts');
    const cancelled = await run({ environment: { HALTS: halts }, cancelAtFile: halts });
    expect(cancelled.exitCode).toBe(130);
    const { outputs, log } = await run();
    expect(log).not.toMatch(/^::(?:warning|error)/m);
    expect(await costsOf({ outputs })).toMatchObject({ trained: 5, reused: 5 });
  });

  test('trains what one has not that a wrong config has ended', async () => {
    await open({ ...COUNTING, 'conclusive.yml': COUNTING['conclusive.yml'].replace('accuracy', 'macro_f1') });
    expect((await run()).exitCode).toBe(2);
    // The run that ended the first job counts once the base has the right name.
    const right = await createWorkspace(COUNTING, { 'settings.json': '{ "features": 2 }\n' });
    await workspace.remove();
    workspace = right;
    started = join(workspace.folder, 'started');
    expect(await costsOf(await run())).toMatchObject({ trained: 9, reused: 1 });
  });

  test('trains nothing at all for the same commit, such as after a label: not even for checks, and says of which day its runs are', async () => {
    await open();
    await run();
    // 10 of the comparison and 2 repeats.
    expect(await runsStarted()).toBe(12);
    const payload = { ...pullRequestOf(workspace), action: 'labeled', label: { name: 'documentation' } };
    const { outputs, log, summary } = await run({ payload });
    expect(log).not.toMatch(/^::(?:warning|error)/m);
    expect(outputs.verdict).toBe('improvement');
    expect(await costsOf({ outputs })).toMatchObject({ trained: 0, reused: 10 });
    expect(await runsStarted()).toBe(12);
    expect(summary).toMatch(/0 trained, 10 reused from records of \d{4}-\d\d-\d\d/);
  });

  test('trains anew where other versions are installed now, and not where they are the same again', async () => {
    await open();
    await run();
    const upgraded = await run({ environment: { KERNEL: '2' } });
    expect(await costsOf(upgraded)).toMatchObject({ trained: 10, reused: 0 });
    expect(upgraded.log).toContain(
      '10 run records are not reused, because the installed package versions differ',
    );
    expect(await costsOf(await run({ environment: { KERNEL: '2' } }))).toMatchObject({
      trained: 0,
      reused: 10,
    });
  });

  test('goes on at what an earlier one has left of alpha, be it a push or a command in a comment, on whatever machine', async () => {
    await open(UNDECIDED);
    const design = async ({ outputs }: ActionEnd) =>
      JSON.parse(await readFile(outputs.result ?? '', 'utf8')).design;
    const pushed = await run({ inputs: { token: github.token } });
    expect(pushed.outputs.verdict).toBe('inconclusive');
    expect((await design(pushed)).continuation).toBeUndefined();
    const asked = await design(await ask('/conclusive run seeds=9'));
    expect(asked).toMatchObject({ continuation: { design: 2, pairs: 6 }, push: { isRemembered: true } });
    const askedMore = await design(await ask('/conclusive run seeds=12'));
    expect(askedMore).toMatchObject({ continuation: { design: 3, pairs: 9 } });
    expect(askedMore.continuation.left).toBeLessThan(asked.continuation.left);
    const again = await design(await run({ inputs: { token: github.token } }));
    expect(again.looks).toMatchObject([{ pairs: 6 }]);
    expect(github.comments.filter(({ author }) => author !== 'Codertocat')).toHaveLength(1);
  });

  test('finds the records where the path of RUNNER_TEMP has a space', async () => {
    await open();
    const environment = { RUNNER_TEMP: join(temporary, 'actions runner') };
    await mkdir(environment.RUNNER_TEMP);
    await run({ environment });
    const { log, outputs } = await run({ environment });
    expect(log).not.toMatch(/^::(?:warning|error)/m);
    expect(await costsOf({ outputs })).toMatchObject({ trained: 0, reused: 10 });
  });
});
