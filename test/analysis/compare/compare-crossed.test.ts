import { describe, expect, test } from 'vitest';
import { compareCrossed } from '../../../src/analysis/compare/compare-crossed.ts';
import type { Measurement } from '../../../src/analysis/compare/compare-models.ts';
import { seedValues } from '../../../src/analysis/compare/samples.ts';
import { analyseOnce } from '../../../src/analysis/decide/analyse.ts';
import type { PredictionRow } from '../../../src/records/readers/predictions/table-builder.ts';
import { crossedTest } from '../../../src/stats/crossed/crossed-test.ts';
import { createRandom, shuffle } from '../../../src/stats/random.ts';
import { bothOf, crossedRows, type PredictedRun, runsOf } from '../examples/predicted-records.ts';
import { metric } from '../metric.ts';

const SEEDS = [1, 2, 3, 4, 5, 6];
const GAIN = { gain: 0.2 };

interface Asked {
  readonly metric?: string;
  readonly direction?: 'maximize' | 'minimize';
  readonly margin?: number | null;
}

async function compare(runs: readonly PredictedRun[], asked: Asked = {}): Promise<Measurement | null> {
  const { metric = 'accuracy', direction = 'maximize', margin = null } = asked;
  const { records, rows } = crossedRows(runs, [{ name: metric }]);
  const examples = (await rows.read(records))('head', metric);
  if (examples.sample === null) throw new Error(`no sample: ${examples.reason}`);
  const values = (model: string) => seedValues(records, model, metric, 'test');
  const request = {
    ...{ variant: 'head', metric, direction, margin, role: 'primary' as const },
    ...{ alpha: 0.05, plannedLevel: 0.05, examples },
  };
  return compareCrossed(
    { ...request, baseline: values('baseline'), candidate: values('head') },
    examples.sample,
  );
}

async function measured(...args: Parameters<typeof compare>): Promise<Measurement> {
  const found = await compare(...args);
  if (found === null) throw new Error('nothing varies');
  return found;
}

const arms = (world = GAIN, seeds = SEEDS) => bothOf(seeds, world);

test('has the numbers of the test over seeds and examples, and of the seeds alone only what may object', async () => {
  const found = await measured(arms(), { margin: 0.02 });
  expect(found).toMatchObject({
    scope: 'new-examples',
    scopeReason: null,
    testExamples: 40,
    pairing: 'seed',
    baseline: { n: 6 },
    interval: { level: 0.95, method: 'crossed' },
    equivalence: { margin: 0.02, pValueAdjusted: null },
    ...{ signFlip: null, wilcoxon: null },
    ...{ probabilityOfImprovement: null, effectSize: null, stageWise: null, permutation: null },
  });
  expect(found.difference).toBe(found.candidate.mean - found.baseline.mean);
  expect(found.statistic).toBeCloseTo(found.difference / found.standardError, 12);
  expect(found.crossed?.examplesNeeded).toBeGreaterThan(40);
  expect(found.power.minimumDetectableDifference).toBeGreaterThan(0);
  const { components, exampleShare } = found.crossed ?? {};
  expect(exampleShare).toBeCloseTo((components?.example ?? 0) / 40 / found.standardError ** 2, 12);
});

test.each([0, 0.05, 0.1, 0.2, 0.4])(
  'the interval excludes zero exactly where p is small: gain %d',
  async (gain) => {
    const { pValue, interval } = await measured(arms({ gain }));
    expect(interval.low > 0 || interval.high < 0).toBe(pValue < 0.05);
  },
);

test('a metric that is better where it is lower is turned', async () => {
  const up = await measured(arms());
  const down = await measured(arms(), { direction: 'minimize' });
  expect(down.difference).toBe(-up.difference);
  expect(down.interval).toMatchObject({ low: -up.interval.high, high: -up.interval.low });
  expect(down.crossed?.skewness).toBe(-(up.crossed?.skewness ?? Number.NaN));
  expect(down.crossed?.skewCorrectedPValue).toBeCloseTo(up.crossed?.skewCorrectedPValue ?? 2, 12);
  expect(down.better).toEqual({ count: 6 - (up.better?.count ?? 0), of: 6 });
});

describe('one run of either model', () => {
  test('is about these two models', async () => {
    const found = await measured(arms(GAIN, [1]));
    expect(found).toMatchObject({ scope: 'these-models', degreesOfFreedom: 39, better: null });
    expect(found.baseline).toMatchObject({ n: 1, standardDeviation: null });
    expect(found.crossed).toMatchObject({ seedsPValue: null, components: { seed: 0, rest: 0 } });
    expect(found.crossed?.midPValue).toBeGreaterThan(0);
    expect(found.crossed?.exampleShare).toBeCloseTo(1, 12);
  });

  test('beside several of the other, too: one run shows no spread', async () => {
    const runs = [...runsOf('baseline', [1, 2, 3], GAIN), ...runsOf('head', [9], GAIN)];
    expect(await measured(runs)).toMatchObject({ scope: 'these-models', pairing: 'none', better: null });
  });
});

test('without a seed in common the test is that of two arms', async () => {
  const runs = [...runsOf('baseline', [1, 2, 3], GAIN), ...runsOf('head', [7, 8, 9, 10], GAIN)];
  const found = await measured(runs);
  expect(found).toMatchObject({
    scope: 'new-examples',
    pairing: 'none',
    baseline: { n: 3 },
    candidate: { n: 4 },
  });
  expect(found.pValue).toBe(
    crossedTest({
      ...{ seeds: 3, examples: 40, skewness: 0, seedSkewness: 0, ofSeeds: 0 },
      deviations: new Float64Array(40),
      components: found.crossed?.components ?? { seed: 0, example: 0, rest: 0 },
      difference: found.difference,
      standardError: found.standardError,
      degreesOfFreedom: found.degreesOfFreedom,
    }).pValue,
  );
});

test('where both models do the same on every example there is nothing to test', async () => {
  const same = SEEDS.flatMap((seed) => {
    const [run] = runsOf('baseline', [seed]);
    return run === undefined ? [] : [run, { ...run, model: 'head' }];
  });
  expect(await compare(same)).toBeNull();
});

describe('a decision over seeds and examples, to the last digit', () => {
  const metrics = ['accuracy', 'macro_f1', 'log_loss', 'auroc'].map((name) =>
    metric(name, { direction: name === 'log_loss' ? 'minimize' : 'maximize', margin: 0.05 }),
  );
  const seeds = [1, 2, 3, 4, 5, 6, 7];
  const world = { more: (example: number) => ({ cluster: `p${example % 16}` }) };
  const RUNS = [...runsOf('baseline', seeds, world), ...runsOf('head', seeds, { ...world, gain: 0.5 })];

  async function decided(runs: readonly PredictedRun[], variant = 'head') {
    const { records, rows } = crossedRows(runs, metrics, { variants: [variant] });
    const request = { experiment: 'e', metrics, variants: [variant], alpha: 0.05 };
    const comparisons = analyseOnce(request, records, { examples: await rows.read(records) });
    return comparisons.map((one) => {
      if (one.difference === null) throw new Error(one.reason);
      return one;
    });
  }

  test('is the same however seeds, examples, clusters and the variant are called and ordered', async () => {
    const random = createRandom('order');
    const order = RUNS[0]?.rows?.map((_, example) => example) ?? [];
    shuffle(order, random);
    const renamed = RUNS.map(({ model, seed, rows }): PredictedRun => {
      const names = (row: PredictionRow, example: number) => ({
        ...row,
        id: `x${1000 - example}`,
        cluster: `c${99 - (example % 16)}`,
      });
      const all = rows?.map(names) ?? [];
      return {
        model: model === 'head' ? 'other' : model,
        seed: (seed * 5) % 8,
        rows: order.map((place) => all[place] as PredictionRow),
      };
    });
    const [one, other] = [await decided(RUNS), await decided(renamed, 'other')];
    expect(other.map((comparison) => ({ ...comparison, variant: 'head' }))).toEqual(one);
  });

  test('is mirrored where the arms are swapped', async () => {
    const names: Readonly<Record<string, string>> = { baseline: 'head', head: 'baseline' };
    const swapped = RUNS.map((run) => ({ ...run, model: names[run.model] ?? '' }));
    const [one, other] = [await decided(RUNS), await decided(swapped)];
    const MIRRORED = { improvement: 'regression', regression: 'improvement' } as const;
    for (const [index, comparison] of one.entries()) {
      const mirror = other[index];
      expect(mirror).toMatchObject({
        difference: 0 - comparison.difference,
        standardError: comparison.standardError,
        degreesOfFreedom: comparison.degreesOfFreedom,
        pValue: comparison.pValue,
        pValueAdjusted: comparison.pValueAdjusted,
        interval: { low: 0 - comparison.interval.high, high: 0 - comparison.interval.low },
        equivalence: comparison.equivalence,
        crossed: { ...comparison.crossed, skewness: 0 - (comparison.crossed?.skewness ?? 0) },
        verdict: MIRRORED[comparison.verdict as keyof typeof MIRRORED] ?? comparison.verdict,
      });
    }
    expect(one.map(({ verdict }) => verdict)).toContain('improvement');
  });
});
