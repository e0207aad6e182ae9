/** Check, label, number of requests, and pull requests that are not measured. */
import { afterAll, beforeAll, describe, expect } from 'vitest';
import dispatch from '../../github/payloads/workflow_dispatch.json' with { type: 'json' };
import { type LoopbackGitHub, startLoopbackGitHub } from '../../support/loopback-github/index.ts';
import { test } from '../../support/loopback-github/test.ts';
import { findNode24 } from '../../support/node24.ts';
import { commentOf, mergeGroupOf } from './support/event-payloads.ts';
import { type ActionRun, ownComments as own, runOnPullRequest } from './support/run-action.ts';
import { BETTER, WORSE } from './support/test.ts';
import { createWorkspace, type Workspace } from './support/workspace.ts';

const node = findNode24();
const LABEL = 'conclusive: accepted';

const run = (workspace: Workspace, github: LoopbackGitHub, options: Partial<ActionRun> = {}) =>
  runOnPullRequest({ workspace, github, ...options });
const inQueue: typeof run = (workspace, github, options) =>
  run(workspace, github, { event: 'merge_group', payload: mergeGroupOf(workspace), ...options });

// Concurrent, because writes are a second apart.
describe.skipIf(node === null).concurrent('the shipped action (needs Node 24)', () => {
  let better: Workspace;
  let worse: Workspace;
  let worst: Workspace;
  let docs: Workspace;

  beforeAll(async () => {
    [better, worse, worst, docs] = await Promise.all([
      createWorkspace({}, BETTER),
      createWorkspace(BETTER, WORSE),
      createWorkspace(BETTER, { 'settings.json': '{ "features": 0 }\n' }),
      createWorkspace({ 'conclusive.yml': WITH_PATHS }, { 'README.md': 'Better words.' }),
    ]);
    // Trained here, because concurrent first runs would conflict in a shallow clone.
    const github = await startLoopbackGitHub({ repository: 'acme/models', pullRequest: 7 });
    for (const workspace of [better, worse, worst]) await run(workspace, github, { inputs: { token: '' } });
    for (const workspace of [worse, worst]) await inQueue(workspace, github, { inputs: { token: '' } });
    await github.close();
  });
  afterAll(() => Promise.all([better, worse, worst, docs].map((one) => one.remove())));

  test('needs no more than ten requests for a run that is over at once, so that five minutes of it stay within twelve', async ({
    github,
  }) => {
    github.setRole('octocat', 'write');
    await run(worse, github);
    github.label({ event: 'labeled', label: LABEL, by: 'octocat' });
    const before = github.calls.length;
    const { exitCode, outputs } = await run(worse, github);
    expect([exitCode, outputs.conclusion]).toEqual([0, 'neutral']);
    // One live change in five minutes (test/github/comment/live-comment.test.ts) costs two more.
    expect(
      github.calls.slice(before).map(({ method, path }) => `${method} ${path}`).length,
    ).toBeLessThanOrEqual(12 - 2);
    expect(github.calls.filter(({ path }) => path.endsWith('/permission'))).toHaveLength(1);
  });

  test('lets a regression pass that was accepted, in a merge queue as well, and asks again when a later commit is worse', async ({
    github,
  }) => {
    github.setRole('octocat', 'write');
    github.setRole('mallory', 'read');
    github.setPullRequest({ base: worse.base, head: worse.head, fork: false, body: null });
    github.label({ event: 'labeled', label: LABEL, by: 'mallory' });
    expect((await run(worse, github)).exitCode).toBe(1);
    expect(own(github)[0]?.body).toContain('because mallory has no write access');
    github.label({ event: 'unlabeled', label: LABEL, by: 'octocat' });
    github.label({ event: 'labeled', label: LABEL, by: 'octocat' });
    const accepted = await run(worse, github);
    expect([accepted.exitCode, accepted.outputs.conclusion]).toEqual([0, 'neutral']);
    expect(own(github)[0]?.body).toMatch(/\*\*Merge allowed\*\* · octocat accepted it at/);
    const texts = github.comments.map(({ body }) => body);
    const before = github.calls.length;
    const queued = await inQueue(worse, github);
    expect(queued.log).not.toMatch(/^::(?:warning|error)/m);
    expect([queued.exitCode, queued.outputs.conclusion]).toEqual([0, 'neutral']);
    expect(queued.summary).toMatch(new RegExp(`octocat accepted it at \`?${worse.head.slice(0, 7)}`));
    expect(github.comments.map(({ body }) => body)).toEqual(texts);
    expect(github.calls.length - before).toBeLessThanOrEqual(6);
    const again = await run(worst, github);
    expect([again.exitCode, again.outputs.conclusion]).toEqual([1, 'failure']);
    expect(own(github)[0]?.body).toMatch(
      /octocat accepted the result at .* but this one is worse: the difference/,
    );
    expect(github.checks.map(({ conclusion }) => conclusion)).toEqual([
      'failure',
      'neutral',
      'neutral',
      'failure',
    ]);
  });

  test('answers a pull request that touches nothing relevant at once, with a neutral check and no training', async ({
    github,
  }) => {
    const { exitCode, log, outputs } = await run(docs, github);
    expect([exitCode, outputs.gate, outputs.conclusion, outputs.verdict]).toEqual([
      0,
      'passed',
      'neutral',
      '',
    ]);
    expect(log).not.toContain('at a time');
    expect(github.comments).toEqual([]);
    expect(github.checks).toMatchObject([
      { head_sha: docs.head, conclusion: 'neutral', output: { title: '⚪ Not measured' } },
    ]);
    expect(github.calls.length).toBeLessThanOrEqual(2);
  });

  test('judges a merge group with a check on its commit, and no comment', async ({ github }) => {
    expect((await inQueue(better, github)).exitCode).toBe(0);
    expect(github.checks).toMatchObject([
      { name: 'conclusive', head_sha: better.merge, conclusion: 'success' },
    ]);
    expect(github.comments).toEqual([]);
  });

  test('compares any two refs that a run by hand names', async ({ github }) => {
    const { exitCode, outputs, summary } = await run(better, github, {
      event: 'workflow_dispatch',
      payload: dispatch,
      inputs: { base: better.head, head: better.base },
    });
    expect([exitCode, outputs.verdict]).toEqual([1, 'regression']);
    expect(summary).toContain(better.base.slice(0, 7));
    expect(github.checks).toEqual([]);
  });

  test('runs the head of a pull request for whoever may ask in a comment, and for nobody else', async ({
    github,
  }) => {
    const { base, head } = better;
    github.setPullRequest({ base, head, fork: false, body: null });
    github.setRole('octocat', 'write');
    const ask = (login: string, body: string) => {
      const payload = commentOf(login, github.addComment(login, body));
      return run(better, github, { event: 'issue_comment', payload });
    };
    const refused = await ask('mallory', '/conclusive run');
    expect([refused.exitCode, refused.summary, refused.outputs]).toEqual([0, '', {}]);
    expect(refused.log).toMatch(
      /^::notice::nothing to do: mallory, who wrote the command, has no write access/m,
    );
    expect(refused.log).not.toMatch(/^::(?:error|warning)/m);
    expect(github.calls.map(({ method }) => method)).toEqual(['GET']);
    const ignored = await ask('mallory', 'Looks good to me.');
    expect([ignored.exitCode, own(github)]).toEqual([0, []]);
    const asked = await ask('octocat', '/conclusive run seeds=6');
    expect([asked.exitCode, github.reactions.at(-1)?.content]).toEqual([0, 'rocket']);
    expect(own(github)[0]?.body).toMatch(/6 seed pairs[\s\S]*octocat requested 6 seeds in a comment/);
    expect(github.checks).toMatchObject([{ head_sha: head }]);
  });
});

const WITH_PATHS = `trainer: { command: node train.mjs }
models: { baseline: { ref: base }, variants: [{ name: head, ref: head }] }
metrics: [{ name: accuracy, role: primary, margin: 0.005 }]
paths: [train.mjs, settings.json]
`;
