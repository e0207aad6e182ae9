/** A branch protection waits for the check, so it must always be posted. */
import { afterAll, beforeAll, describe, expect } from 'vitest';
import type { LoopbackGitHub } from '../../support/loopback-github/index.ts';
import { test } from '../../support/loopback-github/test.ts';
import { findNode24 } from '../../support/node24.ts';
import { runOnPullRequest } from './support/run-action.ts';
import { createWorkspace, type Workspace } from './support/workspace.ts';

const node = findNode24();
const CHECKS = /\/check-runs$/;

describe.skipIf(node === null)('the check of a regression', () => {
  let worse: Workspace;
  beforeAll(async () => {
    worse = await createWorkspace(
      { 'settings.json': '{ "features": 2 }\n' },
      { 'settings.json': '{ "features": 1 }\n' },
    );
  });
  afterAll(() => worse.remove());
  const run = (github: LoopbackGitHub, comment = 'never') =>
    runOnPullRequest({
      workspace: worse,
      github,
      inputs: { comment },
    });
  const refuse = (github: LoopbackGitHub, times: number) =>
    github.fail({
      method: 'POST',
      path: CHECKS,
      times,
      effect: { status: 422, body: { message: 'Invalid request.\n\nFor annotations/0: no.' } },
    });

  test('whose annotations GitHub refuses stands without them', async ({ github }) => {
    refuse(github, 1);
    const { exitCode, log } = await run(github);
    expect(exitCode).toBe(1);
    expect(log).toMatch(/^::notice::the check "conclusive" has no annotations: .*GitHub answered 422/m);
    expect(github.checks).toMatchObject([
      { head_sha: worse.head, conclusion: 'failure', output: { annotations: [] } },
    ]);
  });

  test('that was accepted fails again once the label is gone, though no event tells of it', async ({
    github,
  }) => {
    const label = 'conclusive: accepted';
    github.setRole('octocat', 'write');
    await run(github, 'always');
    github.label({ event: 'labeled', label, by: 'octocat' });
    expect((await run(github, 'always')).exitCode).toBe(0);
    github.deleteLabel(label);
    expect((await run(github, 'always')).exitCode).toBe(1);
    expect(github.checks.map(({ conclusion }) => conclusion)).toEqual(['failure', 'neutral', 'failure']);
  });

  test('that GitHub refuses altogether is a failing commit status', async ({ github }) => {
    refuse(github, 9);
    const { exitCode, log } = await run(github);
    expect(exitCode).toBe(1);
    expect(log).toMatch(
      /^::notice::cannot create the check .*GitHub answered 422.*A commit status was posted/m,
    );
    expect(github.checks).toEqual([]);
    expect(github.statuses).toMatchObject([{ sha: worse.head, state: 'failure', context: 'conclusive' }]);
  });
});
