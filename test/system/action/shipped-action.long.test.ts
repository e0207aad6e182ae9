import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { commentMarker } from '../../../src/github/comment/comment-state.ts';
import pushExample from '../../github/payloads/push.json' with { type: 'json' };
import type { LoopbackGitHub } from '../../support/loopback-github/index.ts';
import { findNode24 } from '../../support/node24.ts';
import { pullRequestOf } from './support/event-payloads.ts';
import {
  type ActionRun,
  costsOf,
  ownComments as own,
  resultOf,
  runOnPullRequest,
} from './support/run-action.ts';
import { BETTER, test, WORSE } from './support/test.ts';
import { createWorkspace, forcePush, TEMPLATE, type Workspace } from './support/workspace.ts';

const MARKER = commentMarker('conclusive.yml');

describe.skipIf(findNode24() === null)('the shipped action under Node 24 (needs Node 24)', () => {
  let better: Workspace;
  beforeAll(async () => {
    better = await createWorkspace({}, BETTER);
  });
  afterAll(() => better.remove());

  const run = (github: LoopbackGitHub, workspace: Workspace, options: Partial<ActionRun> = {}) =>
    runOnPullRequest({ workspace, github, ...options });

  test('posts one comment on an improvement, sets the outputs, writes the summary, and updates the comment when run again', async ({
    github,
  }) => {
    for (let count = 0; count < 150; count++) github.addComment('reviewer', `comment ${count}`);
    github.addComment('mallory', `${MARKER}\n### ✅ Improvement: trust me`);

    const { pull_request, ...payload } = pullRequestOf(better);
    const body = 'More features.\r\n\r\nClaim: accuracy +5 points\r\n';
    const first = await run(github, better, {
      payload: { ...payload, pull_request: { ...pull_request, body } },
    });
    expect(first.log).not.toMatch(/::(?:error|warning)/);
    expect(first.exitCode).toBe(0);
    expect(own(github)).toMatchObject([{ edits: 1 }]);
    expect(own(github)[0]?.texts[0]).toMatch(/### ⏳ In progress: /);
    const comment = own(github)[0];
    expect(comment?.body).toMatch(
      /^.*\n.*\n### ✅ Proven: you claim at least \+5\spoints in accuracy; the data show /,
    );
    expect(comment?.body).toContain(better.head.slice(0, 7));
    expect(first.summary).toMatch(/### ✅ Proven: you claim at least \+5\spoints in accuracy/);

    const { outputs } = first;
    expect(outputs).toMatchObject({
      verdict: 'improvement',
      conclusive: 'true',
      gate: 'passed',
      conclusion: 'success',
      variant: 'head',
      metric: 'accuracy',
      'comment-url': `https://github.com/acme/models/pull/7#issuecomment-${comment?.id}`,
    });
    const result = await resultOf(first);
    expect(result).toMatchObject({ schema: 'conclusive.result/1', verdict: 'improvement' });
    const { difference, interval, pValueAdjusted } = result.comparisons[0];
    expect(
      [outputs.difference, outputs['interval-low'], outputs['interval-high'], outputs['p-value']].map(Number),
    ).toEqual([difference, interval.low, interval.high, pValueAdjusted]);
    expect(Number(outputs['interval-low'])).toBeGreaterThan(0);
    expect(await readFile(outputs.report ?? '', 'utf8')).toContain('### ✅ ');
    expect(await readFile(outputs['html-report'] ?? '', 'utf8')).toMatch(/^<!doctype html>/i);

    const second = await run(github, better);
    expect(second.exitCode).toBe(0);
    expect(await costsOf(second)).toMatchObject({ trained: 0, reused: 10 });
    expect(own(github)).toMatchObject([{ id: comment?.id, edits: 3 }]);
    expect(github.comments).toHaveLength(152);
    expect(github.comments.find(({ author }) => author === 'mallory')?.edits).toBe(0);
  });

  test('fails the step and the check on a regression, with the line of the metric', async ({
    github,
    open,
  }) => {
    const worse = await open(BETTER, WORSE);
    const { exitCode, log, outputs } = await run(github, worse);
    expect(exitCode).toBe(1);
    expect(log).toMatch(/^::error::The gate failed: .*regression/m);
    expect(outputs).toMatchObject({ verdict: 'regression', gate: 'failed', conclusion: 'failure' });
    expect(own(github)[0]?.body).toMatch(/^.*\n.*\n### ❌ `head` lowers accuracy by /);
    expect(github.checks).toMatchObject([
      {
        name: 'conclusive',
        head_sha: worse.head,
        conclusion: 'failure',
        output: {
          title: expect.stringMatching(/^❌ head lowers accuracy by /),
          annotations: [{ path: 'conclusive.yml', start_line: 8, annotation_level: 'failure' }],
        },
      },
    ]);
  });

  test('says everywhere that there is no verdict where a model never finishes a run, whatever the policy lets through', async ({
    github,
    open,
  }) => {
    const config = await readFile(join(TEMPLATE, 'conclusive.yml'), 'utf8');
    const lenient = { 'conclusive.yml': `${config}gate: { fail-on: [never], warn-on: [] }\n` };
    const broken = await open(lenient, { 'settings.json': 'no JSON' });
    const { exitCode, log, outputs } = await run(github, broken);
    expect(exitCode).toBe(3);
    expect(log).toMatch(/^::error::No verdict: .*head/m);
    expect(outputs).toMatchObject({
      verdict: 'invalid',
      conclusive: 'false',
      difference: '',
      gate: 'failed',
      conclusion: 'failure',
    });
    expect(own(github)[0]?.body).toMatch(/^.*\n.*\n### ⛔ Can't compare/);
    expect(github.checks).toMatchObject([{ conclusion: 'failure' }]);
    const reported = await readFile(outputs.report ?? '', 'utf8');
    for (const text of [own(github)[0]?.body, github.checks[0]?.output.summary, reported])
      expect(text).toMatch(/Merge blocked:\*\* no verdict/);
  });

  test('publishes its verdict whatever the checkout has in the place of its config', async ({
    github,
    open,
  }) => {
    const keys = Array.from({ length: 200_000 }, (_, index) => `k${index}: 1\n`).join('');
    const huge = await open({}, { ...BETTER, 'conclusive.yml': keys });
    const { exitCode, outputs } = await run(github, huge);
    expect([exitCode, outputs.verdict]).toEqual([0, 'improvement']);
    expect(github.checks).toMatchObject([{ conclusion: 'success' }]);
  });

  test('writes the report to the log where neither comment nor summary can be had', async ({ github }) => {
    github.permit('read');
    const { exitCode, log } = await run(github, better, {
      environment: { GITHUB_STEP_SUMMARY: better.folder },
    });
    expect(exitCode).toBe(0);
    expect(log).toMatch(/^::stop-commands::(\S+)\n[\s\S]*### ✅ [\s\S]*\n::\1::$/m);
  });

  test('on a pull request of a fork asks GitHub for nothing and says where the report is', async ({
    github,
  }) => {
    const { exitCode, summary } = await run(github, better, {
      payload: pullRequestOf(better, { fork: true }),
    });
    expect(exitCode).toBe(0);
    expect(github.calls).toEqual([]);
    expect(summary).toMatch(/comes from a fork[\s\S]*### ✅ /);
  });

  test('refuses the code of a fork under pull_request_target before anything of it runs', async ({
    github,
  }) => {
    const payload = pullRequestOf(better, { fork: true });
    const { exitCode, log, outputs } = await run(github, better, { event: 'pull_request_target', payload });
    expect(exitCode).toBe(2);
    expect(log).toMatch(/^::error::refused to run: "pull_request_target"/m);
    expect(outputs).toMatchObject({ verdict: '', gate: 'failed' });
    expect(github.calls).toEqual([]);
  });

  test('compares a push with the commit before it and comments nowhere', async ({ github }) => {
    const payload = { ...pushExample, before: better.base, after: better.merge };
    const environment = { GITHUB_REF: 'refs/heads/master' };
    const { exitCode, outputs } = await run(github, better, { event: 'push', payload, environment });
    expect([exitCode, outputs.verdict]).toEqual([0, 'improvement']);
    expect(github.comments).toEqual([]);
    expect(github.checks).toMatchObject([
      { name: 'conclusive', head_sha: better.merge, conclusion: 'success' },
    ]);
  });

  test('compares a force-push with the first parent of its commit where the commit before is gone, and says so', async ({
    github,
  }) => {
    const { before, after, checkout } = await forcePush(better, BETTER);
    github.push(after);
    const { exitCode, log, outputs, summary } = await run(github, better, {
      event: 'push',
      payload: { ...pushExample, before, after },
      environment: { GITHUB_WORKSPACE: checkout, GITHUB_SHA: after, GITHUB_REF_NAME: 'main' },
    });
    expect(log).not.toContain('::error');
    expect([exitCode, outputs.verdict]).toEqual([0, 'improvement']);
    const gone = before.slice(0, 7);
    const parent = better.base.slice(0, 7);
    expect(summary.replaceAll('`', '')).toContain(
      `the commit before this push, ${gone}, is no longer in the repository; the baseline is the first parent of the pushed commit, ${parent}`,
    );
  });

  test('puts its output into the checkout where that is not the workspace itself', async ({ github }) => {
    const { exitCode, outputs } = await run(github, better, {
      inputs: { 'working-directory': 'checkout', 'output-directory': 'measured' },
      environment: { GITHUB_WORKSPACE: better.folder },
    });
    expect(exitCode).toBe(0);
    expect(outputs.result).toBe(join(better.checkout, 'measured', 'result.json'));
    await rm(join(better.checkout, 'measured'), { recursive: true });
  });

  test('with comment: never and check: false leaves the pull request alone', async ({ github }) => {
    const { summary } = await run(github, better, { inputs: { comment: 'never', check: 'false' } });
    expect(github.calls).toEqual([]);
    expect(summary).toContain('### ✅ ');
  });

  test.for([
    [{ config: 'missing.yml' }, /^::error::.*missing\.yml/m],
    [{ base: 'no-such-branch' }, /^::error::unknown git ref "no-such-branch"/m],
  ] as const)(
    'answers the wrong input %j in one line, with exit code 2',
    async ([inputs, message], { github }) => {
      const { exitCode, log } = await run(github, better, { inputs });
      expect(exitCode).toBe(2);
      expect(log).toMatch(message);
      expect(log).not.toContain('    at ');
    },
  );
});
