import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { commentMarker } from '../../../src/github/comment/comment-state.ts';
import {
  type LoopbackGitHub,
  startLoopbackGitHub,
  WORKFLOW_BOT,
} from '../../support/loopback-github/index.ts';
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
// A name that a template of the comment would have to escape.
const WRONG = { 'conclusive.yml': `${SLOW['conclusive.yml']}"@everyone <img>": 1\n` };

describe.skipIf(node === null)('the shipped action, where it comes to no verdict,', () => {
  let slow: Workspace;
  let wrong: Workspace;
  let github: LoopbackGitHub;

  beforeAll(async () => {
    [slow, wrong] = await Promise.all([createWorkspace(SLOW, {}), createWorkspace(WRONG, {})]);
  });
  afterAll(() => Promise.all([slow.remove(), wrong.remove()]));
  beforeEach(async () => {
    github = await startLoopbackGitHub({ repository: 'acme/models', pullRequest: 7 });
  });
  afterEach(async () => {
    await github.close();
    expect(github.violations).toEqual([]);
  });

  const run = (workspace: Workspace, options: Partial<ActionRun> = {}) =>
    runOnPullRequest({
      workspace,
      github,
      ...options,
    });
  const bodies = () => github.comments.map(({ body }) => body);

  test('replaces the verdict of an earlier commit when the config is wrong, and quotes it harmlessly', async () => {
    github.addComment('reviewer', OLD_VERDICT);
    github.addComment(WORKFLOW_BOT, OLD_VERDICT);
    const { exitCode, log, outputs, summary } = await run(wrong);
    expect(exitCode).toBe(2);
    expect(log).toMatch(/^::error::.*@everyone/m);
    const [others, own] = bodies();
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

  test('makes no comment where none stands', async () => {
    const { exitCode, outputs } = await run(wrong);
    expect(exitCode).toBe(2);
    expect(bodies()).toEqual([]);
    expect(outputs).toMatchObject({ verdict: '', 'comment-url': '' });
  });

  test('replaces an earlier verdict when an input is wrong', async () => {
    github.addComment(WORKFLOW_BOT, OLD_VERDICT);
    const { exitCode } = await run(slow, { inputs: { parallel: 'many' } });
    expect(exitCode).toBe(2);
    expect(bodies()[0]).toMatch(/### ⛔ No verdict for .*: input "parallel" is "many"/);
  });

  test('replaces an earlier verdict when the step is cancelled', async () => {
    github.addComment(WORKFLOW_BOT, OLD_VERDICT);
    const { exitCode, log, summary } = await run(slow, { cancelAt: 'at a time' });
    expect(exitCode).toBe(130);
    expect(log).toMatch(/^::error::stopped/m);
    expect(bodies()[0]).toMatch(/### ⏹️ Cancelled for .*: the run was stopped before it was decided/);
    expect(summary).toContain('the run was stopped');
  });

  test('replaces an earlier verdict when the program itself is at fault', async () => {
    github.addComment(WORKFLOW_BOT, OLD_VERDICT);
    // A repository in which git can make no worktree, which nothing that the program checks foretells.
    await writeFile(join(slow.checkout, '.git', 'worktrees'), '');
    const { exitCode, log } = await run(slow);
    await rm(join(slow.checkout, '.git', 'worktrees'), { recursive: true });
    expect([exitCode, log]).toEqual([
      3,
      expect.stringMatching(/^::error::conclusive .* failed; this is a fault/m),
    ]);
    expect(bodies()[0]).toMatch(/### ⛔ No verdict for .*: conclusive \S+ failed, by a fault of its own/);
  });

  test('leaves comments alone with comment: never', async () => {
    github.addComment(WORKFLOW_BOT, OLD_VERDICT);
    const { exitCode } = await run(wrong, { inputs: { comment: 'never' } });
    expect([exitCode, bodies()]).toEqual([2, [OLD_VERDICT]]);
    // A required check is never left waiting.
    expect(github.checks).toMatchObject([{ head_sha: wrong.head, conclusion: 'failure' }]);
  });

  test('shows the error that came first, whatever becomes of the telling', async () => {
    github.addComment(WORKFLOW_BOT, OLD_VERDICT);
    github.permit('read');
    const { exitCode, log } = await run(wrong, { environment: { GITHUB_STEP_SUMMARY: wrong.folder } });
    expect(exitCode).toBe(2);
    expect(log).toMatch(/^::error::.*@everyone[\s\S]*^::warning::cannot comment on pull request #7/m);
  });
});
