/** Progress and verdict write to one comment: whatever becomes of each write, the verdict stands there in the end, or the run says that it may not. */
import { expect, test } from 'vitest';
import { createRandom } from '../../../src/stats/random.ts';
import { DELAYED, drawSchedule } from './comment-schedules.ts';
import { publication, VERDICT } from './publication.ts';

const SCHEDULES = 150;
const MAX_SECONDS = 60;
const random = createRandom('writers of one comment');

test('one comment is left and it is the verdict, or the run warns, under every schedule of faults', async () => {
  const broken: string[] = [];
  let warned = 0;
  const drawn = Array.from({ length: SCHEDULES }, () => drawSchedule(random));
  for (const schedule of [...DELAYED, ...drawn]) {
    const { comments, isCommentWarned, seconds } = await publication({
      hasOld: schedule.hasOld,
      hasArtifact: false,
      prepare: schedule.prepare,
      async train({ github, live }) {
        await github.time.sleep(schedule.trainingMs);
        live.onProgress({ kind: 'queued', run: 'h', model: 'head', seed: 1 });
        // The write of that begins.
        if (schedule.trainingMs > 20_000) await github.time.sleep(20);
      },
    });
    const isRight = comments.length === 1 && comments[0]?.startsWith(VERDICT) === true;
    if (isCommentWarned) warned += 1;
    if ((!isRight && !isCommentWarned) || seconds > MAX_SECONDS)
      broken.push(`${schedule.name}: ${comments.join(' | ')}, ${seconds} s`);
  }
  expect(broken).toEqual([]);
  // A run that always warns is right, too, and of no use.
  expect(warned).toBeLessThan(SCHEDULES / 3);
}, 600_000);
