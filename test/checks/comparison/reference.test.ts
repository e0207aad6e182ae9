import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sequentialLevels } from '../../../src/analysis/decide/levels.ts';
import type { Gathered } from '../../../src/checks/evidence.ts';
import { pairedT } from '../../../src/stats/tests/paired-t.ts';
import { named } from '../judge.ts';
import { record } from '../records.ts';
import { check, ID, METRIC } from './judge-reference.ts';

const around = (mean: number, spread = 0.002, count = 6) =>
  Array.from({ length: count }, (_, index) => mean + (index % 2 === 0 ? spread : -spread));

describe('reference', () => {
  test.each([
    ['fail', -0.03, 0.002, 'worse than v1.4 by more than the margin 0.01'],
    ['warn', -0.012, 0.01, 'may be worse than v1.4 by more than the margin 0.01'],
    // Below the margin, and as likely to be no loss at all.
    ['not-checked', -0.012, 0.02, 'cannot exclude a loss of more than the margin 0.01 since v1.4'],
    ['not-checked', -0.004, 0.01, 'cannot exclude a loss of more than the margin 0.01 since v1.4'],
    ['pass', -0.004, 0.002, 'not worse than v1.4 by more than the margin 0.01'],
    ['pass', 0.03, 0.002, 'not worse than v1.4 by more than the margin 0.01'],
  ] as const)('says %s where the mean is %d and pairs scatter by %d', (status, mean, spread, words) => {
    const found = check({ differences: around(mean, spread) });
    expect(found).toMatchObject({ status, metric: 'accuracy', threshold: -0.01 });
    expect(found.value).toBeCloseTo(mean, 12);
    expect(found.message).toMatch(new RegExp(`^${words}: accuracy .* over 6 seeds$`));
    expect(found.advice === null).toBe(status === 'pass' || status === 'not-checked');
  });

  test('is as unsure of new test examples as the comparison with the baseline is', () => {
    const told = (exampleShare: number) => {
      const measured = { variant: 'head', metric: 'accuracy', difference: 0, standardError: 0.02 };
      const comparisons = [{ ...measured, crossed: { exampleShare } }];
      return check({ differences: around(-0.03), more: { comparisons } as unknown as Partial<Gathered> });
    };
    const [without, withExamples] = [told(0), told(0.9)];
    expect(without.status).toBe('fail');
    expect(withExamples).toMatchObject({ status: 'not-checked', value: without.value });
    expect(withExamples.message).toContain('including the variance of new test examples');
    // Almost all of the variance is that of many examples: √0.9 × 0.02 × 1.96.
    const halfWidth = ((withExamples.interval?.high ?? 0) - (withExamples.interval?.low ?? 0)) / 2;
    expect(halfWidth).toBeCloseTo(0.0373, 3);
  });

  test('turns a metric that is minimised', () => {
    const metrics = [{ ...METRIC, name: 'rmse', direction: 'minimize' as const }];
    const found = check({ differences: around(-0.03), more: { metrics } });
    expect(found).toMatchObject({ status: 'fail', metric: 'rmse' });
    expect(found.value).toBeCloseTo(-0.03, 12);
  });

  test('judges every primary metric with a margin, shares alpha among them, and tells the worst', () => {
    const metrics = [
      METRIC,
      { ...METRIC, name: 'rmse' },
      { ...METRIC, name: 'macro_f1', margin: null },
      { ...METRIC, name: 'other', role: 'secondary' as const },
    ];
    // The sign of rmse is turned, so that as a metric to maximise it rises by as much as accuracy falls.
    const found = check({ differences: around(-0.03), more: { metrics, alpha: 0.05 } });
    expect(found).toMatchObject({ status: 'fail', metric: 'accuracy' });
    expect(found.interval?.level).toBeCloseTo(0.975, 12);
    const many = { metrics, models: named('baseline', 'head', 'wide') };
    expect(() => check({ differences: around(-0.03), more: many })).toThrow('reference has 2 rows');
  });

  test('takes the interval of the look at which the comparison ended, wider than that of a fixed number', () => {
    const differences = around(-0.03, 0.01, 8);
    const found = check({ differences, looks: [6, 8, 11, 14] });
    const level = sequentialLevels([6, 8], [6, 8, 11, 14]).difference(0.05);
    const { interval } = pairedT(differences, { level: 1 - level });
    expect(found.interval?.low).toBeCloseTo(interval.low, 12);
    expect(found.interval?.high).toBeCloseTo(interval.high, 12);
    expect(level).toBeLessThan(0.03);
  });

  test('takes values that differ by the same in every pair for what they are', () => {
    expect(check({ differences: [0, 0, 0] })).toMatchObject({ status: 'pass', interval: null, value: 0 });
  });

  test.each([
    ['other evaluation files', { differing: ['test.csv'], records: [] }, 'test.csv is not the same for v1.4'],
    [
      'other test examples',
      {
        records: [1, 2].map((seed) =>
          record('reference', seed, { predictions: { digest: ID, examples: ID } as never }),
        ),
      },
      'v1.4 was measured on different test examples',
    ],
    [
      'runs that failed',
      { records: [record('reference', 1, { status: 'crashed', failure: 'no module named old' })] },
      '0 of 1 runs of v1.4 can be compared; the first failure: no module named old',
    ],
  ] as const)('is not checked for %s', (_, group, message) => {
    const head = [1, 2].map((seed) =>
      record('head', seed, { predictions: { digest: ID, examples: '2'.repeat(64) } as never }),
    );
    const found = check({ differences: [0, 0.1], group, more: { records: head } });
    expect(found.status).toBe('not-checked');
    expect(found.message).toContain(message);
    expect(found.advice).toContain('models.reference');
  });

  test('the larger the margin, the milder: fail, warn, not checked, pass', () => {
    const severity = ['pass', 'not-checked', 'warn', 'fail'];
    const differences = fc.array(fc.double({ min: -0.05, max: 0.05, noNaN: true }), {
      minLength: 3,
      maxLength: 9,
    });
    const margin = fc.double({ min: 1e-4, max: 0.1, noNaN: true });
    fc.assert(
      fc.property(differences, margin, margin, (values, one, other) => {
        const [small, large] = [Math.min(one, other), Math.max(one, other)];
        const of = (margin: number) =>
          check({ differences: values, more: { metrics: [{ ...METRIC, margin }] } }).status;
        expect(severity.indexOf(of(large))).toBeLessThanOrEqual(severity.indexOf(of(small)));
      }),
    );
  });
});
