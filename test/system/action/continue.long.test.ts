/** A job continues an earlier one on another machine, from GitHub's cache. */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { findNode24 } from '../../support/node24.ts';
import { commentOf, pullRequestOf } from './support/event-payloads.ts';
import { costsOf, resultOf, runJob } from './support/run-action.ts';
import { BETTER, test as base } from './support/test.ts';
import type { Files, Workspace } from './support/workspace.ts';

/** Each run adds a line to STARTED; the sixth hangs, once. */
const COUNTING = {
  'conclusive.yml': `trainer:
  command: node count.mjs
  versions: node -p process.env.KERNEL
  environment: [STARTED, HALTS, KERNEL]
  isolation: false
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

type Options = Omit<Parameters<typeof runJob>[0], 'workspace' | 'github'>;

interface Place {
  readonly workspace: Workspace;
  run(options?: Options): ReturnType<typeof runJob>;
  runsStarted(): Promise<number>;
}

const test = base.extend<{ start: (files?: Files, head?: Files) => Promise<Place> }>({
  start: ({ github, open }, use) =>
    use(async (files = COUNTING, head = BETTER) => {
      const workspace = await open(files, head);
      const variables = { STARTED: join(workspace.folder, 'started'), KERNEL: '1' };
      return {
        workspace,
        run: ({ environment, ...options } = {}) =>
          runJob({ workspace, github, environment: { ...variables, ...environment }, ...options }),
        runsStarted: async () => (await readFile(variables.STARTED, 'utf8')).split('\n').length - 1,
      };
    }),
});

describe.skipIf(findNode24() === null)('a later job of a pull request (needs Node 24)', () => {
  test('trains what a cancelled one has not', async ({ start }) => {
    const { workspace, run } = await start();
    const halts = join(workspace.folder, 'halts');
    const cancelled = await run({ environment: { HALTS: halts }, cancelAtFile: halts });
    expect(cancelled.exitCode).toBe(130);
    const { outputs, log } = await run();
    expect(log).not.toMatch(/^::(?:warning|error)/m);
    expect(await costsOf({ outputs })).toMatchObject({ trained: 5, reused: 5 });
  });

  test('trains what one has not that a wrong config has ended', async ({ start }) => {
    const wrong = COUNTING['conclusive.yml'].replace('accuracy', 'macro_f1');
    const ended = await start({ ...COUNTING, 'conclusive.yml': wrong });
    expect((await ended.run()).exitCode).toBe(2);
    // The run that ended the first job counts once the base has the right name.
    const { run } = await start();
    expect(await costsOf(await run())).toMatchObject({ trained: 9, reused: 1 });
  });

  test('trains nothing at all for the same commit, such as after a label: not even for checks, and says of which day its runs are', async ({
    start,
  }) => {
    const { workspace, run, runsStarted } = await start();
    await run();
    // 10 of the comparison and 2 repeats.
    expect(await runsStarted()).toBe(12);
    const payload = { ...pullRequestOf(workspace), action: 'labeled', label: { name: 'documentation' } };
    const { outputs, log, summary } = await run({ payload });
    expect(log).not.toMatch(/^::(?:warning|error)/m);
    expect(outputs.verdict).toBe('improvement');
    expect(await costsOf({ outputs })).toMatchObject({ trained: 0, reused: 10 });
    expect(await runsStarted()).toBe(12);
    expect(summary).toMatch(/Runs: 10 reused from records of \d{4}-\d\d-\d\d/);
  });

  test('trains again where other versions are installed now, and finds the records where the path of RUNNER_TEMP has a space', async ({
    start,
  }) => {
    const { workspace, run } = await start();
    await run();
    const environment = { KERNEL: '2', RUNNER_TEMP: join(workspace.temporary, 'actions runner') };
    await mkdir(environment.RUNNER_TEMP);
    const upgraded = await run({ environment });
    expect(await costsOf(upgraded)).toMatchObject({ trained: 10, reused: 0 });
    expect(upgraded.log).toContain(
      '10 run records are not reused, because the installed package versions differ',
    );
    expect(await costsOf(await run({ environment }))).toMatchObject({ trained: 0, reused: 10 });
  });

  test('withholds its verdict where the config of the base has changed since the first look, and asks no other config', async ({
    github,
    start,
  }) => {
    const inputs = { token: github.token };
    const strict = `${COUNTING['conclusive.yml']}gate: { fail-on: [regression, invalid, inconclusive] }\n`;
    const wide = strict.replace('margin: 0.01', 'margin: 0.2');
    const allow = 'verdict: { changed-design: allow }\n';
    const of = (config: string) => ({ ...COUNTING, 'conclusive.yml': config });
    const first = await (await start(of(strict))).run({ inputs });
    expect([first.outputs.verdict, first.exitCode]).toEqual(['improvement', 0]);
    const { run } = await start(of(wide), { ...BETTER, 'conclusive.yml': `${wide}${allow}` });
    const edited = await run({ inputs });
    expect([edited.outputs.verdict, edited.exitCode]).toEqual(['inconclusive', 1]);
    const subline = 'margin changed from 1 to 20 points after these runs were first tested';
    expect(edited.summary).toContain(`<sub>${subline}</sub>`);
    expect(github.comments.at(-1)?.body).toContain(`<sub>${subline}</sub>`);
    const { design, runs, comparisons } = await resultOf(edited);
    expect(runs).toMatchObject({ trained: 0 });
    expect(design.changes).toMatchObject([{ setting: 'margin', from: 0.01, to: 0.2, withholds: true }]);
    expect(comparisons).toMatchObject([{ withheld: 'equivalent' }]);
    const allowed = await (await start(of(`${wide}${allow}`))).run({ inputs });
    expect([allowed.outputs.verdict, allowed.exitCode]).toEqual(['equivalent', 0]);
    expect(allowed.summary).toContain(subline);
  });

  test('goes on at what an earlier one has left of alpha, be it a push or a command in a comment, on whatever machine', async ({
    github,
    start,
  }) => {
    const { workspace, run } = await start(UNDECIDED);
    const inputs = { token: github.token };
    github.setRole('Codertocat', 'write');
    github.setPullRequest({ base: workspace.base, head: workspace.head, fork: false, body: null });
    /** A comment command, which gets the default branch's cache. */
    const ask = async (body: string) => {
      const payload = commentOf('Codertocat', github.addComment('Codertocat', body));
      return (await resultOf(await run({ event: 'issue_comment', payload, inputs }))).design;
    };
    const pushed = await run({ inputs });
    expect(pushed.outputs.verdict).toBe('inconclusive');
    expect((await resultOf(pushed)).design.continuation).toBeUndefined();
    const asked = await ask('/conclusive run seeds=9');
    expect(asked).toMatchObject({ continuation: { design: 2, pairs: 6 }, push: { isRemembered: true } });
    const askedMore = await ask('/conclusive run seeds=12');
    expect(askedMore).toMatchObject({ continuation: { design: 3, pairs: 9 } });
    expect(askedMore.continuation.left).toBeLessThan(asked.continuation.left);
    const { design } = await resultOf(await run({ inputs }));
    expect(design.looks).toMatchObject([{ pairs: 6 }]);
    expect(github.comments.filter(({ author }) => author !== 'Codertocat')).toHaveLength(1);
  });
});
