import { describe, expect, test } from 'vitest';
import type { Comparison } from '../../../src/analysis/compare/comparison.ts';
import { undertrained } from '../../../src/checks/conditions/undertrained.ts';
import { ACCURACY, judgeOne } from '../judge.ts';
import { curves, record } from '../records.ts';

type Curve = (epoch: number) => number;
const falling: Curve = (epoch) => 2 - 0.1 * epoch;
const flat: Curve = (epoch) => 1 + 1 / epoch ** 3;

function check(
  losses: Readonly<Record<'baseline' | 'head', Curve>>,
  verdict: string,
  model: string,
  score?: Curve,
) {
  const records = (['baseline', 'head'] as const).flatMap((name) =>
    [1, 2, 3, 4, 5].map((seed) =>
      record(name, seed, {
        curves: curves(10, losses[name], (epoch) => losses[name](epoch) + 0.01 * Math.sin(seed)).map(
          (point) =>
            score === undefined
              ? point
              : {
                  ...point,
                  validation: {
                    ...point.validation,
                    accuracy: score(point.epoch) + 0.001 * Math.sin(seed * point.epoch),
                  },
                },
        ),
      }),
    ),
  );
  const comparisons = [
    { variant: 'head', metric: 'accuracy', role: 'primary', verdict },
  ] as unknown as Comparison[];
  return judgeOne(undertrained, { records, comparisons, metrics: [ACCURACY] }, {}, model);
}

describe('undertrained', () => {
  test('a baseline whose loss still falls when a variant beats it is named', () => {
    expect(check({ baseline: falling, head: flat }, 'improvement', 'baseline')).toMatchObject({
      status: 'warn',
      message: 'trained too little: its validation loss falls by 17 % in the last fifth of the epochs',
    });
  });

  test('so is a variant that is worse', () => {
    expect(check({ baseline: flat, head: falling }, 'regression', 'head').status).toBe('warn');
  });

  test.each([
    ['a baseline that was trained to the end', { baseline: flat, head: falling }, 'improvement', 'baseline'],
    ['a variant that wins and still learns', { baseline: flat, head: falling }, 'improvement', 'head'],
    ['nothing that was lost', { baseline: falling, head: falling }, 'inconclusive', 'baseline'],
  ] as const)('%s is no alarm', (_, losses, verdict, model) => {
    expect(check(losses, verdict, model).status).toBe('pass');
  });

  test('a score that gains points to the last epoch shows it too, where the loss has hardly begun to fall', () => {
    const slow: Curve = (epoch) => 2.3 - 0.01 * epoch;
    const found = check(
      { baseline: slow, head: flat },
      'improvement',
      'baseline',
      (epoch) => 0.1 + 0.03 * epoch,
    );
    expect(found).toMatchObject({
      status: 'warn',
      message: expect.stringMatching(
        /^trained too little: its accuracy on validation still gets \d\.?\d* points better in the last fifth/,
      ),
    });
  });

  test('a log loss that falls for ever beside a score that stands still is none either', () => {
    expect(check({ baseline: falling, head: flat }, 'improvement', 'baseline', () => 0.97).status).toBe(
      'pass',
    );
    expect(
      check({ baseline: falling, head: flat }, 'improvement', 'baseline', (epoch) => 0.5 + 0.03 * epoch)
        .status,
    ).toBe('warn');
  });
});
