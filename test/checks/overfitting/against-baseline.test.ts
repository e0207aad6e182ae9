import { describe, expect } from 'vitest';
import { againstBaseline } from '../../../src/checks/overfitting/against-baseline.ts';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { cases, judgeOne } from '../judge.ts';
import { bothArms, curves, record, seedsTo } from '../records.ts';
import { overfitting, SEEDS } from './overfitted.ts';

type ByEpoch = (epoch: number) => number;
type Losses = Readonly<Record<'baseline' | 'head', ByEpoch>>;

const check = (baselineRise: number, variantRise: number) =>
  judgeOne(againstBaseline, {
    records: [...overfitting('baseline', baselineRise), ...overfitting('head', variantRise)],
  });

/** Losses of both arms at every epoch; each run's validation loss has a little noise. */
function against(train: Losses, validation: Losses) {
  const random = createRandom('against');
  const records = (['baseline', 'head'] as const).flatMap((model) =>
    SEEDS.map((seed) => {
      const noise = 0.001 * randomNormal(random);
      return record(model, seed, {
        curves: curves(6, { train: train[model], validation: (epoch) => validation[model](epoch) + noise }),
      });
    }),
  );
  return judgeOne(againstBaseline, { records });
}
const over =
  (factor: number, more = 0): ByEpoch =>
  (epoch) =>
    factor / epoch + more;
const slowly =
  (from: number): ByEpoch =>
  (epoch) =>
    from - 0.01 * epoch;
const wider = (ofBaseline: number, ofVariant: number) =>
  against({ baseline: over(1), head: over(1) }, { baseline: over(1, ofBaseline), head: over(1, ofVariant) });
const STILL_FALLS = {
  status: 'pass',
  advice: null,
  message: /p below 0\.0001\).*; its validation loss is not shown to rise after its lowest$/,
};
/** Both validation losses fall to 1, then the variant's rises; its training loss stays above the baseline's. */
const rising = (rise: number) =>
  against(
    { baseline: over(0.5), head: over(2) },
    {
      baseline: (epoch) => 1 + 0.1 * Math.max(0, 3 - epoch),
      head: (epoch) => 1 + rise * Math.max(0, epoch - 3),
    },
  );
const sharedLuck = bothArms(6, (seed, arm) => {
  const luck = 0.01 * Math.sin((7 + arm) * seed);
  return {
    curves: curves(6, {
      train: over(1, luck),
      validation: (epoch) => 1 + luck + 0.5 * arm * Math.max(0, epoch - 3),
    }),
  };
});
/** Losses differ from seed to seed, and from the baseline's by −0.07 with every seed. */
const shifted = (seeds: number) =>
  judgeOne(againstBaseline, {
    records: bothArms(seeds, (seed, arm) => ({
      curves: curves(4, {
        train: over(1 + seed / 100),
        validation: (epoch) => (1 + seed / 50) / epoch + 0.1 * epoch - 0.07 * arm,
      }),
    })),
  });
const oneArm = [...overfitting('baseline', 0.1), ...seedsTo(2).map((seed) => record('head', seed))];

describe('overfitting/against-baseline', () =>
  cases([
    [
      'a loss that has turned and ends above the baseline',
      check(0.02, 0.2),
      {
        status: 'warn',
        model: 'head',
        threshold: 0,
        // Six epochs at a rise that is 0.18 higher.
        value: expect.closeTo(1.08, 0),
        message: /^overfits more: validation loss ends 1\d\d % above its lowest \(baseline: 1\d\.\d %\)$/,
        evidence:
          /^at the end, gap 2\.\d+, the baseline's 0\.\d+ \(difference 1\.\d+ \[[^\]]*\], p below 0\.0001\); GL 1\d\d %, the baseline's/,
      },
    ],
    ['equal overfitting', check(0.1, 0.1), 'pass'],
    ['less overfitting', check(0.2, 0.02), 'pass'],
    ['a wider gap below 0, with less regularisation', wider(-0.0185, -0.0107), STILL_FALLS],
    ['a wider gap than an undertrained baseline', wider(-0.263, 0.034), STILL_FALLS],
    [
      'a wide gap while the validation loss falls',
      against(
        { baseline: slowly(2), head: (epoch) => 2 / epoch ** 2 },
        { baseline: slowly(2.2), head: over(2, 0.2) },
      ),
      { status: 'pass', advice: null, value: expect.toSatisfy((value) => value > 0.1) },
    ],
    [
      'a loss that has turned and ends below the baseline',
      against(
        { baseline: over(2), head: over(1) },
        { baseline: slowly(3), head: (epoch) => 1 + 0.1 * Math.abs(epoch - 3) },
      ),
      'pass',
      /; its validation loss is not shown to end above the baseline's$/,
    ],
    [
      'a rise below the limit',
      rising(0.016),
      {
        status: 'pass',
        advice: null,
        message:
          /GL 4\.8\d* %, the baseline's 0 % \(p below 0\.0001\).*; its own GL of 4\.8\d* % \[4\.\d+, 4\.\d+\] is not shown to exceed the limit of 5 %$/,
      },
    ],
    ['a rise above the limit', rising(0.1), { status: 'warn', advice: /stop at epoch/ }],
    [
      'luck that moves both losses alike, so the gap does not vary',
      judgeOne(againstBaseline, { records: sharedLuck }),
      { status: 'warn', value: null },
    ],
    [
      'no curves in one arm',
      judgeOne(againstBaseline, { records: oneArm }),
      { status: 'not-checked', value: null },
    ],
    [
      'a gap that differs by the same amount with every seed',
      shifted(3),
      'not-checked',
      "the gap between validation and training loss differs from the baseline's by −0.07 under all 3 seeds, so it cannot be tested",
    ],
    [
      'a single seed',
      shifted(1),
      'not-checked',
      'needs two seeds under which both models report training and validation loss',
    ],
  ]));
