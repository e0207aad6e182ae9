/** The verdict when GitHub misbehaves. test/system/faults has every fault on every request. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { commentMarker } from '../../../src/github/comment/comment-state.ts';
import {
  type LoopbackGitHub,
  startLoopbackGitHub,
  WORKFLOW_BOT,
} from '../../support/loopback-github/index.ts';
import { test } from '../../support/loopback-github/test.ts';
import { findNode24 } from '../../support/node24.ts';
import { processesWith } from '../../support/processes.ts';
import { type ActionRun, ownComments as own, runOnPullRequest } from './support/run-action.ts';
import { createWorkspace, type Workspace } from './support/workspace.ts';

const node = findNode24();
const MARKER = commentMarker('conclusive.yml');
const WRITE = /\/issues\/comments\/\d+$/;
const VERDICT = '### ✅ `head` improves';

// Concurrent, because they wait for pauses and time limits.
describe.skipIf(node === null).concurrent('the shipped action keeps its verdict (needs Node 24)', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await createWorkspace({}, { 'settings.json': '{ "features": 2 }\n' });
    // Records for all tests.
    const github = await startLoopbackGitHub({ repository: 'acme/models', pullRequest: 7 });
    await run(github, { inputs: { token: '' } });
    await github.close();
  });
  afterAll(() => workspace.remove());

  const run = (github: LoopbackGitHub, options: Partial<ActionRun> = {}) =>
    runOnPullRequest({ workspace, github, ...options });

  test('when a secondary rate limit says when to come back: it comes back then', async ({ github }) => {
    const body = { message: 'You have exceeded a secondary rate limit.' };
    const effect = { status: 429, body, headers: { 'retry-after': '1' } };
    github.fail({ method: 'PATCH', path: WRITE, times: 1, effect });
    expect((await run(github)).exitCode).toBe(0);
    expect(own(github)).toMatchObject([{ body: expect.stringContaining(VERDICT) }]);
  });

  test('when nothing may be written: each permission is named with its yaml, and the report is in the summary', async ({
    github,
  }) => {
    for (const scope of ['pull-requests', 'checks', 'statuses'] as const) github.permit('read', scope);
    const { exitCode, log, summary } = await run(github);
    expect(exitCode).toBe(0);
    expect(log).toMatch(
      /^::warning::cannot comment .*missing "pull-requests: write".*%0A {2}pull-requests: write/m,
    );
    expect(log).toMatch(
      /^::warning::cannot create the check .*missing "checks: write".*%0A {2}checks: write/m,
    );
    expect(summary).toContain(VERDICT);
  });

  test('when two runs race: one comment, of the newer one', async ({ github }) => {
    const numbered = (id: string) => ({ environment: { GITHUB_RUN_ID: id } });
    await Promise.all([run(github, numbered('42')), run(github, numbered('43'))]);
    expect(own(github)).toMatchObject([{ body: expect.stringContaining(VERDICT) }]);
    const { log } = await run(github, numbered('42'));
    expect(log).toContain('a newer run has written the comment');
  });
});

/** A run that never ends, with a child process. */
const SLOW = {
  'conclusive.yml': `trainer: { command: node slow.mjs, environment: [PIDS_OF_RUNS] }
models: { baseline: { ref: base }, variants: [{ name: head, ref: head }] }
metrics: [{ name: accuracy }]
`,
  'slow.mjs': `import { spawn } from 'node:child_process';
import { renameSync, writeFileSync } from 'node:fs';
const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 600_000)'], { stdio: 'ignore' });
writeFileSync(process.env.PIDS_OF_RUNS + '.tmp', process.pid + ' ' + child.pid);
renameSync(process.env.PIDS_OF_RUNS + '.tmp', process.env.PIDS_OF_RUNS);
setTimeout(() => {}, 600_000);
`,
};

/** Long enough for a busy machine, and too short for a step that waits for GitHub. */
const WELL_ABOVE = 40_000;

describe.skipIf(node === null).concurrent('a step that is cancelled (needs Node 24)', () => {
  async function cancel(github: LoopbackGitHub, killAfterMs: number) {
    const slow = await createWorkspace(SLOW, { 'slow.mjs': `${SLOW['slow.mjs']}// changed\n` });
    const pids = join(slow.folder, 'pids');
    const end = await runOnPullRequest({
      workspace: slow,
      github,
      environment: { PIDS_OF_RUNS: pids },
      inputs: { parallel: '1' },
      cancelAtFile: pids,
      killAfterMs,
    });
    const started = (await readFile(pids, 'utf8')).split(' ').map(Number);
    const left =
      process.platform === 'linux' ? processesWith(`PIDS_OF_RUNS=${pids}`) : started.filter(isRunning);
    await slow.remove();
    return { ...end, started, left, head: slow.head };
  }

  test('says so in the comment and the check, and leaves no process', async ({ github }) => {
    const { exitCode, started, left, head } = await cancel(github, WELL_ABOVE);
    expect(exitCode).toBe(130);
    expect(own(github)).toMatchObject([{ body: expect.stringContaining('### ⏹️ Cancelled for ') }]);
    expect(github.checks).toMatchObject([{ head_sha: head, conclusion: 'cancelled' }]);
    expect(started).toHaveLength(2);
    expect(left).toEqual([]);
  });

  test.for(['GET', 'PATCH'])(
    'ends before it is killed while a %s of the comment gets no answer, and has put its check on the commit',
    async (method, { github }) => {
      if (method === 'PATCH') github.addComment(WORKFLOW_BOT, `${MARKER}\n${VERDICT}`);
      github.fail({ method, path: WRITE, times: 9, effect: 'hang' });
      const { exitCode, head, summary } = await cancel(github, WELL_ABOVE);
      expect(exitCode).toBe(130);
      expect(summary).toContain('### ⏹️ Cancelled for ');
      expect(github.checks).toMatchObject([{ head_sha: head, conclusion: 'cancelled' }]);
    },
  );

  test('and killed while GitHub does not answer leaves no process either', async ({ github }) => {
    github.fail({ method: 'GET', path: WRITE, times: 9, effect: 'hang' });
    github.fail({ method: 'PATCH', path: WRITE, times: 9, effect: 'hang' });
    const { exitCode, started, left, summary } = await cancel(github, 4000);
    expect(exitCode).toBeNull();
    expect(summary).toContain('### ⏹️ Cancelled for ');
    expect(started).toHaveLength(2);
    expect(left).toEqual([]);
  });
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
