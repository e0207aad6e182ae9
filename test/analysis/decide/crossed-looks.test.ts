import { describe, expect, test } from 'vitest';
import type { MeasuredComparison } from '../../../src/analysis/compare/comparison.ts';
import { type Analysis, startAnalysis } from '../../../src/analysis/decide/analyse.ts';
import { isCrossed } from '../../../src/analysis/decide/crossed-checks.ts';
import { adjustForCrossedLooks } from '../../../src/analysis/decide/crossed-looks.ts';
import { crossedLevels } from '../../../src/analysis/decide/levels.ts';
import { bothOf, crossedRows, predictedRecords } from '../examples/predicted-records.ts';
import { metric } from '../metric.ts';

const LOOKS = [6, 8, 11, 14, 19, 25];
const SEEDS = Array.from({ length: 25 }, (_, index) => index + 1);

interface Asked {
  readonly gain?: number;
  readonly examples?: number;
  readonly noise?: number;
  readonly margin?: number | null;
  readonly looks?: readonly number[];
}

type Taken = ReturnType<Analysis['takeLook']>;

/** The looks taken until it is decided. */
async function analyse({ margin = null, looks = LOOKS, ...world }: Asked): Promise<Taken[]> {
  const metrics = [metric('accuracy', { margin })];
  const { records, rows } = crossedRows(bothOf(SEEDS, world), metrics);
  const analysis = startAnalysis({ experiment: 'e', metrics, variants: ['head'], alpha: 0.05, looks });
  const taken: Taken[] = [];
  for (const [look, pairs] of looks.entries()) {
    const now = records.filter(({ seed }) => seed <= pairs);
    taken.push(analysis.takeLook(now, look, { examples: await rows.read(now) }));
    if (taken.at(-1)?.undecided.length === 0) break;
  }
  return taken;
}

function last(taken: readonly Taken[]): MeasuredComparison {
  const [comparison] = taken.at(-1)?.comparisons ?? [];
  if (comparison === undefined || comparison.difference === null) throw new Error('not measured');
  return comparison;
}

describe('a design with looks', () => {
  test('is decided early where the gain is large and there are many examples', async () => {
    const taken = await analyse({ gain: 0.25, examples: 400 });
    expect(taken.length).toBeLessThan(LOOKS.length);
    expect(last(taken)).toMatchObject({ verdict: 'improvement', cause: null, scope: 'new-examples' });
  });

  test('is given up where the examples limit; what lacks is named', async () => {
    const taken = await analyse({ examples: 30, noise: 0.1, margin: 0.01 });
    expect(taken.length).toBeLessThan(LOOKS.length);
    const comparison = last(taken);
    expect(comparison).toMatchObject({ verdict: 'inconclusive', cause: 'examples-limit' });
    expect(comparison.reason).toMatch(
      /^stopped after \d+ of at most 25 pairs: more seeds will probably not settle this; about [\d,]+ test examples could detect a difference of the margin, 0\.01$/,
    );
    expect(comparison.crossed?.examplesNeeded).toBeGreaterThan(1000);
  });

  test('without a margin says how to see how many', async () => {
    expect(last(await analyse({ examples: 30, noise: 0.1 })).reason).toMatch(
      /more seeds will probably not settle this; more test examples could\. Set a margin/,
    );
  });

  test('at its one look names it, too', async () => {
    const comparison = last(await analyse({ examples: 30, noise: 0.1, margin: 0.01, looks: [8] }));
    expect(comparison).toMatchObject({ verdict: 'inconclusive', cause: 'examples-limit' });
    expect(comparison.reason).toMatch(/^more seeds will probably not settle this/);
  });

  test('does not ask for examples where the runs make up most of the variance', async () => {
    const comparison = last(await analyse({ examples: 100, noise: 3, looks: [8] }));
    expect(comparison.crossed?.exampleShare).toBeLessThan(0.5);
    expect(comparison).toMatchObject({ verdict: 'inconclusive', cause: null, reason: null });
  });

  test('shows a p that is small exactly where the interval excludes zero', async () => {
    for (const gain of [0.08, 0.12, 0.16]) {
      const { pValue, localLevel, interval, estimate } = last(await analyse({ gain, examples: 150 }));
      expect(interval.method).toBe('crossed');
      expect(interval.low > 0 || interval.high < 0).toBe(pValue <= localLevel);
      expect(estimate > interval.low && estimate < interval.high).toBe(true);
    }
  });
});

test('what was asked for new examples and lacks predictions is not trained any further', () => {
  const { records } = predictedRecords(bothOf(SEEDS.slice(0, 6)));
  const metrics = [metric('accuracy')];
  const analysis = startAnalysis({ experiment: 'e', metrics, variants: ['head'], alpha: 0.05, looks: LOOKS });
  const lacking = { testExamples: null, sample: null, reason: 'head kept no predictions', isRequired: true };
  const { comparisons, undecided } = analysis.takeLook(records, 0, { examples: () => lacking });
  expect(undecided).toEqual([]);
  expect(comparisons).toMatchObject([
    {
      verdict: 'inconclusive',
      difference: null,
      reason:
        'verdict.for is new-examples, which needs predictions by example: head kept no predictions. Save predictions in every run, or set verdict: { for: this-test-set }',
    },
  ]);
});

describe('after a stop', () => {
  const levels = crossedLevels([6, 8], LOOKS, {
    components: { seed: 0.001, example: 0.05, rest: 0.05 },
    examples: 100,
  });
  const find = async () => {
    const comparison = last(await analyse({ gain: 0.3, examples: 100, looks: [8] }));
    if (!isCrossed(comparison)) throw new Error('not crossed');
    return comparison;
  };
  const seen = (statistic: number) => ({ statistic, degreesOfFreedom: 60 });

  test('the estimate accounts for the looks before', async () => {
    const comparison = await find();
    const adjusted = adjustForCrossedLooks(comparison, [seen(1), seen(comparison.statistic)], levels, 0.05);
    expect(adjusted.interval).toEqual(comparison.interval);
    expect(adjusted.estimate).toBeLessThan(comparison.difference);
    expect(adjusted.stageWise?.pValue).toBeGreaterThan(comparison.pValue);
  });

  test('nothing is changed after a single look', async () => {
    const comparison = await find();
    expect(adjustForCrossedLooks(comparison, [seen(comparison.statistic)], levels, 0.05)).toBe(comparison);
  });

  test.each([
    ['a look went on from beyond its boundary', seen(9)],
    ['a look was not over examples', undefined],
  ])('the estimate stays the mean where %s', async (_, first) => {
    const comparison = await find();
    const adjusted = adjustForCrossedLooks(comparison, [first, seen(comparison.statistic)], levels, 0.05);
    expect(adjusted.estimate).toBe(comparison.difference);
    expect(adjusted.stageWise).toBeNull();
  });
});
