import { describe, expect, test } from 'vitest';
import type { Comparison } from '../../../src/analysis/compare/comparison.ts';
import { repeatedRuns } from '../../../src/checks/retraining/repeated-runs.ts';
import { reproducible } from '../../../src/checks/retraining/reproducible.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import { ACCURACY, judgeOne, named } from '../judge.ts';
import { record } from '../records.ts';

const run = (seed: number, accuracy: number) => record('a', seed, { metrics: { test: { accuracy } } });
/** Standard deviation 0.01: two seeds differ by 0.0141 on average. */
const RECORDS = [run(1, 0.8), run(2, 0.81), run(3, 0.82)];
const check = (
  again: RunRecord | null,
  seedLines: string | null = null,
  untrained: string | null = null,
  others: readonly (typeof ACCURACY)[] = [],
) => {
  const groups = [{ model: 'a', records: again === null ? [] : [again] }];
  return judgeOne(reproducible, {
    models: named('a'),
    metrics: [ACCURACY, ...others],
    records: RECORDS,
    comparisons: [{} as Comparison],
    seedLines,
    extraRuns: new Map([[repeatedRuns, untrained === null ? groups : { untrained }]]),
  });
};

describe('reproducible', () => {
  test('passes where the same seed gives the same run', () => {
    expect(
      check({ ...run(1, 0.8), cost: { wallSeconds: 9, cpuSeconds: 9, peakMemoryBytes: null } }),
    ).toMatchObject({
      status: 'pass',
      value: 0,
    });
  });

  test('warns where it does not, with the size of the difference', () => {
    const found = check(run(1, 0.801));
    expect(found).toMatchObject({ status: 'warn', threshold: 0.5 });
    expect(found.value).toBeCloseTo(0.001 / (0.01 * Math.SQRT2), 8);
    expect(found.message).toBe(
      'seed 1 did not give the same run twice: accuracy differs by 0.0010, 0.07 times the average difference between two seeds',
    );
  });

  test('does not call a difference of zero one, where only other results differ', () => {
    const again = { ...run(1, 0.8), metrics: { test: { accuracy: 0.8, loss: 0.3 } } };
    expect(check(again, null, null, [{ ...ACCURACY, name: 'loss', role: 'secondary' }])).toMatchObject({
      status: 'warn',
      message:
        'seed 1 did not give the same run twice: accuracy is the same, other numbers or predictions are not',
    });
  });

  test('predictions that one of the two lacks are no matter of the seed', () => {
    const predictions = { sha256: 'a'.repeat(64) } as unknown as RunRecord['predictions'];
    expect(check({ ...run(1, 0.8), predictions })).toMatchObject({
      status: 'warn',
      message: 'seed 1 saved predictions once, and none the other time',
      advice: 'write all files before the run ends; what is written later may be lost',
    });
  });

  test('says where the seed decides nothing', () => {
    expect(check(run(1, 0.82))).toMatchObject({
      message: 'seed 1 did not give the same run twice, so the seed has little or no effect',
      evidence: expect.stringMatching(
        /^accuracy differs by 0\.020, 1\.41 times the average difference between two seeds/,
      ),
    });
  });

  test("names the lines that set the framework's seed, where they are known", () => {
    expect(check(run(1, 0.81), 'for PyTorch: `torch.manual_seed(seed)`').advice).toBe(
      'seed every source of randomness from CONCLUSIVE_SEED, for PyTorch: `torch.manual_seed(seed)`; and turn on deterministic algorithms of the framework',
    );
    expect(check(run(1, 0.81)).advice).toBe(
      'seed every source of randomness from CONCLUSIVE_SEED, and turn on deterministic algorithms of the framework',
    );
  });

  test('is not checked where no second run could be made, and says why', () => {
    expect(check(null, null, 'no run was repeated: the disk is full')).toMatchObject({
      status: 'not-checked',
      message: 'no run was repeated: the disk is full',
    });
  });

  test('warns where the second run failed', () => {
    expect(check({ ...run(1, 0.8), status: 'crashed' })).toMatchObject({
      status: 'warn',
      message: 'seed 1 finished once and crashed the second time',
    });
  });

  test('is not checked where nothing was repeated', () => {
    expect(check(null)).toMatchObject({ status: 'not-checked', value: null });
  });
});
