import { describe, expect, test, vi } from 'vitest';
import type { CommentDraft, OwnComment } from '../../../src/github/comment/comment.ts';
import type { CommentState } from '../../../src/github/comment/comment-state.ts';
import { startLiveComment } from '../../../src/github/comment/live-comment.ts';
import type { Progress } from '../../../src/train/progress.ts';
import { PULL_REQUEST } from '../pull-request.ts';

/** A comment that only remembers what was written to it. */
function memory(before: CommentState | null = null, isOutdated = false) {
  const written: CommentDraft[] = [];
  const texts: string[] = [];
  const comment: OwnComment = {
    read: () => Promise.reject(new Error('unreachable')),
    takeOver: async () => undefined,
    settle: async () => undefined,
    async write(draftOf) {
      await Promise.resolve();
      const draft = draftOf(before);
      written.push(draft);
      texts.push(draft.render(60_000));
      return { url: 'https://github.com/x', before, isOutdated };
    },
  };
  return { comment, written, texts };
}

const planned: Progress = {
  kind: 'planned',
  trainer: 't',
  models: ['baseline', 'head'],
  looks: [12, 20],
  parallel: 2,
  left: { runs: { least: 24, most: 40 }, seconds: null },
};
const finished = (done: number): Progress => ({
  kind: 'finished',
  run: 'h',
  model: 'head',
  seed: done,
  status: 'ok',
  failure: null,
  wallSeconds: 1,
  done,
  of: 16,
  secondsLeft: { least: 90, most: 200 },
});

/** Lets a run of so many seconds finish one training a second. @returns when the comment was changed */
async function watch(seconds: number, { comment, written }: ReturnType<typeof memory>) {
  let now = 0;
  const live = startLiveComment({ comment, context: PULL_REQUEST, create: true, now: () => now * 1000 });
  live.onProgress(planned);
  const times: number[] = [];
  for (now = 1; now <= seconds; now++) {
    const before = written.length;
    live.onProgress(finished(now));
    await new Promise((resolve) => setImmediate(resolve));
    if (now > 1 && written.length > before) times.push(now);
  }
  await live.stop();
  return times;
}

describe('the live comment', () => {
  test('is made at once and changed once more in five minutes, so that all requests of such a run stay within twelve', async () => {
    expect(await watch(300, memory())).toEqual([20]);
  });

  test('is changed at most once in twenty seconds, and at least every ten minutes or so', async () => {
    expect(await watch(3000, memory())).toEqual([20, 320, 920, 1520, 2120, 2720]);
  });

  test('tells the pairs that are done and the time that is left', async () => {
    const own = memory();
    await watch(20, own);
    const [first, second] = own.texts.map((text) => text.replaceAll('\u00a0', ' '));
    expect(first).toMatch(
      /^### ⏳ In progress: `bbbbbbb` against `main`\n\n\*\*0 of 12 seed pairs\*\* of 2 models/,
    );
    expect(second).toMatch(
      /^\*\*10 of 12 seed pairs\*\* of 2 models are done; the next look is at 12, and 20 at most\. About 1 min 30 s left until that look\.$/m,
    );
  });

  test('tells of the plan although no run ends for long, and is not changed where there is nothing new', async () => {
    vi.useFakeTimers();
    try {
      const own = memory();
      const live = startLiveComment({ comment: own.comment, context: PULL_REQUEST, create: true });
      await vi.advanceTimersByTimeAsync(1000);
      live.onProgress(planned);
      live.onProgress({ kind: 'queued', run: 'h', model: 'head', seed: 1 });
      await vi.advanceTimersByTimeAsync(3_600_000);
      expect(own.texts).toEqual([
        expect.stringContaining('Preparing the models.'),
        expect.stringContaining('1 run waits in the queue.'),
      ]);
      live.onProgress({ kind: 'started', run: 'b', model: 'baseline', seed: 1 });
      await vi.advanceTimersByTimeAsync(3_600_000);
      expect(own.texts).toHaveLength(2);
      live.onProgress({ kind: 'started', run: 'h', model: 'head', seed: 1 });
      await vi.advanceTimersByTimeAsync(1);
      expect(own.texts).toHaveLength(3);
      live.onProgress(finished(1));
      await live.stop();
      await vi.advanceTimersByTimeAsync(3_600_000);
      expect(own.texts).toHaveLength(3);
    } finally {
      vi.useRealTimers();
    }
  });

  test('stops when a newer run has taken over', async () => {
    const own = memory(null, true);
    await watch(300, own);
    expect(own.written).toHaveLength(1);
  });

  test('keeps what the comment remembers, and says what stood there before', async () => {
    const found = { commit: 'c'.repeat(40), verdict: 'regression' as const, failed: [], comparisons: [] };
    const last = { ...found, label: null };
    const state = { run: { id: 41, attempt: 1 }, last, accepted: null };
    const own = memory(state);
    await watch(1, own);
    expect(own.written[0]?.state).toEqual({ last, accepted: null });
    expect(own.texts[0]).toContain('Previous result, for `ccccccc`: regression.');
  });

  test('that cannot be written is given up without a word to the training', async () => {
    let asked = 0;
    const own = memory();
    const comment: OwnComment = {
      ...own.comment,
      async write() {
        asked += 1;
        throw new Error('GitHub did not answer');
      },
    };
    await watch(300, { ...own, comment });
    expect(asked).toBe(1);
  });
});
