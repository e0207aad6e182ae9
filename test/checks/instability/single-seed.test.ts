import { describe, expect, test } from 'vitest';
import type { Comparison, Verdict } from '../../../src/analysis/compare/comparison.ts';
import { singleSeed } from '../../../src/checks/instability/single-seed.ts';
import type { Metric } from '../../../src/config/file/normalise.ts';
import { ACCURACY, judgeOne } from '../judge.ts';
import { runs } from './runs.ts';

describe('instability/single-seed', () => {
  const check = (
    baseline: readonly number[],
    head: readonly number[],
    verdict: Verdict = 'improvement',
    metrics: readonly Metric[] = [ACCURACY],
  ) =>
    judgeOne(singleSeed, {
      records: [...runs('baseline', baseline), ...runs('head', head)],
      metrics,
      comparisons: [{ variant: 'head', metric: 'accuracy', verdict } as Comparison],
    });

  test('tells the share of seeds on which the sign flips, with its interval', () => {
    const found = check([0.8, 0.8, 0.8, 0.8, 0.8], [0.85, 0.86, 0.79, 0.8, 0.84]);
    expect(found).toMatchObject({ status: 'pass', value: 0.4 });
    // scipy: binomtest(2, 5).proportion_ci(method='exact')
    expect(found.interval?.low).toBeCloseTo(0.0527, 4);
    expect(found.interval?.high).toBeCloseTo(0.8534, 4);
    expect(found.message).toBe(
      'one run per model would have given a different result for accuracy under 2 of 5 seeds: 40 % [5, 85]',
    );
  });

  test.each(['equivalent', 'inconclusive'] as const)(
    'where the verdict is %s there is no story to tell otherwise: it says what single runs would have shown',
    (verdict) => {
      const found = check([0.8, 0.8, 0.8, 0.8, 0.8], [0.81, 0.79, 0.8, 0.79, 0.81], verdict);
      expect(found).toMatchObject({
        status: 'pass',
        value: null,
        interval: null,
        message:
          'one run per model would have shown a difference of either sign in accuracy: the variant ahead under 2 of 5 seeds, behind under 2',
      });
      expect(check([0.8, 0.8], [0.81, 0.82], verdict).message).toBe(
        'one run per model would have shown the variant ahead in accuracy under 2 of 2 seeds',
      );
      const loss = [{ ...ACCURACY, direction: 'minimize' }] as const;
      expect(check([0.8, 0.8, 0.8], [0.81, 0.82, 0.8], verdict, loss).message).toBe(
        'one run per model would have shown the variant behind in accuracy under 2 of 3 seeds',
      );
    },
  );

  test('is not checked without pairs', () => {
    expect(check([0.8], [0.9])).toMatchObject({ status: 'not-checked' });
  });
});
