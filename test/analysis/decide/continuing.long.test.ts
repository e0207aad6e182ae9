import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { startAnalysis } from '../../../src/analysis/decide/analyse.ts';
import { continueDesign, continuedLooks } from '../../../src/analysis/decide/continuing.ts';
import { levelsApart, sequentialLevels, summariseLooks } from '../../../src/analysis/decide/levels.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import type { Tested } from '../../../src/records/store/tested.ts';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { pairedTExits } from '../../../src/stats/sequential/t-boundaries.ts';
import { record } from '../../checks/records.ts';
import { metric } from '../metric.ts';

const ALPHA = 0.05;

function runs(pairs: number, shift: number, ...labels: Array<string | number>): RunRecord[] {
  const random = createRandom('continuing', ...labels);
  return Array.from({ length: pairs }, (_, index) => index + 1).flatMap((seed) => {
    const base = 0.7 + 0.01 * randomNormal(random);
    const own = base + 0.01 * (shift + randomNormal(random));
    return [
      record('baseline', seed, { metrics: { test: { m: base } } }),
      record('v', seed, { metrics: { test: { m: own } } }),
    ];
  });
}

/** One run of the program: looks until it is decided, from what is remembered. */
function run(records: readonly RunRecord[], planned: readonly number[], earlier?: Tested) {
  const looks = continuedLooks(planned, earlier === undefined ? [] : [earlier]);
  const analysis = startAnalysis({
    experiment: 'e',
    metrics: [metric('m')],
    variants: ['v'],
    alpha: ALPHA,
    looks,
    earlier: () => earlier,
  });
  for (const [look, seeds] of looks.entries()) {
    const { comparisons, undecided } = analysis.takeLook(
      records.filter(({ seed }) => seed <= seeds),
      look,
    );
    const [comparison] = comparisons;
    const [remembered] = analysis.remembered();
    if (undecided.length > 0 || remembered === undefined) continue;
    if (comparison?.difference == null) throw new Error('not measured');
    return { comparison, remembered, seeds };
  }
  throw new Error('came to no end');
}

describe('a comparison that goes on', () => {
  test('has its looks before, and tests the new ones at less than alpha anew', () => {
    const records = runs(40, 0.1, 'goes on');
    const first = run(records, [6, 12]);
    expect(first.comparison.verdict).toBe('inconclusive');
    expect(first.remembered.looks).toMatchObject([{ seeds: 6, pairs: 6 }, { seeds: 12 }]);
    expect(first.remembered.looks[1]?.spent).toBeCloseTo(0.95 * ALPHA, 12);
    const second = run(records, [17], first.remembered);
    expect(second.remembered.design).toMatchObject({ number: 2, pairs: 12 });
    expect(second.remembered.looks.map(({ seeds }) => seeds)).toEqual([6, 12, 17]);
    expect(second.remembered.looks[2]?.spent).toBeCloseTo(0.975 * ALPHA, 12);
    // Paths that come to 17 pairs have passed 12: what is left buys more than its own size.
    expect(second.comparison.significanceLevel).toBeGreaterThan(0.025 * ALPHA);
    expect(second.comparison.significanceLevel).toBeLessThan(ALPHA / 2);
  });

  test.each([
    ['a sequential design', [6, 8, 11, 14, 19, 25]],
    ['a fixed one', [9]],
  ])('spends nothing and says the same without more pairs: %s', (_, planned) => {
    for (const shift of [0, 0.8]) {
      const records = runs(30, shift, 'again', shift);
      const first = run(records, planned);
      const again = run(records, planned, first.remembered);
      expect(again).toEqual(first);
      const third = run(records, [...planned, 30], again.remembered);
      expect(run(records, [...planned, 30], third.remembered)).toEqual(third);
    }
  });

  test('that was decided stays decided, whatever more pairs show', () => {
    const records = runs(12, 3, 'decided');
    const first = run(records, [8]);
    expect(first.comparison.verdict).toBe('improvement');
    const worse = [
      ...records.filter(({ seed }) => seed <= 8),
      ...runs(40, -9, 'worse').filter((r) => r.seed > 8),
    ];
    expect(run(worse, [40], first.remembered).comparison).toMatchObject({
      verdict: 'improvement',
      baseline: { n: 8 },
    });
  });

  test('keeps its looks where a run that had failed was tried again, or failed this time', () => {
    const all = runs(12, 3, 'failed');
    const lacking = all.filter(({ model, seed }) => model !== 'v' || seed !== 4);
    for (const [before, after] of [
      [lacking, all],
      [all, lacking],
    ] as const) {
      const first = run(before, [6, 9, 12]);
      expect(first.comparison.verdict).toBe('improvement');
      const again = run(after, [6, 9, 12], first.remembered);
      expect(again.comparison.verdict).toBe('improvement');
      expect(again.seeds).toBe(first.seeds);
      const spent = ({ looks }: Tested) => looks.map((look) => [look.seeds, look.spent]);
      expect(spent(again.remembered)).toEqual(spent(first.remembered));
    }
  });

  test('never spends alpha, however often it goes on', () => {
    const steps = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 12 }), steps, (first, added) => {
        let tested: Tested | undefined;
        let last = first;
        for (const more of [0, ...added]) {
          last += more;
          const looks = continuedLooks([last], tested === undefined ? [] : [tested]);
          const shares = continueDesign(looks, 1, tested);
          const { spent } = sequentialLevels(looks, looks, shares);
          tested = { ...shares, looks: [...shares.looks, { seeds: last, pairs: last, spent }] };
        }
        const looks = tested?.looks.map(({ pairs }) => pairs) ?? [];
        const boundaries = sequentialLevels(looks, looks, tested).boundaries(ALPHA) ?? [];
        const exits = pairedTExits(
          looks,
          boundaries.map(({ critical }) => critical),
        );
        expect(exits.reduce((sum, exit) => sum + exit, 0)).toBeLessThan(ALPHA);
      }),
      { numRuns: 8 },
    );
  });

  test('takes no look between two that were taken, and none beyond what was asked for', () => {
    const before = run(runs(25, 0.2, 'between'), [6, 12, 25]).remembered;
    expect(continuedLooks([6, 9, 12], [before])).toEqual([6, 12]);
    expect(continuedLooks([6, 20, 40], [before])).toEqual([...before.looks.map(({ seeds }) => seeds), 40]);
  });

  test('takes the first of those that were taken where fewer pairs are asked for: its result stands', () => {
    const before = run(runs(25, 0.2, 'between'), [6, 12, 25]).remembered;
    expect(continuedLooks([4], [before])).toEqual([6]);
    expect(continuedLooks([10], [before])).toEqual([6]);
    // Fewer pairs than any look has are no look of their own.
    expect(sequentialLevels([4], [4], continueDesign([4], ALPHA, before)).difference(ALPHA)).toBeLessThan(
      1e-200,
    );
  });

  test('of another alpha is held to that one', () => {
    const before = run(runs(12, 0.2, 'alpha'), [12]).remembered;
    const stricter = continueDesign([12, 20], 0.01, before);
    expect(sequentialLevels([12, 20], [12, 20], stricter).difference(0.01)).toBeLessThan(1e-200);
    const looser = continueDesign([12, 20], 0.1, before);
    expect(looser.looks[0]?.spent).toBeCloseTo(0.475, 12);
  });

  test('of folds adds its level to what was spent: folds have no law of looks', () => {
    const before = continueDesign([10, 30], 1, {
      looks: [{ seeds: 10, pairs: 10, spent: 0.95 }],
      design: { number: 1, looks: [10], pairs: 0, spent: 0, budget: 0.95 },
    });
    expect(levelsApart([10], [10, 30], before).difference(ALPHA)).toBeCloseTo(0.95 * ALPHA, 12);
    expect(levelsApart([10, 30], [10, 30], before).difference(ALPHA)).toBeCloseTo(0.025 * ALPHA, 12);
  });
});

test('the looks of the report tell what each was held to and what is left', () => {
  const tested = continueDesign([6, 12, 17], 1, {
    looks: [
      { seeds: 6, pairs: 6, spent: 0.1 },
      { seeds: 12, pairs: 11, spent: 0.95 },
    ],
    design: { number: 1, looks: [6, 12], pairs: 0, spent: 0, budget: 0.95 },
  });
  const looks = summariseLooks([6, 12, 17], ALPHA, 3, tested);
  expect(looks.map(({ pairs, spent }) => [pairs, Number(spent.toFixed(6))])).toEqual([
    [6, 0.005],
    [12, 0.0475],
    [17, 0.04875],
  ]);
});
