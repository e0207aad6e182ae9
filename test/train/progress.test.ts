import fc from 'fast-check';
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

const PLAN = { trainer: 'x', models: ['baseline', 'head'], looks: [6, 25] };

test('the time left is that of the runs so far, to the next look and to the last, on as many places', () => {
  const { seen, progress } = follow(2);
  progress.reserveForChecks(10);
  progress.onPlanned(PLAN, { least: 12, most: 50 });
  progress.onFinished(run(1), record(4));
  progress.onFinished(run(2), record(8));
  expect(seen).toMatchObject([
    { kind: 'planned', left: { runs: { least: 12, most: 60 }, seconds: null } },
    { seed: 1, done: 1, of: 60, secondsLeft: { least: (11 * 4) / 2, most: (59 * 4) / 2 } },
    { seed: 2, done: 2, of: 60, secondsLeft: { least: (10 * 6) / 2, most: (58 * 6) / 2 } },
  ]);
});

test('runs on record tell how long the others will take before any is trained', () => {
  const { seen, progress } = follow(1);
  progress.onPlanned(PLAN, { least: 2, most: 10 }, [3, 5]);
  expect(seen[0]).toMatchObject({ left: { seconds: { least: 8, most: 40 } } });
});

test('what checks do not ask for in the end is no longer counted', () => {
  const { seen, progress } = follow(1);
  progress.reserveForChecks(8);
  progress.onPlanned(PLAN, { least: 2, most: 2 });
  progress.onFinished(run(1), record(1));
  progress.onFinished(run(2), record(1));
  progress.onExtraRuns(3, 2, 8);
  progress.onFinished(run(3), record(1));
  expect(seen.at(-2)).toMatchObject({ kind: 'extra-runs', runs: 3, left: { runs: { least: 2, most: 2 } } });
  expect(seen.at(-1)).toMatchObject({ done: 3, of: 4, secondsLeft: { least: 1, most: 1 } });
});

test('whatever the looks decide, the share that is done never falls, and ends at one where all was needed', () => {
  const looks = fc.array(fc.record({ variants: fc.nat({ max: 4 }), pairs: fc.integer({ min: 1, max: 4 }) }), {
    minLength: 1,
    maxLength: 6,
  });
  fc.assert(
    fc.property(looks, fc.nat({ max: 6 }), fc.nat({ max: 6 }), (stages, reserved, wanted) => {
      const { seen, progress } = follow(1);
      const models: number[] = [];
      for (const { variants } of stages) models.push(1 + Math.min(variants, (models.at(-1) ?? 5) - 1));
      const left = (from: number) => {
        const trained = models[from] ?? 1;
        const pairs = stages.slice(from).map(({ pairs }) => pairs);
        return { least: trained * (pairs[0] ?? 0), most: trained * pairs.reduce((sum, one) => sum + one, 0) };
      };
      progress.reserveForChecks(reserved);
      progress.onPlanned(PLAN, left(0));
      for (const [at, { pairs }] of stages.entries()) {
        if (at > 0) progress.onLook({ look: at, of: 6, pairs: 1, undecided: [], next: 2 }, left(at));
        for (let i = 0; i < pairs * (models[at] ?? 1); i++) progress.onFinished(run(i), record(1));
      }
      const extra = Math.min(wanted, reserved);
      progress.onExtraRuns(extra, extra, reserved);
      for (let i = 0; i < extra; i++) progress.onFinished(run(i), record(1));
      const shares = seen.flatMap((one) => (one.kind === 'finished' ? [one.done / one.of] : []));
      expect(shares).toEqual([...shares].sort((a, b) => a - b));
      expect(Math.max(...shares)).toBeLessThanOrEqual(1);
      if (extra > 0) expect(shares.at(-1)).toBe(1);
    }),
  );
});

test('the runs of a cross-validation are told with their fold, and no others are', () => {
  const [folded, plain] = [follow(1, { k: 3 }), follow(1)];
  for (const { progress } of [folded, plain]) progress.onFinished(run(5), record(1));
  expect(folded.seen[0]).toMatchObject({ fold: { fold: 1, repeat: 1, of: 3 } });
  expect(plain.seen[0]).not.toHaveProperty('fold');
});
