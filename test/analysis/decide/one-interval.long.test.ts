import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MeasuredComparison } from '../../../src/analysis/compare/comparison.ts';
import { analyseOnce, startAnalysis } from '../../../src/analysis/decide/analyse.ts';
import { intervalAt } from '../../../src/analysis/decide/one-interval.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { record } from '../../checks/records.ts';
import { metric } from '../metric.ts';

const SPREAD = 0.01;

interface Experiment {
  readonly seed: number;
  /** Of each variant on each metric, in standard deviations of a pair's difference. */
  readonly shifts: readonly (readonly number[])[];
  /** null: none; else in the same unit. */
  readonly margins: readonly (number | null)[];
  readonly looks: readonly number[] | null;
}

const experiments: fc.Arbitrary<Experiment> = fc
  .record({
    seed: fc.nat(),
    variants: fc.integer({ min: 1, max: 3 }),
    metrics: fc.integer({ min: 1, max: 3 }),
    looks: fc.constantFrom(null, [12], [6, 14], [6, 9, 14]),
  })
  .chain(({ seed, variants, metrics, looks }) =>
    fc.record({
      seed: fc.constant(seed),
      looks: fc.constant(looks),
      shifts: fc.array(
        fc.array(fc.constantFrom(0, 0.5, -0.7, 1, 1.6, -2.5), { minLength: metrics, maxLength: metrics }),
        { minLength: variants, maxLength: variants },
      ),
      margins: fc.array(fc.constantFrom(null, 0.8, 1.5), { minLength: metrics, maxLength: metrics }),
    }),
  );

function recordsOf({ seed, shifts, margins }: Experiment): RunRecord[] {
  const random = createRandom('one interval', seed);
  return Array.from({ length: 14 }, (_, index) => index + 1).flatMap((run) => {
    const base = margins.map(() => 0.7 + SPREAD * randomNormal(random));
    const values = (own: readonly number[]) => ({
      metrics: {
        test: Object.fromEntries(own.map((value, metric) => [`m${metric}`, value])),
      },
    });
    return [
      record('baseline', run, values(base)),
      ...shifts.map((own, variant) =>
        record(
          `v${variant}`,
          run,
          values(base.map((value, metric) => value + SPREAD * ((own[metric] ?? 0) + randomNormal(random)))),
        ),
      ),
    ];
  });
}

function outcomesOf(experiment: Experiment): readonly MeasuredComparison[] {
  const { shifts, margins, looks } = experiment;
  const metrics = margins.map((margin, index) =>
    metric(`m${index}`, {
      role: index >= 2 ? 'secondary' : 'primary',
      margin: margin === null ? null : SPREAD * margin,
    }),
  );
  const request = {
    experiment: 'e',
    metrics,
    variants: shifts.map((_, v) => `v${v}`),
    alpha: 0.05,
    guarded: metrics.filter(({ role }) => role === 'secondary').map(({ name }) => name),
  };
  const records = recordsOf(experiment);
  const measured = (all: readonly unknown[]) =>
    (all as MeasuredComparison[]).filter(({ difference }) => difference !== null);
  if (looks === null) return measured(analyseOnce(request, records));
  const analysis = startAnalysis({ ...request, looks });
  // What is shown at every look, not at the last alone.
  return looks.flatMap((pairs, look) =>
    measured(
      analysis.takeLook(
        records.filter(({ seed }) => seed <= pairs),
        look,
      ).comparisons,
    ),
  );
}

const EVERY_KIND: Experiment = {
  seed: 1,
  shifts: [
    [4, 0, -4],
    [-4, 0.5, 0],
    [0.5, 0, -0.7],
  ],
  margins: [null, 1.5, 1.5],
  looks: [6, 14],
};

const decidingPValue = ({ pValue, pValueAdjusted }: MeasuredComparison) => pValueAdjusted ?? pValue;

describe('p, interval and verdict of any experiment', () => {
  test('say the same: variants × metrics × looks, with and without margins', () => {
    const [seen, seenGuards] = [new Set<string>(), new Set<string>()];
    fc.assert(
      fc.property(experiments, (experiment) => {
        for (const comparison of outcomesOf(experiment)) {
          const { interval, verdict, reason, equivalence, estimate, significanceLevel, guard } = comparison;
          const isOffZero = interval.low > 0 || interval.high < 0;
          const isWithin =
            equivalence !== null &&
            interval.low >= -equivalence.margin &&
            interval.high <= equivalence.margin;
          seen.add(verdict);
          expect(isOffZero).toBe(decidingPValue(comparison) <= significanceLevel);
          expect(estimate).toBeGreaterThanOrEqual(interval.low);
          expect(estimate).toBeLessThanOrEqual(interval.high);
          if (verdict === 'improvement') expect(interval.low).toBeGreaterThan(0);
          if (verdict === 'regression') expect(interval.high).toBeLessThan(0);
          if (verdict === 'equivalent') expect(isWithin).toBe(true);
          // What the interval says is the verdict, unless it is withheld with a reason.
          if (verdict === 'inconclusive' && (isOffZero || isWithin)) expect(reason).not.toBeNull();
          if (isWithin && verdict !== 'inconclusive') expect(verdict).toBe('equivalent');
          if (guard === undefined) continue;
          // A guard is read off the same interval.
          seenGuards.add(guard.status);
          const isAbove = interval.low >= -guard.margin;
          expect(isAbove).toBe((guard.pValueAdjusted ?? 1) <= (guard.significanceLevel ?? 0));
          expect(guard.status).toBe(
            isAbove && guard.reason === null
              ? 'shown'
              : interval.high <= -guard.margin
                ? 'worse'
                : 'not-shown',
          );
          if (guard.status === 'worse') expect(verdict).not.toBe('improvement');
        }
      }),
      { numRuns: 12, examples: [[EVERY_KIND]] },
    );
    expect([...seen].sort()).toEqual(['equivalent', 'improvement', 'inconclusive', 'regression']);
    expect([...seenGuards].sort()).toEqual(['not-shown', 'shown', 'worse']);
  });
});

test('an interval is that of the t test at its level, and has no end where nothing may be spent', () => {
  const estimate = { difference: 1, standardError: 0.5, degreesOfFreedom: 10 };
  // R: qt(0.975, 10) = 2.228139
  expect(intervalAt(estimate, 0.05).low).toBeCloseTo(1 - 0.5 * 2.228138852, 8);
  const nothing = intervalAt(estimate, 1e-300);
  expect(Number.isFinite(nothing.low) && nothing.low < -1e6).toBe(true);
});
