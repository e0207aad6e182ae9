import { describe, expect, test } from 'vitest';
import type { ImpossibleComparison } from '../../../src/analysis/compare/comparison.ts';
import { smallerModel } from '../../../src/checks/comparison/smaller-model.ts';
import { judgeOne } from '../judge.ts';
import { record } from '../records.ts';

const compared = (verdict: string, role: 'primary' | 'secondary' = 'primary') =>
  ({
    variant: 'head',
    metric: 'accuracy',
    role,
    pairing: 'seed',
    verdict,
    reason: '',
    difference: null,
  }) as ImpossibleComparison;

function check(parameters: readonly [number | null, number | null], ...comparisons: ImpossibleComparison[]) {
  const records = [1, 2, 3].flatMap((seed) =>
    (['baseline', 'head'] as const).map((model, arm) =>
      record(model, seed, {
        parameters: parameters[arm] ?? null,
        cost: { wallSeconds: arm === 0 ? 10 : 20 + seed, cpuSeconds: null, peakMemoryBytes: null },
      }),
    ),
  );
  return judgeOne(smallerModel, { records, comparisons });
}

describe('smaller-model', () => {
  test.each([
    ['inconclusive', 'no conclusive gain'],
    ['equivalent', 'no gain: equivalent'],
    ['regression', 'and worse'],
  ])('warns about a larger variant whose verdict is %s', (verdict, words) => {
    const found = check([1000, 2100], compared(verdict));
    expect(found).toMatchObject({ status: 'warn', model: 'head', value: 2.1, threshold: 1.25 });
    expect(found.evidence).toMatch(
      /^2\.1× the parameters \(2100 against 1000\), prediction time unknown, 2\.2× \[[\d., ]+\] the training time$/,
    );
    expect(found.message).toBe(`2.1× the parameters, ${words}`);
  });

  test('passes where the larger one is better on any primary metric, and where the variant is smaller', () => {
    expect(check([1000, 2100], compared('inconclusive'), compared('improvement'))).toMatchObject({
      status: 'pass',
    });
    expect(check([2100, 1000], compared('equivalent'))).toMatchObject({ status: 'pass' });
  });

  test('a larger variant that is ahead, with too few runs to show it, may be worth its size', () => {
    const ahead = (estimate: number) =>
      ({
        ...compared('inconclusive'),
        difference: { mean: estimate },
        estimate,
      }) as unknown as ImpossibleComparison;
    expect(check([1000, 2100], ahead(0.01)).status).toBe('pass');
    expect(check([1000, 2100], ahead(-0.001)).status).toBe('warn');
  });

  test('a few more parameters are no other size', () => {
    expect(check([100_000, 100_002], compared('inconclusive')).status).toBe('pass');
    expect(check([100_000, 125_000], compared('inconclusive')).status).toBe('pass');
    expect(check([100_000, 125_001], compared('inconclusive')).status).toBe('warn');
  });

  test('tells how much longer a prediction takes, where runs say it', () => {
    const records = [1, 2, 3].flatMap((seed) =>
      [0.001, 0.003 + seed / 10_000].map((inferenceSeconds, arm) =>
        record(arm === 0 ? 'baseline' : 'head', seed, {
          parameters: 1000,
          cost: { wallSeconds: 0, cpuSeconds: null, peakMemoryBytes: null, inferenceSeconds },
        }),
      ),
    );
    expect(judgeOne(smallerModel, { records, comparisons: [] }).message).toBe(
      '1× the parameters (1000 against 1000), 3.2× [2.96, 3.46] the prediction time',
    );
  });

  test('secondary metrics do not justify a larger model', () => {
    expect(check([1000, 2100], compared('inconclusive'), compared('improvement', 'secondary'))).toMatchObject(
      { status: 'warn' },
    );
  });

  test('without parameters it is not checked, and the training time is told', () => {
    expect(check([null, 5], compared('inconclusive'))).toMatchObject({
      status: 'not-checked',
      value: null,
      message: expect.stringContaining('training takes 2.2× ['),
    });
  });
});
