/** Progress and verdict write to one comment, in real time. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { commentMarker, writeState } from '../../../src/github/comment/comment-state.ts';
import { createRandom } from '../../../src/stats/random.ts';
import { startLoopbackGitHub, WORKFLOW_BOT } from '../../support/loopback-github/index.ts';
import { findNode24 } from '../../support/node24.ts';
import { DELAYED, drawSchedule, type Schedule } from '../faults/comment-schedules.ts';
import { runOnPullRequest } from './support/run-action.ts';
import { createWorkspace, type Workspace } from './support/workspace.ts';

const DRAWN = 8;
const AT_A_TIME = 8;
/** Longest delay of a write on the server. */
const LATEST_MS = 15_000;
const VERDICT = '### ✅ `head` is better';
const STATE = {
  run: { id: 41, attempt: 1 },
  last: null,
  accepted: null,
  tested: { comparisons: [], pushes: [] },
};
const OLD = `${commentMarker('conclusive.yml')}\n${writeState(STATE)}\n### ❌ an old verdict`;

test.skipIf(findNode24() === null)(
  'the shipped action leaves one comment, which is the verdict, or warns, under schedules of faults',
  async () => {
    const workspace = await createWorkspace({}, { 'settings.json': '{ "features": 2 }\n' });
    const first = await startLoopbackGitHub({ repository: 'acme/models', pullRequest: 7 });
    await runOnPullRequest({ workspace, github: first, inputs: { token: '' } });
    await first.close();
    const random = createRandom('writers of one comment, in real time');
    const schedules = [...DELAYED, ...Array.from({ length: DRAWN }, () => drawSchedule(random))];
    const broken: string[] = [];
    const work = async () => {
      for (let one = schedules.shift(); one !== undefined; one = schedules.shift())
        broken.push(...(await publishUnder(one, workspace)));
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, work));
    await workspace.remove();
    expect(broken).toEqual([]);
  },
  900_000,
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
