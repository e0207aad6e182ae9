import { describe, expect, test } from 'vitest';
import { againstBaseline } from '../../../src/checks/overfitting/against-baseline.ts';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { judge, judgeOne } from '../judge.ts';
import { curves, record } from '../records.ts';
import { overfitting, SEEDS } from './overfitted.ts';

describe('overfitting/against-baseline', () => {
  const check = (baselineRise: number, variantRise: number) =>
    judgeOne(againstBaseline, {
      records: [...overfitting('baseline', baselineRise), ...overfitting('head', variantRise)],
    });

  test('warns where a loss that has turned ends above that of the baseline, with the tests of gap, GL, loss and best epoch', () => {
    const found = check(0.02, 0.2);
    expect(found).toMatchObject({ status: 'warn', model: 'head', threshold: 0 });
    // Six epochs at a rise that is 0.18 higher.
    expect(found.value).toBeCloseTo(1.08, 0);
    expect(found.message).toMatch(
      /^overfits more: validation loss ends 1\d\d % above its lowest \(baseline: 1\d\.\d %\)$/,
    );
    expect(found.evidence).toMatch(
      /^at the end, gap 2\.\d+, the baseline's 0\.\d+ \(difference 1\.\d+ \[[^\]]*\], p below 0\.0001\); GL 1\d\d %, the baseline's/,
    );
  });

  test('passes where both overfit alike, and where the variant overfits less', () => {
    expect(check(0.1, 0.1)).toMatchObject({ status: 'pass' });
    expect(check(0.2, 0.02)).toMatchObject({ status: 'pass' });
  });

  /** Losses of both arms at every epoch, with a little noise of each run. */
  function against(
    train: Readonly<Record<'baseline' | 'head', (epoch: number) => number>>,
    validation: Readonly<Record<'baseline' | 'head', (epoch: number) => number>>,
    level = 0.05,
  ) {
    const random = createRandom('against');
    const records = (['baseline', 'head'] as const).flatMap((model) =>
      SEEDS.map((seed) => {
        const noise = 0.001 * randomNormal(random);
        return record(model, seed, {
          curves: curves(6, train[model], (epoch) => validation[model](epoch) + noise),
        });
      }),
    );
    return judgeOne(againstBaseline, { records, alpha: level });
  }
  const halved = { baseline: (epoch: number) => 1 / epoch, head: (epoch: number) => 1 / epoch };

  test.each([
    ['below zero, of a variant that regularises less', -0.0185, -0.0107],
    ['within the limit, where the baseline was trained too little', -0.263, 0.034],
  ])('passes where the gap is wider and still %s', (_, ofBaseline, ofVariant) => {
    const found = against(halved, {
      baseline: (epoch) => 1 / epoch + ofBaseline,
      head: (epoch) => 1 / epoch + ofVariant,
    });
    expect(found).toMatchObject({ status: 'pass', advice: null });
    expect(found.value).toBeGreaterThan(0);
    expect(found.message).toMatch(
      /p below 0\.0001\).*; its validation loss is not shown to rise after its lowest$/,
    );
  });

  // Both fall to 1; the variant's validation loss then rises, its training loss stays higher than the baseline's.
  const rising = (rise: number) =>
    against(
      { baseline: (epoch) => 0.5 / epoch, head: (epoch) => 2 / epoch },
      {
        baseline: (epoch) => 1 + 0.1 * Math.max(0, 3 - epoch),
        head: (epoch) => 1 + rise * Math.max(0, epoch - 3),
      },
    );

  test('a gap however wide is no alarm where the validation loss falls to the end: the variant learns', () => {
    const found = against(
      { baseline: (epoch) => 2 - 0.01 * epoch, head: (epoch) => 2 / epoch ** 2 },
      { baseline: (epoch) => 2.2 - 0.01 * epoch, head: (epoch) => 2 / epoch + 0.2 },
    );
    expect(found).toMatchObject({ status: 'pass', advice: null });
    expect(found.value).toBeGreaterThan(0.1);
  });

  test('a validation loss that has turned and still ends below that of the baseline is no alarm', () => {
    const found = against(
      { baseline: (epoch) => 2 / epoch, head: (epoch) => 1 / epoch },
      { baseline: (epoch) => 3 - 0.01 * epoch, head: (epoch) => 1 + 0.1 * Math.abs(epoch - 3) },
    );
    expect(found).toMatchObject({ status: 'pass' });
    expect(found.message).toMatch(/; its validation loss is not shown to end above the baseline's$/);
  });

  test('a validation loss that ends higher above its lowest than the limit warns, and a smaller rise does not', () => {
    const small = rising(0.016);
    expect(small).toMatchObject({ status: 'pass', advice: null });
    expect(small.message).toMatch(
      /GL 4\.8\d* %, the baseline's 0 % \(p below 0\.0001\).*; its own GL of 4\.8\d* % \[4\.\d+, 4\.\d+\] is not shown to exceed the limit of 5 %$/,
    );
    expect(rising(0.1)).toMatchObject({
      status: 'warn',
      advice: expect.stringContaining('stop at epoch'),
    });
  });

  test('a luck that moves both losses alike leaves the gap without spread, and hides no overfitting', () => {
    const records = ['baseline', 'head'].flatMap((model, arm) =>
      SEEDS.map((seed) => {
        const luck = 0.01 * Math.sin((7 + arm) * seed);
        return record(model, seed, {
          curves: curves(
            6,
            (epoch) => 1 / epoch + luck,
            (epoch) => 1 + luck + 0.5 * arm * Math.max(0, epoch - 3),
          ),
        });
      }),
    );
    expect(judgeOne(againstBaseline, { records })).toMatchObject({ status: 'warn', value: null });
  });

  test('needs curves under shared seeds', () => {
    const records = [...overfitting('baseline', 0.1), record('head', 1), record('head', 2)];
    expect(judgeOne(againstBaseline, { records })).toMatchObject({
      status: 'not-checked',
      value: null,
    });
  });
});

/** Losses that differ from seed to seed, and from the baseline's by `offset` under every seed. */
function messageFor(seeds: readonly number[], offset: number) {
  const records = [
    ...seeds.map((seed) => ['baseline', seed, 0] as const),
    ...seeds.map((seed) => ['head', seed, offset] as const),
  ].map(([model, seed, more]) =>
    record(model, seed, {
      curves: curves(
        4,
        (epoch) => (1 + seed / 100) / epoch,
        (epoch) => (1 + seed / 50) / epoch + 0.1 * epoch + more,
      ),
    }),
  );
  return judge(againstBaseline, { records }).map(({ status, message }) => [status, message]);
}

test('a gap that differs by the same amount under every seed is told as that, not as losses that are missing', () => {
  expect(messageFor([1, 2, 3], -0.07)).toEqual([
    [
      'not-checked',
      "the gap between validation and training loss differs from the baseline's by −0.07 under all 3 seeds, so it cannot be tested",
    ],
  ]);
});

test('a single seed is too few', () => {
  expect(messageFor([1], -0.07)).toEqual([
    ['not-checked', 'needs two seeds under which both models report training and validation loss'],
  ]);
});
