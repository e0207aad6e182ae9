import { reference, referenceRuns } from '../../../src/checks/comparison/reference.ts';
import type { Gathered } from '../../../src/checks/evidence.ts';
import type { ExtraRuns, ExtraRunsFound } from '../../../src/checks/extra-runs.ts';
import { ACCURACY, judgeOne } from '../judge.ts';
import { record } from '../records.ts';

export const METRIC = { ...ACCURACY, margin: 0.01 };
export const ID = '1'.repeat(64);

interface Story {
  readonly differences: readonly number[];
  readonly looks?: readonly number[];
  readonly more?: Partial<Gathered>;
  readonly group?: object;
}

/** Both arms share what a seed does; the head differs from the reference by one difference a seed. */
export function check({ differences, looks = [differences.length], more = {}, group = {} }: Story) {
  const score = (seed: number) => 0.8 + Math.sin(seed) / 50;
  const runs = (model: string, of: (seed: number) => number) =>
    differences.map((_, index) =>
      record(model, index + 1, { metrics: { test: { accuracy: of(index + 1), rmse: -of(index + 1) } } }),
    );
  const found = [
    { ref: 'v1.4', differing: [], looks, records: runs('reference', score), ...group },
  ] as unknown as ExtraRunsFound;
  return judgeOne(reference, {
    records: runs('head', (seed) => score(seed) + (differences[seed - 1] ?? 0)),
    comparisons: [],
    metrics: [METRIC],
    extraRuns: new Map([[referenceRuns as ExtraRuns<unknown>, found]]),
    ...more,
  });
}
