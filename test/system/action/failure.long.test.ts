import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { commentMarker } from '../../../src/github/comment/comment-state.ts';
import { type LoopbackGitHub, WORKFLOW_BOT } from '../../support/loopback-github/index.ts';
import { test } from '../../support/loopback-github/test.ts';
import { findNode24 } from '../../support/node24.ts';
import { type ActionRun, runOnPullRequest } from './support/run-action.ts';
import { createWorkspace, type Workspace } from './support/workspace.ts';

const node = findNode24();
const MARKER = commentMarker('conclusive.yml');
const OLD_VERDICT = `${MARKER}\n### ✅ Improvement: accuracy is higher with \`head\` by 0.2`;
const SLOW = {
  'conclusive.yml': `trainer: { command: node slow.mjs }
models: { baseline: { ref: base }, variants: [{ name: head, ref: head }] }
metrics: [{ name: accuracy, role: primary, margin: 0.01 }]
seeds: 5
evaluation: [slow.mjs]
`,
  'slow.mjs': 'setTimeout(() => {}, 60_000);\n',
};
// A name that the comment must escape.
const WRONG = { 'conclusive.yml': `${SLOW['conclusive.yml']}"@everyone <img>": 1\n` };

describe.skipIf(node === null)('the shipped action, where it comes to no verdict, (needs Node 24)', () => {
  let slow: Workspace;
  let wrong: Workspace;

  beforeAll(async () => {
    [slow, wrong] = await Promise.all([
      createWorkspace(SLOW, { 'model.mjs': 'export {};\n' }),
      createWorkspace(WRONG, {}),
    ]);
  });
  afterAll(() => Promise.all([slow.remove(), wrong.remove()]));

  const run = (github: LoopbackGitHub, workspace: Workspace, options: Partial<ActionRun> = {}) =>
    runOnPullRequest({ workspace, github, ...options });
  const bodies = (github: LoopbackGitHub) => github.comments.map(({ body }) => body);

  test('replaces the verdict of an earlier commit when the config is wrong, and quotes it harmlessly', async ({
    github,
  }) => {
    github.addComment('reviewer', OLD_VERDICT);
    github.addComment(WORKFLOW_BOT, OLD_VERDICT);
    const { exitCode, log, outputs, summary } = await run(github, wrong);
    expect(exitCode).toBe(2);
    expect(log).toMatch(/^::error::.*@everyone/m);
    const [others, own] = bodies(github);
    expect(others).toBe(OLD_VERDICT);
    expect(own).toMatch(
      new RegExp(`^.*\\n.*\\n### ⛔ No verdict for \`${wrong.head.slice(0, 7)}\`: .*\`@everyone\\b`),
    );
    expect(own).not.toContain('Improvement');
    expect(own).not.toMatch(/(?<!`)@everyone|^[^`]*<img>/m);
    expect(summary).toContain('### ⛔ No verdict');
    expect(outputs).toMatchObject({
      verdict: '',
      conclusive: 'false',
      gate: 'failed',
      'p-value': '',
      'comment-url': expect.stringContaining('/pull/7#issuecomment-'),
    });
  });

  test('makes no comment where none stands', async ({ github }) => {
    const { exitCode, outputs } = await run(github, wrong);
    expect(exitCode).toBe(2);
    expect(bodies(github)).toEqual([]);
    expect(outputs).toMatchObject({ verdict: '', 'comment-url': '' });
  });

  test('replaces an earlier verdict when an input is wrong', async ({ github }) => {
    github.addComment(WORKFLOW_BOT, OLD_VERDICT);
    const { exitCode } = await run(github, slow, { inputs: { parallel: 'many' } });
    expect(exitCode).toBe(2);
    expect(bodies(github)[0]).toMatch(/### ⛔ No verdict for .*: input "parallel" is "many"/);
  });

  test('replaces an earlier verdict when the step is cancelled', async ({ github }) => {
    github.addComment(WORKFLOW_BOT, OLD_VERDICT);
    const { exitCode, log, summary } = await run(github, slow, { cancelAt: 'at a time' });
    expect(exitCode).toBe(130);
    expect(log).toMatch(/^::error::stopped/m);
    expect(bodies(github)[0]).toMatch(/### ⏹️ Cancelled for .*: the run was stopped before it was decided/);
    expect(summary).toContain('the run was stopped');
  });

  test('replaces an earlier verdict when the program itself is at fault', async ({ github }) => {
    github.addComment(WORKFLOW_BOT, OLD_VERDICT);
    // Git can make no worktree here, which no earlier check notices.
    await writeFile(join(slow.checkout, '.git', 'worktrees'), '');
    const { exitCode, log } = await run(github, slow);
    await rm(join(slow.checkout, '.git', 'worktrees'), { recursive: true });
    expect([exitCode, log]).toEqual([
      3,
      expect.stringMatching(/^::error::conclusive .* failed; this is a fault/m),
    ]);
    expect(bodies(github)[0]).toMatch(
      /### ⛔ No verdict for .*: conclusive \S+ failed, by a fault of its own/,
    );
  });

  test('leaves comments alone with comment: never', async ({ github }) => {
    github.addComment(WORKFLOW_BOT, OLD_VERDICT);
    const { exitCode } = await run(github, wrong, { inputs: { comment: 'never' } });
    expect([exitCode, bodies(github)]).toEqual([2, [OLD_VERDICT]]);
    expect(github.checks).toMatchObject([{ head_sha: wrong.head, conclusion: 'failure' }]);
  });

  test('shows the error that came first, whatever becomes of the telling', async ({ github }) => {
    github.addComment(WORKFLOW_BOT, OLD_VERDICT);
    github.permit('read');
    const { exitCode, log } = await run(github, wrong, {
      environment: { GITHUB_STEP_SUMMARY: wrong.folder },
    });
    expect(exitCode).toBe(2);
    expect(log).toMatch(/^::error::.*@everyone[\s\S]*^::warning::cannot comment on pull request #7/m);
  });
});
