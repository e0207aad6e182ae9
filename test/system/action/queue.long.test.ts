/** In a merge queue the accepted regression of a pull request passes, and no worse one. */
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { type LoopbackGitHub, startLoopbackGitHub } from '../../support/loopback-github/index.ts';
import { test } from '../../support/loopback-github/test.ts';
import { findNode24 } from '../../support/node24.ts';
import { mergeGroupOf, pullRequestOf } from './support/event-payloads.ts';
import { type ActionRun, runAction } from './support/run-action.ts';
import { createWorkspace, type Workspace } from './support/workspace.ts';

const node = findNode24();
const LABEL = 'conclusive: accepted';
const BETTER = { 'settings.json': '{ "features": 2 }\n' };

describe.skipIf(node === null).concurrent('an accepted one in a queue', () => {
  let worse: Workspace;
  let worst: Workspace;
  beforeAll(async () => {
    [worse, worst] = await Promise.all([
      createWorkspace(BETTER, { 'settings.json': '{ "features": 1 }\n' }),
      createWorkspace(BETTER, { 'settings.json': '{ "features": 0 }\n' }),
    ]);
    // Trained here, because concurrent first runs would conflict in a shallow clone.
    const github = await startLoopbackGitHub({ repository: 'acme/models', pullRequest: 7 });
    for (const workspace of [worse, worst]) await inQueue(github, workspace, { inputs: { token: '' } });
    for (const workspace of [worse, worst]) await onPullRequest(github, workspace, { inputs: { token: '' } });
    await github.close();
  });
  afterAll(() => Promise.all([worse.remove(), worst.remove()]));

  const onPullRequest = (
    github: LoopbackGitHub,
    workspace: Workspace = worse,
    options: Partial<ActionRun> = {},
  ) => {
    const { base, head } = workspace;
    github.setPullRequest({ base, head, fork: false, body: null });
    const payload = pullRequestOf(workspace);
    return runAction({ node: node ?? '', workspace, github, event: 'pull_request', payload, ...options });
  };
  const inQueue = (
    github: LoopbackGitHub,
    workspace: Workspace = worse,
    options: Partial<ActionRun> = {},
  ) => {
    const payload = mergeGroupOf(workspace);
    return runAction({ node: node ?? '', workspace, github, event: 'merge_group', payload, ...options });
  };
  const place = (github: LoopbackGitHub, by = 'octocat') => {
    github.setRole('octocat', 'write');
    github.setRole('mallory', 'read');
    github.label({ event: 'labeled', label: LABEL, by });
  };
  const last = ({ checks }: LoopbackGitHub) => checks.at(-1);

  test('lets the group pass, and says who accepted what at which commit', async ({ github }) => {
    await onPullRequest(github);
    place(github);
    await onPullRequest(github);
    const texts = github.comments.map(({ body }) => body);
    const before = github.calls.length;
    const { exitCode, log, outputs, summary } = await inQueue(github);
    expect(log).not.toMatch(/^::(?:warning|error)/m);
    expect([exitCode, outputs.verdict, outputs.conclusion]).toEqual([0, 'regression', 'neutral']);
    const accepted = new RegExp(`octocat accepted it at \`?${worse.head.slice(0, 7)}`);
    expect(last(github)).toMatchObject({
      head_sha: worse.merge,
      conclusion: 'neutral',
      output: { summary: expect.stringMatching(accepted) },
    });
    expect(summary).toMatch(accepted);
    expect(github.comments.map(({ body }) => body)).toEqual(texts);
    expect(github.calls.length - before).toBeLessThanOrEqual(6);
  });

  test('that is worse in the group than what was accepted fails', async ({ github }) => {
    await onPullRequest(github);
    place(github);
    await onPullRequest(github);
    const { exitCode, log } = await inQueue(github, worst);
    expect([exitCode, last(github)?.conclusion]).toEqual([1, 'failure']);
    expect(log).toMatch(/^::error::The gate failed: .*octocat accepted the result at .* this one is worse/m);
  });

  test('that was accepted for an earlier commit than the one in the queue fails', async ({ github }) => {
    await onPullRequest(github);
    place(github);
    await onPullRequest(github);
    github.setPullRequest({ base: worse.base, head: 'd'.repeat(40), fork: false, body: null });
    const { exitCode, log } = await inQueue(github);
    expect([exitCode, last(github)?.conclusion]).toEqual([1, 'failure']);
    expect(log).toMatch(/^::error::.*pull request #7, which has no result for its head ddddddd yet/m);
  });

  test.for([
    ['whose label is gone by now', (github: LoopbackGitHub) => github.deleteLabel(LABEL)],
    [
      'whose label was placed by a stranger since',
      (github: LoopbackGitHub) => {
        github.label({ event: 'unlabeled', label: LABEL, by: 'octocat' });
        place(github, 'mallory');
      },
    ],
    ['whose comment somebody has removed', removeComment],
  ] as const)('%s fails', async ([, change], { github }) => {
    await onPullRequest(github);
    place(github);
    await onPullRequest(github);
    await change(github);
    const { exitCode } = await inQueue(github);
    expect([exitCode, last(github)?.conclusion]).toEqual([1, 'failure']);
  });

  test('that nobody accepted fails, and so does one that GitHub does not tell of', async ({ github }) => {
    await onPullRequest(github);
    expect((await inQueue(github)).exitCode).toBe(1);
    place(github);
    await onPullRequest(github);
    const effect = { status: 403, body: { message: 'Resource not accessible by integration' } };
    github.fail({ method: 'GET', path: /\/pulls\/7$/, times: 1, effect });
    const { exitCode, log } = await inQueue(github);
    expect([exitCode, last(github)?.conclusion]).toEqual([1, 'failure']);
    expect(log).toMatch(/^::warning::cannot read who placed the label/m);
  });
});

async function removeComment({ url, token, comments }: LoopbackGitHub): Promise<void> {
  const path = `/repos/acme/models/issues/comments/${comments[0]?.id}`;
  await fetch(url + path, { method: 'DELETE', headers: { authorization: `Bearer ${token}` } });
}
