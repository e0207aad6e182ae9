import { expect, test } from 'vitest';
import type { PlannedRun } from '../../src/plan/runs/plan-runs.ts';
import type { RunRecord } from '../../src/records/record.ts';
import { createProgress, type Progress } from '../../src/train/progress.ts';

const run = (seed: number) => ({ model: { name: 'head' }, seed }) as PlannedRun;
const record = (wallSeconds: number) =>
  ({ status: 'ok', failure: null, cost: { wallSeconds } }) as unknown as RunRecord;

function follow(parallel: number, folds: { k: number } | null = null) {
  const seen: Progress[] = [];
  return { seen, progress: createProgress(parallel, (one) => seen.push(one), folds) };
}

test('the time left is that of the runs so far, for the runs to come, on as many places', () => {
  const { seen, progress } = follow(2);
  progress.onLookedUp(3, 10);
  progress.onFinished(run(1), record(4));
  progress.onFinished(run(2), record(8));
  expect(seen.slice(1)).toMatchObject([
    { kind: 'finished', seed: 1, done: 1, of: 10, secondsLeft: (9 * 4) / 2 },
    { kind: 'finished', seed: 2, done: 2, of: 10, secondsLeft: (8 * 6) / 2 },
  ]);
});

test('a later look adds to the runs', () => {
  const { seen, progress } = follow(1);
  progress.onLookedUp(0, 1);
  progress.onFinished(run(1), record(5));
  progress.onLookedUp(0, 2);
  progress.onFinished(run(2), record(5));
  expect(seen.at(-1)).toMatchObject({ done: 2, of: 3, secondsLeft: 5 });
});

test('the runs of a cross-validation are told with their fold, and no others are', () => {
  const [folded, plain] = [follow(1, { k: 3 }), follow(1)];
  for (const { progress } of [folded, plain]) progress.onFinished(run(5), record(1));
  expect(folded.seen[0]).toMatchObject({ fold: { fold: 1, repeat: 1, of: 3 } });
  expect(plain.seen[0]).not.toHaveProperty('fold');
});
