import { describe, expect, test } from 'vitest';
import type { Comparison, Verdict } from '../../src/analysis/compare/comparison.ts';
import { checkAgainstBaseline } from '../../src/checks/overfitting/against-baseline.ts';
import { checkBestEpoch } from '../../src/checks/overfitting/best-epoch.ts';
import { checkValidationOnly } from '../../src/checks/overfitting/validation-only.ts';
import { createRandom, randomNormal } from '../../src/stats/random.ts';
import { curves, record } from './records.ts';

const METRICS = [
  { name: 'accuracy', role: 'primary', direction: 'maximize', margin: null, unit: 'none' },
] as const;
const SEEDS = [1, 2, 3, 4, 5, 6];
const LIMITS = { gap: 0.1, gl: 5 };

/** Validation loss falls to epoch 4 and then rises by `rise` an epoch; training loss falls to the end. */
function overfitting(model: string, rise: number, epochs = 10) {
  const random = createRandom('overfitting', model);
  return SEEDS.map((seed) => {
    const luck = 0.01 * randomNormal(random);
    return record(model, seed, {
      cost: { wallSeconds: 20, cpuSeconds: 20, peakMemoryBytes: null },
      curves: curves(
        epochs,
        (epoch) => 2 / epoch,
        (epoch) => 1 + 0.1 * Math.max(0, 4 - epoch) + (rise + luck) * Math.max(0, epoch - 4),
      ),
    });
  });
}

describe('overfitting/best-epoch', () => {
  const check = (records: ReturnType<typeof overfitting>) =>
    checkBestEpoch({ records, model: 'a', metrics: METRICS, threshold: 0.25, alpha: 0.05 });

  test('warns where most of the training comes after the best epoch, with what stopping there saves', () => {
    const found = check(overfitting('a', 0.1));
    expect(found).toMatchObject({
      status: 'warn',
      value: 0.6,
      threshold: 0.25,
      advice: 'stop at epoch 4: saves about 12 s of 20 s a run',
    });
    expect(found.message).toMatch(
      /^60 % \[60, 60\] of the training comes after the best epoch \(4 of 10\): training loss falls by another 60 %, validation loss ends 5\d\.\d % above its lowest \(GL, PQ 0\.\d+, UP 1\)$/,
    );
  });

  test('tells what became of a metric on validation, from the epoch to stop at to the end', () => {
    const records = overfitting('a', 0.1).map((run) => ({
      ...run,
      curves: run.curves.map((point) => ({
        ...point,
        validation: { ...point.validation, accuracy: 0.9 - 0.001 * run.seed * Math.max(0, point.epoch - 4) },
      })),
    }));
    // 0.006 × the mean seed, 3.5
    expect(check(records).message).toContain('; accuracy on validation is better there by 0.021 [');
  });

  test('passes where the validation loss falls to the end', () => {
    const falling = SEEDS.map((seed) =>
      record('a', seed, {
        curves: curves(
          10,
          (epoch) => 2 / epoch,
          (epoch) => 3 / epoch + seed / 100,
        ),
      }),
    );
    expect(check(falling)).toMatchObject({ status: 'pass', value: 0 });
  });

  test('passes where training was stopped early: it goes on after the best epoch by design', () => {
    // Each run ends three epochs after its best one, at 4 to 9 of them.
    const stopped = SEEDS.map((seed) =>
      record('a', seed, {
        curves: curves(
          seed + 6,
          (epoch) => 2 / epoch,
          (epoch) => 1 + 0.1 * Math.abs(seed + 3 - epoch),
        ),
      }),
    );
    const found = check(stopped);
    expect(found).toMatchObject({ status: 'pass' });
    expect(found.message).toContain(
      'of the training comes after the best epoch (6 of 12), since it was stopped early, with a patience of 3',
    );
    const goesOn = record('a', 7, {
      curves: curves(
        9,
        () => 1,
        (epoch) => 1 + epoch,
      ),
    });
    expect(check([...stopped, goesOn]).message).not.toContain('patience');
  });

  test('a loss that goes below zero has a best epoch, and no generalisation loss', () => {
    const records = overfitting('a', 0.1).map((run) => ({
      ...run,
      curves: run.curves.map(({ epoch, validation }) => ({
        epoch,
        train: { loss: -epoch },
        validation: { loss: (validation.loss ?? 0) - 5 },
      })),
    }));
    expect(check(records)).toMatchObject({ value: 0.6, status: 'pass' });
    expect(check(records).message).not.toContain('GL');
  });

  test('is not checked without curves', () => {
    expect(check(SEEDS.map((seed) => record('a', seed)))).toMatchObject({
      status: 'not-checked',
      value: null,
    });
  });
});

describe('overfitting/against-baseline', () => {
  const check = (baselineRise: number, variantRise: number) =>
    checkAgainstBaseline({
      records: [...overfitting('baseline', baselineRise), ...overfitting('head', variantRise)],
      baseline: 'baseline',
      variant: 'head',
      level: 0.05,
      limits: LIMITS,
    });

  test('warns where the gap is conclusively wider, with the tests of gap, GL and best epoch', () => {
    const found = check(0.02, 0.2);
    expect(found).toMatchObject({ status: 'warn', model: 'head', threshold: 0 });
    // Six epochs at a rise that is 0.18 higher.
    expect(found.value).toBeCloseTo(1.08, 0);
    expect(found.message).toMatch(
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
    return checkAgainstBaseline({ records, baseline: 'baseline', variant: 'head', level, limits: LIMITS });
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
      /p below 0\.0001\).*; its own gap of \S+ \[[^\]]+\] is not shown to exceed the limit of 0\.1$/,
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

  test('a validation loss that ends higher above its lowest than the limit warns by itself, and a smaller rise does not', () => {
    const small = rising(0.016);
    expect(small).toMatchObject({ status: 'pass', advice: null });
    expect(small.message).toMatch(
      /GL 4\.8\d* %, the baseline's 0 % \(p below 0\.0001\).*; its own GL of 4\.8\d* % \[4\.\d+, 4\.\d+\] is not shown to exceed the limit of 5 %$/,
    );
    expect(rising(0.1)).toMatchObject({ status: 'warn', advice: expect.stringContaining('fewer epochs') });
  });

  test('needs curves under shared seeds', () => {
    const records = [...overfitting('baseline', 0.1), record('head', 1), record('head', 2)];
    expect(
      checkAgainstBaseline({
        records,
        baseline: 'baseline',
        variant: 'head',
        level: 0.05,
        limits: LIMITS,
      }),
    ).toMatchObject({
      status: 'not-checked',
      value: null,
    });
  });
});

describe('overfitting/validation-only', () => {
  function runs(model: string, validation: number, test: number) {
    const random = createRandom('validation-only', model);
    return SEEDS.map((seed) =>
      record(model, seed, {
        metrics: {
          validation: { accuracy: validation + 0.005 * randomNormal(random) },
          test: { accuracy: test + 0.005 * randomNormal(random) },
        },
      }),
    );
  }
  const check = (validation: number, test: number, verdict: Verdict = 'inconclusive') =>
    checkValidationOnly({
      records: [...runs('baseline', 0.8, 0.8), ...runs('head', validation, test)],
      baseline: 'baseline',
      variant: 'head',
      metrics: METRICS,
      comparisons: [{ variant: 'head', metric: 'accuracy', verdict } as Comparison],
      level: 0.05,
    });

  test('warns where the lead on validation does not hold on test', () => {
    const found = check(0.85, 0.8);
    expect(found).toMatchObject({ status: 'warn', model: 'head', metric: 'accuracy' });
    expect(found.value).toBeCloseTo(0.05, 1);
    expect(found.message).toMatch(
      /^wins on validation only, the lead does not hold on test: accuracy differs by 0\.0\d+ \[/,
    );
  });

  test('passes where it holds, where there is none, and where the variant is worse', () => {
    expect(check(0.85, 0.85)).toMatchObject({ status: 'pass' });
    expect(check(0.8, 0.8)).toMatchObject({ status: 'pass' });
    expect(check(0.75, 0.75)).toMatchObject({ status: 'pass' });
  });

  test('says nothing against a metric whose verdict is improvement', () => {
    expect(check(0.85, 0.8, 'improvement')).toMatchObject({
      status: 'pass',
      message: expect.stringMatching(/^accuracy differs by/),
    });
  });

  test('significant on validation and not on test is no evidence of a difference between the splits', () => {
    // scipy, ttest_1samp: p 0.0028 on validation, 0.302 on test, and 0.289 of validation minus test.
    const leads = { validation: [1, 2, 3, 1, 2, 3], test: [-2, 3, 4, -1, 0, 3] };
    const records = SEEDS.flatMap((seed, index) => [
      record('baseline', seed, { metrics: { validation: { accuracy: 0 }, test: { accuracy: 0 } } }),
      record('head', seed, {
        metrics: {
          validation: { accuracy: leads.validation[index] as number },
          test: { accuracy: leads.test[index] as number },
        },
      }),
    ]);
    const found = checkValidationOnly({
      records,
      baseline: 'baseline',
      variant: 'head',
      metrics: METRICS,
      comparisons: [],
      level: 0.05,
    });
    expect(found).toMatchObject({ status: 'pass', advice: null });
    expect(found.message).toMatch(/^no lead is shown on test: accuracy differs by 2 \[/);
  });

  test('gives p as it is judged, after Holm, with what it needs, and intervals at their level', () => {
    // As above on accuracy; F1 has no lead at all, so accuracy's p counts twice: scipy, 2 × 0.00276 and 2 × 0.2889.
    const leads = { validation: [1, 2, 3, 1, 2, 3], test: [-2, 3, 4, -1, 0, 3] };
    const none = [1, -1, 2, -2, 3, -3];
    const records = SEEDS.flatMap((seed, index) => [
      record('baseline', seed, {
        metrics: { validation: { accuracy: 0, f1: 0 }, test: { accuracy: 0, f1: 0 } },
      }),
      record('head', seed, {
        metrics: {
          validation: { accuracy: leads.validation[index] as number, f1: none[index] as number },
          test: { accuracy: leads.test[index] as number, f1: none[5 - index] as number },
        },
      }),
    ]);
    const found = checkValidationOnly({
      records,
      baseline: 'baseline',
      variant: 'head',
      metrics: [METRICS[0], { ...METRICS[0], name: 'f1' }],
      comparisons: [],
      level: 0.025,
    });
    expect(found.message).toMatch(
      /^no lead is shown on test: accuracy differs by 2 \[0\.845, 3\.16\] on validation, p 0\.00553, and by 1\.17 \[−2\.04, 4\.37\] on test, p 0\.302; the first less the second is 0\.833 \[−1\.39, 3\.06\], p 0\.578 \(intervals at 97\.5 %, p has to be at most 0\.025; all but that on test are Holm-adjusted for 2 metrics\)$/,
    );
    expect(found.interval?.level).toBe(0.975);
  });

  test('is not checked without both splits', () => {
    const records = SEEDS.flatMap((seed) => [record('baseline', seed), record('head', seed)]);
    expect(
      checkValidationOnly({
        records,
        baseline: 'baseline',
        variant: 'head',
        metrics: METRICS,
        comparisons: [],
        level: 0.05,
      }),
    ).toMatchObject({
      status: 'not-checked',
      message: 'no run was measured on both a validation and a test split',
    });
  });
});
