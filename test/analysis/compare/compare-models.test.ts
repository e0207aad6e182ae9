import { describe, expect, test } from 'vitest';
import { type ComparisonRequest, compareArms } from '../../../src/analysis/compare/compare-models.ts';
import type { SeedValue } from '../../../src/analysis/compare/samples.ts';

const bySeed = (values: readonly number[], first = 1): SeedValue[] =>
  values.map((value, index) => ({ seed: first + index, value }));

// statsmodels test suite, made with R `t.test` and `equivalence::tost`.
const X = [2.84, 2.51, 2.41, 2.95, 3.14, 3.79, 4.14, 3.85, 3.02, 3.45, 5.37, 3.81, 4.19, 3.16, 3.84];
const Y = [2.6, 2.82, 2.18, 3.46, 4.01, 3.04, 3.47, 4.06, 2.91, 3.59, 4.51, 3.16, 3.86, 3.31, 3.02];

const request = (
  candidate: readonly number[],
  baseline: readonly number[],
  more: Partial<ComparisonRequest> = {},
): ComparisonRequest => ({
  variant: 'v',
  metric: 'm',
  role: 'primary',
  direction: 'maximize',
  margin: 0.6,
  alpha: 0.05,
  plannedLevel: 0.05,
  baseline: bySeed(baseline),
  candidate: bySeed(candidate),
  ...more,
});

function measure(...args: Parameters<typeof request>) {
  const measured = compareArms(request(...args));
  if (measured.verdict !== null) throw new Error(`not measured: ${measured.reason}`);
  return measured;
}

describe('paired arms', () => {
  test('give the numbers of R', () => {
    const measured = measure(X, Y);
    expect(measured).toMatchObject({ pairing: 'seed', degreesOfFreedom: 14, better: { count: 9, of: 15 } });
    expect(measured.difference).toBeCloseTo(0.1646666666666667, 14);
    expect(measured.standardError).toBeCloseTo(0.1357514067862445, 14);
    expect(measured.statistic).toBeCloseTo(1.213001548676048, 13);
    expect(measured.pValue).toBeCloseTo(0.245199929713149, 12);
    expect(measured.interval).toMatchObject({ level: 0.95, method: 'student-t' });
    expect(measured.interval.low).toBeCloseTo(-0.1264911434745851, 12);
    expect(measured.interval.high).toBeCloseTo(0.4558244768079186, 12);
    expect(measured.equivalence?.pValue).toBeCloseTo(0.003166881489265175, 14);
  });

  test('are matched by seed and not by position', () => {
    const shuffled = [...bySeed(X)].reverse();
    expect(compareArms({ ...request(X, Y), candidate: shuffled })).toEqual({ ...compareArms(request(X, Y)) });
  });

  test('of a metric to be minimised are turned so that positive is better', () => {
    const measured = measure(X, Y, { direction: 'minimize' });
    expect(measured.difference).toBeCloseTo(-0.1646666666666667, 14);
    expect(measured.better).toEqual({ count: 6, of: 15 });
    // The means stay as they were measured.
    expect(measured.candidate.mean).toBeGreaterThan(measured.baseline.mean);
  });

  test('use the seeds that both have', () => {
    const measured = compareArms({ ...request(X, Y), candidate: bySeed(X, 3) });
    expect(measured).toMatchObject({ pairing: 'seed', baseline: { n: 13 }, degreesOfFreedom: 12 });
  });
});

describe('arms without spread', () => {
  test.each([
    ['identical', 'equal to the last digit', [0.1, 0.2, 0.3], [0.1, 0.2, 0.3]],
    ['identical', 'equal to the last digit', [0.1 + 0.2, 0.4], [0.3, 0.4]],
    ['constant', 'differ by exactly 0.1', [0.3, 0.4, 0.5], [0.2, 0.3, 0.4]],
    ['constant', 'save predictions by example', [0.3, 0.4, 0.5], [0.2, 0.3, 0.4]],
    ['constant', 'make sure that the seed reaches the training', [0.3, 0.3, 0.3], [0.2, 0.2, 0.2]],
  ] as const)('%s: %s', (cause, reason, candidate, baseline) => {
    expect(compareArms(request(candidate, baseline))).toMatchObject({
      verdict: 'inconclusive',
      cause,
      reason: expect.stringContaining(reason),
      difference: null,
    });
  });

  test.each([
    ['accuracy', [1, 1, 1], true],
    ['accuracy', [100, 100, 100], true],
    ['accuracy', [0.98, 0.98, 0.98], false],
    ['accuracy', [0, 0, 0], false],
    ['rmse', [0, 0, 0], true],
    ['word_error', [0, 0, 0], true],
    ['loss', [0, 0, 0], false],
    ['reward', [1, 1, 1], false],
  ] as const)('%s of %j is at its best value: %s', (metric, values, isBest) => {
    for (const first of [1, 100]) {
      const compared = compareArms({
        ...request(values, values, { metric, direction: metric === 'accuracy' ? 'maximize' : 'minimize' }),
        candidate: bySeed(values, first),
      });
      expect(compared).toMatchObject({ verdict: 'inconclusive', cause: isBest ? 'ceiling' : 'identical' });
    }
  });

  test('differences that are far above the rounding of their values are no ties, however large the values', () => {
    const noise = [0.3, 0.9, 0.4, 0.7, 0.5, 0.6];
    const baseline = noise.map((_, index) => 1e12 + index);
    const measured = measure(
      baseline.map((value, index) => value + (noise[index] as number)),
      baseline,
    );
    expect(measured.difference).toBeCloseTo(0.5667, 3);
  });
});

describe('too little data', () => {
  test('is a verdict with its reason and not an exception', () => {
    expect(compareArms(request([0.3], [0.1]))).toMatchObject({ verdict: 'inconclusive', difference: null });
    expect(compareArms(request([], [0.1, 0.2]))).toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringContaining('v has 0 finished runs'),
    });
  });
});

describe('arms that share no seed', () => {
  test('are compared unpaired, by Welch', () => {
    const compared = compareArms({ ...request(X, Y), candidate: bySeed(X, 100) });
    expect(compared).toMatchObject({
      pairing: 'none',
      better: null,
      signFlip: null,
      interval: { method: 'welch-t' },
    });
  });

  test('with constant arms cannot be tested', () => {
    expect(compareArms({ ...request([1, 1], [2, 2]), candidate: bySeed([1, 1], 100) })).toMatchObject({
      verdict: 'inconclusive',
    });
  });
});
