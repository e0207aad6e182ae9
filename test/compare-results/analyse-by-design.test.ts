import { describe, expect, test } from 'vitest';
import type { Comparison } from '../../src/analysis/compare/comparison.ts';
import { analyseByDesign } from '../../src/compare-results/analyse-by-design.ts';
import type { Seeds } from '../../src/config/file/normalise.ts';
import type { RunRecord } from '../../src/records/record.ts';
import { createRandom, randomNormal } from '../../src/stats/random.ts';
import { record } from '../checks/records.ts';

const DESIGN: Seeds = { kind: 'sequential', min: 6, max: 25 };
const LOOKS = [6, 8, 11, 14, 19, 25];

/** Baseline and variants under the seeds 101, 102, …; a variant is better by its gain, in standard deviations of a run. */
function runs(seeds: number, gains: Readonly<Record<string, number>>): RunRecord[] {
  const arms = Object.entries({ baseline: 0, ...gains });
  return arms.flatMap(([model, gain]) => {
    const random = createRandom('by design', model);
    return Array.from({ length: seeds }, (_, index) =>
      record(model, 101 + index, { metrics: { test: { accuracy: gain + randomNormal(random) } } }),
    );
  });
}

function analyse(records: readonly RunRecord[], variants: readonly string[], design: Seeds | null = DESIGN) {
  return analyseByDesign(
    {
      experiment: 'compare',
      variants,
      metrics: [{ name: 'accuracy', role: 'primary', direction: 'maximize', margin: null, unit: 'none' }],
      alpha: 0.05,
    },
    records,
    design,
  );
}

const pairsOf = (comparison: Comparison | undefined) =>
  comparison === undefined || comparison.difference === null ? null : comparison.baseline.n;

describe('a sequential design', () => {
  test('ends at the look that decides, and what comes later has no say', () => {
    const { comparisons, looks, records, notices } = analyse(runs(25, { far: 4 }), ['far']);
    const pairs = pairsOf(comparisons[0]);
    expect(comparisons[0]).toMatchObject({ verdict: 'improvement', interval: { level: 0.95 } });
    expect(pairs).toBeLessThan(25);
    expect(looks.map((look) => look.pairs)).toEqual(LOOKS);
    expect(looks.filter(({ taken }) => taken).at(-1)?.pairs).toBe(pairs);
    expect(records).toHaveLength(2 * (pairs ?? 0));
    expect(notices.join()).toContain(`the results of ${25 - (pairs ?? 0)} later seeds are not used`);
    // Other results after that look change nothing.
    const later = runs(25, { far: 4 }).map((run) =>
      run.seed > 100 + (pairs ?? 0) ? { ...run, metrics: { test: { accuracy: -run.seed } } } : run,
    );
    expect(analyse(later, ['far']).comparisons).toEqual(comparisons);
  });

  test('goes on for the variants that are open, with the runs of those alone', () => {
    const { comparisons, records } = analyse(runs(25, { far: 4, near: 0.6 }), ['far', 'near']);
    const [far, near] = comparisons.map(pairsOf);
    expect(far).toBeLessThan(near ?? 0);
    const counted = (name: string) => records.filter(({ model }) => model === name).length;
    expect([counted('far'), counted('near'), counted('baseline')]).toEqual([far, near, near]);
  });

  test('may not be over yet: only planned looks are taken, and the error of those to come stays unspent', () => {
    const { comparisons, looks, records, notices } = analyse(runs(12, { near: 0.6 }), ['near']);
    expect(comparisons[0]).toMatchObject({ verdict: 'inconclusive', interval: { level: 0.95 } });
    expect(looks.map((look) => look.pairs)).toEqual(LOOKS);
    expect(looks.filter(({ taken }) => taken).map((look) => look.pairs)).toEqual([6, 8, 11]);
    expect(looks[2]?.spent).toBeLessThan(0.005);
    expect(looks[5]?.spent).toBeCloseTo(0.05, 10);
    expect(records).toHaveLength(22);
    expect(notices).toEqual([
      'The last look was after 11 of 12 seeds; the next look of the design (6 to 25 pairs) is after 14; until then the results of one later seed are not used.',
    ]);
    expect(analyse(runs(11, { near: 0.6 }), ['near']).comparisons).toEqual(comparisons);
    expect(() => analyse(runs(5, { near: 0.6 }), ['near'])).toThrow(
      '--design 6..25: the first look is after 6 seeds, but there are only 5; add results of more seeds',
    );
  });

  test('gives secondary metrics an interval that covers whenever the first one stops it', () => {
    const both = runs(25, { far: 4 }).map((run) => ({
      ...run,
      metrics: { test: { ...run.metrics.test, loss: (run.metrics.test?.accuracy ?? 0) / 7 } },
    }));
    const { comparisons } = analyseByDesign(
      {
        experiment: 'compare',
        variants: ['far'],
        metrics: [
          { name: 'accuracy', role: 'primary', direction: 'maximize', margin: null, unit: 'none' },
          { name: 'loss', role: 'secondary', direction: 'maximize', margin: null, unit: 'none' },
        ],
        alpha: 0.05,
      },
      both,
      DESIGN,
    );
    const [first, second] = comparisons;
    if (first === undefined || first.difference === null) throw new Error('not measured');
    if (second === undefined || second.difference === null) throw new Error('not measured');
    // It excludes zero exactly where the test at the look's level does.
    expect(second.interval.low > 0).toBe(second.pValue <= second.significanceLevel);
    expect(second.significanceLevel).toBeCloseTo(first.significanceLevel, 12);
  });

  test('needs seeds that the arms share', () => {
    const apart = [...runs(8, {}), ...runs(8, { other: 1 }).map((run) => ({ ...run, seed: run.seed + 50 }))];
    const records = apart.filter(({ model, seed }) => (model === 'baseline') === seed <= 120);
    expect(() => analyse(records, ['other'])).toThrow(/"other" shares no seed with "baseline"/);
  });
});

test('a fixed design looks once, at all there is, and says when that is too little to decide', () => {
  const { comparisons, looks, notices } = analyse(runs(25, { far: 4 }), ['far'], null);
  expect(pairsOf(comparisons[0])).toBe(25);
  expect(looks).toMatchObject([{ pairs: 25, significanceLevel: 0.05, taken: true }]);
  expect(notices).toEqual([]);
  expect(analyse(runs(2, { far: 4 }), ['far'], null).notices.join()).toContain('You need at least 3;');
});
