import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sequentialLevels } from '../../../src/analysis/decide/levels.ts';
import { type Plan, type PlanningRequest, requirementsOf } from '../../../src/analysis/planning/required.ts';
import type { Spread } from '../../../src/analysis/planning/spread.ts';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { pairedT } from '../../../src/stats/tests/paired-t.ts';

const stated = (standardDeviation: number, more: Partial<Spread> = {}): Spread => ({
  standardDeviation,
  interval: null,
  source: { kind: 'stated' },
  examples: null,
  ...more,
});
const plan = (request: Partial<PlanningRequest> = {}) => {
  const { thisTestSet, ...found } = requirementsOf({
    spread: stated(1),
    examples: null,
    margin: 0.5,
    alpha: 0.05,
    comparisons: 1,
    looks: [8],
    ...request,
  });
  return { ...found, thisTestSet: thisTestSet as Plan };
};

describe('seeds of a fixed design', () => {
  // R: power.t.test(type = "paired") gives 33.37 and 44.00 pairs; with sd = 0.006 √2 24.59 and 32.24.
  test.each([
    [0.5, 1, [34, 44]],
    [0.005, 0.01, [34, 44]],
    [0.005, 0.006 * Math.SQRT2, [25, 33]],
  ])('that find %d where pairs differ by %d are those of power.t.test', (margin, deviation, seeds) => {
    const { thisTestSet, level } = plan({ spread: stated(deviation), margin });
    expect(level).toBe(0.05);
    expect(thisTestSet.needed.map(({ power, seedsForDifference }) => [power, seedsForDifference])).toEqual([
      [0.8, seeds[0]],
      [0.9, seeds[1]],
    ]);
  });

  test('find differences as small as scipy says', () => {
    // scipy: brentq over nct.sf(t.isf(0.025, n − 1), n − 1, d / sd √n) − power, sd = 0.006 √2.
    const of = (seeds: number) =>
      plan({ spread: stated(0.006 * Math.SQRT2), looks: [seeds] }).thisTestSet.detectable;
    expect(of(8).map(({ difference }) => difference)).toEqual([
      expect.closeTo(0.009809286448, 7),
      expect.closeTo(0.011385571585, 7),
    ]);
    expect(of(25).map(({ difference }) => difference)).toEqual([
      expect.closeTo(0.004955636454, 7),
      expect.closeTo(0.005735244951, 7),
    ]);
  });

  test('reach the power that is told, by simulation, for a difference and for equivalence', () => {
    const [{ seedsForDifference, seedsForEquivalence }] = plan({ spread: stated(1), margin: 0.8 }).thisTestSet
      .needed as unknown as [{ seedsForDifference: number; seedsForEquivalence: number }];
    const random = createRandom('plan', 'power');
    const REPETITIONS = 4000;
    let [found, shown] = [0, 0];
    for (let repetition = 0; repetition < REPETITIONS; repetition++) {
      const draw = (pairs: number, mean: number) =>
        Array.from({ length: pairs }, () => mean + randomNormal(random));
      if (pairedT(draw(seedsForDifference, 0.8)).pValue <= 0.05) found++;
      const { interval } = pairedT(draw(seedsForEquivalence, 0), { level: 0.95 });
      if (interval.low > -0.8 && interval.high < 0.8) shown++;
    }
    const error = Math.sqrt((0.8 * 0.2) / REPETITIONS);
    // A seed less would not do, so the power is above by less than what one seed adds.
    for (const share of [found, shown].map((count) => count / REPETITIONS)) {
      expect(share).toBeGreaterThan(0.8 - 4 * error);
      expect(share).toBeLessThan(0.86 + 4 * error);
    }
  });
});

describe('seeds of a design with looks', () => {
  const LOOKS = [6, 8, 11, 14, 19, 25];

  test('find what is told with at least that power, looks and all', () => {
    const { thisTestSet } = plan({ looks: LOOKS });
    const levels = LOOKS.map((_, look) => sequentialLevels(LOOKS.slice(0, look + 1), LOOKS).difference(0.05));
    const at = (seeds: number) =>
      thisTestSet.detectable.find((one) => one.seeds === seeds && one.power === 0.8)?.difference as number;
    const random = createRandom('plan', 'looks');
    const REPETITIONS = 2000;
    let [byTheEnd, atTheFirst] = [0, 0];
    for (let repetition = 0; repetition < REPETITIONS; repetition++) {
      const noise = Array.from({ length: 25 }, () => randomNormal(random));
      const isFound = (difference: number, look: number) =>
        pairedT(noise.slice(0, LOOKS[look]).map((one) => one + difference)).pValue <=
        (levels[look] as number);
      if (LOOKS.some((_, look) => isFound(at(25), look))) byTheEnd++;
      if (isFound(at(6), 0)) atTheFirst++;
    }
    const error = Math.sqrt((0.8 * 0.2) / REPETITIONS);
    expect(byTheEnd / REPETITIONS).toBeGreaterThan(0.8 - 4 * error);
    expect(byTheEnd / REPETITIONS).toBeLessThan(0.85 + 4 * error);
    expect(Math.abs(atTheFirst / REPETITIONS - 0.8)).toBeLessThan(4 * error);
  });

  test('are more where comparisons share alpha, and where the spread is at the upper end of its interval', () => {
    const spread = stated(1, { interval: { level: 0.95, low: 0.7, high: 1.7 } });
    const [one, four] = [plan({ looks: LOOKS, spread }), plan({ looks: LOOKS, spread, comparisons: 4 })];
    const seeds = ({ needed }: typeof one.thisTestSet) => needed[0]?.seedsForDifference as number;
    expect(four.level).toBeLessThan(one.level);
    expect(seeds(four.thisTestSet)).toBeGreaterThan(seeds(one.thisTestSet));
    expect(seeds(one.atUpperSpread as typeof one.thisTestSet)).toBeGreaterThan(seeds(one.thisTestSet));
    expect(plan().atUpperSpread).toBeNull();
  });
});

describe('seeds and test examples', () => {
  const components = { seed: 1e-5, example: 0.05, rest: 0.05 };
  const withExamples = (count: number, more: Partial<PlanningRequest> = {}) =>
    plan({
      spread: stated(Math.sqrt(components.seed + components.rest / count), {
        examples: { count, unit: 'test examples', components },
      }),
      margin: 0.01,
      looks: [6, 8, 11, 14, 19, 25],
      ...more,
    }).newExamples;

  test('cannot be made up for by seeds where the examples limit, and are told how many would do', () => {
    const [first] = withExamples(1000)?.needed ?? [];
    expect(first?.seedsForDifference).toBeNull();
    expect(first?.seedsForEquivalence).toBeNull();
    // With every example new and 25 seeds: about (2.8/0.01)² × 0.052 plus what the seeds add.
    expect(first?.examplesForDifference).toBeGreaterThan(4000);
    expect(first?.examplesForDifference).toBeLessThan(6000);
    const examples = first?.examplesForDifference as number;
    expect(withExamples(1000, { examples })?.needed[0]?.seedsForDifference).toBeLessThanOrEqual(25);
    expect(
      withExamples(1000, { examples: examples - 5 })?.needed[0]?.seedsForDifference ?? 26,
    ).toBeGreaterThan(25);
  });

  test('never need fewer seeds for a smaller margin or more power', () => {
    const size = (seeds: number | null | undefined) => seeds ?? Number.POSITIVE_INFINITY;
    fc.assert(
      fc.property(
        fc.double({ min: 0.005, max: 0.1, noNaN: true }),
        fc.integer({ min: 100, max: 50_000 }),
        (margin, examples) => {
          const [some, more] = withExamples(1000, { margin, examples })?.needed ?? [];
          expect(size(more?.seedsForDifference)).toBeGreaterThanOrEqual(size(some?.seedsForDifference));
          const smaller = withExamples(1000, { margin: margin / 2, examples })?.needed[0];
          expect(size(smaller?.seedsForEquivalence)).toBeGreaterThanOrEqual(size(some?.seedsForEquivalence));
        },
      ),
      { numRuns: 6 },
    );
  });

  test('are not spoken of where nothing is known of the examples', () => {
    expect(plan().newExamples).toBeNull();
    expect(
      plan({ spread: stated(1, { examples: { count: null, unit: 'test examples', components } }) })
        .newExamples,
    ).toBeNull();
  });
});
