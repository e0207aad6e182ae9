/** Progress and verdict write to one comment, in real time. test/system/faults has more schedules. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { commentMarker, writeState } from '../../../src/github/comment/comment-state.ts';
import { startLoopbackGitHub, WORKFLOW_BOT } from '../../support/loopback-github/index.ts';
import { findNode24 } from '../../support/node24.ts';
import { DELAYED, type Schedule } from '../faults/comment-schedules.ts';
import { runOnPullRequest } from './support/run-action.ts';
import { BETTER } from './support/test.ts';
import { createWorkspace, type Workspace } from './support/workspace.ts';

/** Longest delay of a write on the server. */
const LATEST_MS = 15_000;
const VERDICT = '### ✅ `head` improves';
const STATE = { run: { id: 41, attempt: 1 }, last: null, accepted: null };
const OLD = `${commentMarker('conclusive.yml')}\n${writeState(STATE)}\n### ❌ an old verdict`;

test.skipIf(findNode24() === null)(
  'the shipped action leaves one comment, which is the verdict, or warns, under schedules of faults (needs Node 24)',
  async () => {
    const workspace = await createWorkspace({}, BETTER);
    const first = await startLoopbackGitHub({ repository: 'acme/models', pullRequest: 7 });
    await runOnPullRequest({ workspace, github: first, inputs: { token: '' } });
    await first.close();
    const schedules = DELAYED.filter(({ name }) => /^429|late on the first change/.test(name));
    const broken = await Promise.all(schedules.map((one) => publishUnder(one, workspace)));
    await workspace.remove();
    expect(broken.flat()).toEqual([]);
  },
  300_000,
);

async function publishUnder(
  { name, hasOld, prepare }: Schedule,
  workspace: Workspace,
): Promise<readonly string[]> {
  const github = await startLoopbackGitHub({ repository: 'acme/models', pullRequest: 7, hasRealTime: true });
  if (hasOld) github.addComment(WORKFLOW_BOT, OLD);
  prepare(github);
  const { exitCode, log, outputs, summary } = await runOnPullRequest({ workspace, github });
  await sleep(LATEST_MS);
  const comments = github.comments.map(({ body }) => body.split('\n')[2] ?? '');
  await github.close();
  const isWarned = /^::warning::cannot comment /m.test(log);
  const isRight = comments.length === 1 && comments[0]?.startsWith(VERDICT) === true;
  return [
    ...(isRight || isWarned ? [] : [`${name}: ${comments.join(' | ')}`]),
    ...(exitCode === 0 && outputs.verdict === 'improvement' && summary.includes(VERDICT)
      ? []
      : [`${name}: exit code ${exitCode}, verdict "${outputs.verdict}"`]),
  ];
}
